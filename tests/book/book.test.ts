import { describe, expect, test } from "vitest";
import { builtins } from "../../grammar/builtins.ts";
import { vocabulary, type WordName } from "../../grammar/vocabulary.ts";
import { bookFiles } from "../../src/book/book.ts";
import { faultsOfPlan, isRunnable, plansOf } from "../../src/book/chapters.ts";
import { rulesOf, tokensOf } from "../../src/book/coverage.ts";
import { diagramsThere, readBookFile, readChapters } from "../../src/book/files.ts";
import { rules } from "../../src/book/grammar-model.ts";
import { headingsOf, slugOf, withoutFences } from "../../src/book/markdown.ts";
import { catalogue } from "../../src/diagnostics/catalogue.ts";

const chapters = readChapters();
const plans = plansOf(chapters);
const files = bookFiles(chapters);

describe("every plan of the book does what is said of it", () => {
  test.each(plans.map((plan) => [`${plan.chapter}:${plan.line}`, plan] as const))("%s", (_, plan) => {
    expect(faultsOfPlan(plan)).toEqual([]);
  });
});

describe("nothing of the language is left out", () => {
  const shown = plans.filter(isRunnable).map(({ whole }) => whole);
  const sharedHead = 'plan "Example" {';

  test("every word, sign and form stands in a plan that is run", () => {
    const met = new Set(shown.flatMap((text) => [...tokensOf(text)]));
    expect((Object.keys(vocabulary) as WordName[]).filter((name) => !met.has(name))).toEqual([]);
  });

  test("every rule of the grammar is used in a plan that is run", () => {
    const met = new Set(shown.flatMap((text) => [...rulesOf(text)]));
    expect(rules.map(({ name }) => name).filter((name) => !met.has(name))).toEqual([]);
  });

  test("every built-in name stands in a plan that is run", () => {
    const written = shown.map((text) => text.replace(sharedHead, "")).join("\n");
    const names = builtins.map(({ name }) => name);
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(written))).toEqual([]);
  });
});

describe("the index leads to everything", () => {
  const reference = files.get("reference.md")!;
  const index = reference.slice(reference.indexOf("\n## Index"));

  test("every code of a problem", () => {
    const unlinked = Object.keys(catalogue).filter(
      (code) => !index.includes(`(problems.md#${slugOf(code)})`),
    );
    expect(unlinked).toEqual([]);
  });

  test("every construct and every name to a section that shows it", () => {
    const rows = [...index.matchAll(/^\| `([^`]+)` *\| ([^|]*)\|/gm)];
    expect(rows.length).toBeGreaterThan(builtins.length);
    expect(rows.filter(([, , sections]) => sections!.trim() === "").map(([, name]) => name)).toEqual([]);
    expect(reference).not.toContain("Shown in .");
  });
});

describe("what lies there is what `npm run book` writes", () => {
  test.each([...files])("%s", (file, text) => {
    expect(readBookFile(file)).toBe(text);
  });

  test("and no diagram is left over", () => {
    expect(diagramsThere().filter((file) => !files.has(file))).toEqual([]);
  });
});

describe("every link leads somewhere", () => {
  const pages = ["reference.md", "problems.md"];
  const anchors = new Map(
    pages.map((page) => [page, new Set(headingsOf(files.get(page)!).map(({ anchor }) => anchor))]),
  );

  test.each(pages)("of %s", (page) => {
    const links = [...withoutFences(files.get(page)!).matchAll(/\]\(([^)#\s]*)(?:#([^)\s]*))?\)/g)];
    const dead = links.filter(([, file = "", anchor]) => {
      if (/^https?:/.test(file)) return false;
      const target = file === "" ? page : file;
      if (anchor !== undefined) return !anchors.get(target)?.has(anchor);
      return !files.has(target);
    });
    expect(dead.map(([link]) => link)).toEqual([]);
  });
});

test("no picture runs anything or loads anything", () => {
  for (const [file, text] of files)
    if (file.endsWith(".svg")) expect(text, file).not.toMatch(/<script|href|url\(|@import|\son\w+=/);
});
