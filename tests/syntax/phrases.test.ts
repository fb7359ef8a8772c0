import { expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import { planWith } from "../../src/diagnostics/problems/wording.ts";
import { parse } from "../../src/syntax/parse.ts";

/** The words of a brochure, and what a plan says for them: told once, and mended by one change. */
test.each([
  ["measure active = PV at least 100", "measure active = PV >= 100"],
  ["bonus Car { pays $400 if PV at least 100 }", "bonus Car { pays $400 if PV >= 100 }"],
  ["measure active = PV is at least 100", "measure active = PV >= 100"],
  ["measure busy = PV more than 100", "measure busy = PV > 100"],
  ["measure few = count(downline where PV fewer than 5)", "measure few = count(downline where PV < 5)"],
  ["bonus Own { pays 10% of PV up to $50 }", "bonus Own { pays 10% of PV at most $50 }"],
  [
    "bonus Car { pays $600 }\nlimit Car to $500 per person",
    "bonus Car { pays $600 }\nlimit Car to $500 for each person",
  ],
])("%s", (said, written) => {
  const text = planWith(said);
  const { diagnostics } = check(parse(text));
  expect(diagnostics.map(({ code }) => code)).toEqual(["syntax/other-word"]);
  const { span, insert } = diagnostics[0]!.mends[0]!.edits[0]!;
  expect(text.slice(0, span.from) + insert + text.slice(span.to)).toBe(planWith(written));
  expect(check(parse(planWith(written))).diagnostics).toEqual([]);
});

test("`at least` is no phrase where two names of it stand apart", () => {
  expect(
    check(parse(planWith("input least : volume\n\nmeasure both = PV >= 1 and least >= 1"))).diagnostics,
  ).toEqual([]);
});
