import { expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import { planWith } from "../../src/diagnostics/problems/wording.ts";
import { parse } from "../../src/syntax/parse.ts";

/** What a group says of levels and boundaries is refused where it would mean nothing. */
test.each([
  ["count(frontline until PV > 5)", "`until` ends a way down or up a tree, and `frontline` is no such way"],
  ["count(company through PV > 5)", "`through` ends a way down or up a tree, and `company` is no such way"],
  ["sum(sold in weeks until sold > 5)", "`until` ends a way down or up a tree, and `weeks` is no such way"],
  ["sum(sold in weeks counting sold > 5)", "`counting` makes levels, and `weeks` has none"],
  ["sum(sold in largest 2 weeks by sold)", "`largest` picks among people, orders"],
  ["sum(PV in downline until PV > 5)", null],
  ["count(upline through PV > 5)", null],
  ["sum(sold in weeks where sold > 5)", null],
])("%s", (formula, sentence) => {
  const text = planWith(`weekly measure sold = PV\n\nmeasure found = ${formula}`);
  const errors = check(parse(text)).diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.map(({ message }) => message)).toEqual(
    sentence === null ? [] : [expect.stringContaining(sentence)],
  );
});
