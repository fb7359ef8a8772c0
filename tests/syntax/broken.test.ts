import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import { runExample } from "../../src/meaning/examples.ts";
import { format } from "../../src/syntax/format.ts";
import { parse } from "../../src/syntax/parse.ts";
import { runs } from "../properties/runs.ts";
import { anyText, brokenPlan, plans } from "./texts.ts";

/** What holds for any text whatever. */
function isAnswered(text: string): void {
  const parsed = parse(text);
  const { plan, diagnostics } = check(parsed);
  for (const { span, message, code } of [...parsed.diagnostics, ...diagnostics]) {
    expect(span.from, code).toBeGreaterThanOrEqual(0);
    expect(span.to, code).toBeGreaterThanOrEqual(span.from);
    expect(span.to, code).toBeLessThanOrEqual(text.length);
    expect(message, code).toMatch(/^[^\s].*[.?!]$/su);
    expect(message, code).not.toMatch(/undefined|\[object|NaN/);
  }
  // A plan comes out exactly where nothing is wrong, and what comes out runs.
  const isRight = !diagnostics.some(({ severity }) => severity === "error");
  expect(plan !== null).toBe(isRight);
  for (const example of plan?.examples ?? []) runExample(plan!, example);
  expect(format(format(text))).toBe(format(text));
}

describe("whatever the text is", () => {
  test("a plan after accidents has an answer, and every problem a place and a sentence", () => {
    fc.assert(fc.property(brokenPlan, isAnswered), runs(400));
  });

  test("and so has what is no plan", () => {
    fc.assert(fc.property(anyText, isAnswered), runs(300));
  });

  test("a declaration may begin where the plan should", () => {
    isAnswered('pexample lan "In passing" {\n  currency USD\n}\n');
  });

  test("a plan may end anywhere", () => {
    const [, text] = plans.find(([file]) => file === "evergreen.plan")!;
    for (let end = 0; end <= text.length; end += 7) isAnswered(text.slice(0, end));
  });
});

test("two mistakes far apart are both told, at their places", () => {
  const declaration = /^(?:measure|param) (\w+)/gm;
  let pairs = 0;
  for (const [file, text] of plans) {
    const found = [...text.matchAll(declaration)];
    if (found.length < 2) continue;
    const [first, last] = [found[0]!, found.at(-1)!];
    // A declaration without a name, and one with a sign in front of it.
    const broken =
      text.slice(0, first.index) +
      text.slice(first.index, last.index).replace(first[1]!, "%") +
      text.slice(last.index).replace(last[1]!, "%");
    const lines = check(parse(broken)).diagnostics.map(
      ({ span }) => broken.slice(0, span.from).split("\n").length,
    );
    const lineOf = (index: number): number => text.slice(0, index).split("\n").length;
    expect(lines, file).toContain(lineOf(first.index));
    expect(lines, file).toContain(lineOf(last.index));
    pairs++;
  }
  expect(pairs).toBeGreaterThan(10);
});
