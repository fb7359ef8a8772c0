import { expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { parse } from "../../src/syntax/parse.ts";
import { FIRST_BINARY, FIRST_PLAN, slipsInBinary, slipsInFirst } from "./beginners.ts";

const errorsOf = (text: string): readonly Diagnostic[] =>
  check(parse(text)).diagnostics.filter(({ severity }) => severity === "error");

const withMend = (text: string, { mends }: Diagnostic): string =>
  [...mends[0]!.edits]
    .sort((a, b) => b.span.from - a.span.from)
    .reduce((so, { span, insert }) => so.slice(0, span.from) + insert + so.slice(span.to), text);

test.each([FIRST_PLAN, FIRST_BINARY])("the plan itself is right", (plan) => {
  expect(check(parse(plan)).diagnostics).toEqual([]);
});

const slips = [
  ...slipsInFirst.map((slip) => [FIRST_PLAN, ...slip] as const),
  ...slipsInBinary.map((slip) => [FIRST_BINARY, ...slip] as const),
].map(([plan, right, wrong, code, caret]) => ({ plan, right, wrong, code, caret }));

test.each(slips)("$wrong", ({ plan, right, wrong, code, caret }) => {
  expect(plan).toContain(right);
  const text = plan.replace(right, () => wrong);
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
