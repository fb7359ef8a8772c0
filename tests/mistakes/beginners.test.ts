import { expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { parse } from "../../src/syntax/parse.ts";
import { beginners, FIRST_PLAN } from "./beginners.ts";

const errorsOf = (text: string): readonly Diagnostic[] =>
  check(parse(text)).diagnostics.filter(({ severity }) => severity === "error");

const withMend = (text: string, { mends }: Diagnostic): string =>
  [...mends[0]!.edits]
    .sort((a, b) => b.span.from - a.span.from)
    .reduce((so, { span, insert }) => so.slice(0, span.from) + insert + so.slice(span.to), text);

test("the plan itself is right", () => {
  expect(check(parse(FIRST_PLAN)).diagnostics).toEqual([]);
});

test.each(beginners)("%s | %s", (right, wrong, code, caret) => {
  expect(FIRST_PLAN).toContain(right);
  const text = FIRST_PLAN.replace(right, () => wrong);
  const errors = errorsOf(text);
  const [first] = errors;
  expect(new Set(errors.map((one) => one.code))).toEqual(new Set([code]));
  expect(text.slice(first!.span.from, first!.span.to)).toBe(caret);
  if (first!.mends.length > 0) {
    const left = errorsOf(withMend(text, first!));
    expect(
      left.filter(({ message, span }) => message === first!.message && span.from === first!.span.from),
    ).toEqual([]);
  }
});
