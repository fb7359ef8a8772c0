import { describe, expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import { type Code, catalogue } from "../../src/diagnostics/catalogue.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { parse } from "../../src/syntax/parse.ts";

const problemsOf = (text: string): readonly Diagnostic[] => check(parse(text)).diagnostics;

/** The text with a mend applied: its edits from the last to the first, so that places stay true. */
function mended(text: string, { mends }: Diagnostic, which: number): string {
  const edits = [...mends[which]!.edits].sort((a, b) => b.span.from - a.span.from);
  return edits.reduce((so, { span, insert }) => so.slice(0, span.from) + insert + so.slice(span.to), text);
}

describe.each(Object.keys(catalogue) as Code[])("%s", (code) => {
  const { help, severity } = catalogue[code];

  test("the wrong text has this problem, and no other error", () => {
    const found = problemsOf(help.wrong);
    expect(found.map((problem) => problem.code)).toContain(code);
    expect(found.filter((problem) => problem.code !== code && problem.severity === "error")).toEqual([]);
  });

  test("the right text has no problem at all", () => {
    expect(problemsOf(help.right)).toEqual([]);
  });

  test("the sentence is one: it begins with a capital or a quoted word, and ends", () => {
    for (const { message, span } of problemsOf(help.wrong).filter((problem) => problem.code === code)) {
      expect(message).toMatch(/^[A-Z`"0-9].*[.?]$/s);
      expect(message).not.toMatch(/undefined|null|\[object|NaN/);
      expect(span.from).toBeGreaterThanOrEqual(0);
      expect(span.to).toBeLessThanOrEqual(help.wrong.length);
    }
    expect(severity).toMatch(/^(error|warning|hint)$/);
  });

  test("each of its mends takes the problem away", () => {
    for (const problem of problemsOf(help.wrong).filter((one) => one.code === code))
      problem.mends.forEach((_, which) => {
        const left = problemsOf(mended(help.wrong, problem, which)).filter(
          (one) => one.code === code && one.message === problem.message,
        );
        expect(left).toEqual([]);
      });
  });
});

test("there are many problems that a plan can be told of", () => {
  expect(Object.keys(catalogue).length).toBeGreaterThanOrEqual(60);
});
