import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { lineAndColumn } from "../src/base/span.ts";
import { check } from "../src/check/check.ts";
import { runExample } from "../src/meaning/examples.ts";
import { parse } from "../src/syntax/parse.ts";

/**
 * Literate cases: plans that a designer could read, each with people, what they are given, and what must come out to the
 * cent. Where a published figure contradicts its own rule, the case holds the right one and says `<>` of the other.
 *
 * What few tools can say stands in `wanted.plan`: cuts by priority (`limit …, lowest Title first`), own volume on the
 * weaker side of a binary (`volume PV from self`), people in a holding tank until a day (`tree … from placed`), tables
 * with days from which they hold (`table … from 2026-07-01`), and a rate that changes between two orders because of
 * somebody else's volume (`so_far(group)` of orders). Where the crossing order itself pays in two parts (W15), it is the
 * difference of two slices: `in-passing.plan`, and `examples/case-credits.plan` for the group's volume.
 */
const casesOf = (folder: string): [string, string][] =>
  readdirSync(new URL(folder, import.meta.url))
    .filter((file) => file.endsWith(".plan"))
    .map((file) => [file, readFileSync(new URL(file, new URL(folder, import.meta.url)), "utf8")]);

describe.each([...casesOf("./cases/"), ...casesOf("../examples/")])("%s", (file, text) => {
  const { plan, diagnostics } = check(parse(text));
  const at = (offset: number): string => {
    const { line, column } = lineAndColumn(text, offset);
    return `${file}:${line}:${column}`;
  };

  test("nothing is wrong with it", () => {
    expect(diagnostics.map(({ span, message }) => `${at(span.from)} ${message}`)).toEqual([]);
  });

  test.each(plan?.examples.map((example) => [example.title, example] as const) ?? [])("%s", (_, example) => {
    const { failures, passed } = runExample(plan!, example);
    expect(failures.map(({ span, message }) => `${at(span.from)} ${message}`)).toEqual([]);
    expect(passed).toBeGreaterThan(0);
  });
});
