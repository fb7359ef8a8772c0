import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDay } from "../../src/base/calendar.ts";
import { durationOf, packedDuration } from "../../src/base/packed-duration.ts";
import { check } from "../../src/check/check.ts";
import { NO_DAY } from "../../src/check/zero.ts";
import { planWith } from "../../src/diagnostics/problems/wording.ts";
import { parse } from "../../src/syntax/parse.ts";
import { runs } from "../properties/runs.ts";
import { planOf, sketch, worldOf } from "../properties/worlds.ts";
import { compare } from "./compare.ts";

const ALL = { kind: "equal", cells: expect.any(Number) };
const columns = [
  "input d, e : date",
  "ranks Title {\n  | rank | grace | PV >= _ |\n  | Low | 30 days | |\n  | High | 3 months | 500 |\n}",
  "ranks Stay {\n  | rank | wait: d - e >= _ |\n  | Short | |\n  | Long | 2 months |\n}",
  "table spans(PV) {\n  | from | 0 | 100 | 600 |\n  | span | 30 days | 1 years | |\n}",
  "table rate_of(span) {\n  | span | 1 days | 3 days | 3 months |\n  | rate | 1% | 2% | 4% |\n}",
  "measure span = 3 months if PV > 100 else 60 days",
].join("\n");

/** Lengths of time of any unit, wherever a plan may have them, by code. */
test.each([
  "joined + 3 months",
  "d - 2 years",
  "d + span",
  "e - span",
  "d + Title.grace",
  "d + Stay.wait",
  "e + spans(PV)",
  "spans(PV)",
  "Title.grace",
  "3 months",
  "7 weeks",
  "span >= 2 months",
  "max(span, d - joined, 4 weeks)",
  "min(span, 2 months)",
  "max(2 months, span)",
  "max(30 days, 1 months)",
  "min(30 days, 1 months)",
  "previous(span)",
  "highest(span)",
  "highest(d - e)",
  "rate_of(d - e)",
  "rate_of(span)",
  "place(d - e in company)",
  "place(earliest span, d in downline)",
  "nearest(upline where joined + span > my.joined)",
  "max(d + 1 months in downline)",
  "count(frontline where d + 3 months >= my.d)",
])("measure found = %s", (formula) => {
  const plan = planOf(planWith(`${columns}\nmeasure found = ${formula}`));
  fc.assert(
    fc.property(sketch({}, 30), (drawn) => {
      expect(compare(plan, worldOf(plan, drawn))).toEqual(ALL);
    }),
    runs(25),
  );
});

test("on the way up the longest of those passed is found by its days", () => {
  const plan = planOf(
    planWith(`${columns}\nbonus B {\n  on PV up sponsor\n  pays 5% if not any(span >= my.span in path)\n}`),
  );
  fc.assert(
    fc.property(sketch({}, 30), (drawn) => {
      expect(compare(plan, worldOf(plan, drawn))).toEqual(ALL);
    }),
    runs(25),
  );
});

test("months are added anywhere in the calendar, and end where the month ends", () => {
  const plan = planOf(
    planWith(
      [
        "input d : date",
        ...[1, 2, 11, 12, 13, 25, 4_800, 119_999, 120_001, 9_999_999].flatMap((months, i) => [
          `measure after_${i} = d + ${months} months`,
          `measure before_${i} = d - ${months} months`,
        ]),
        "measure a_year = d + 1 years",
      ].join("\n"),
    ),
  );
  const ends = ["2024-02-29", "2023-02-28", "1900-02-28", "2000-02-29", "2026-01-31", "2025-12-31"];
  const day = fc.oneof(
    fc.constantFrom(...ends, "0100-01-01", "9999-12-31").map((text) => parseDay(text)!),
    fc.integer({ min: parseDay("0100-01-01")!, max: parseDay("9999-12-31")! }),
    fc.constantFrom(NO_DAY),
  );
  fc.assert(
    fc.property(fc.array(day, { minLength: 20, maxLength: 20 }), sketch({ size: 20 }), (days, drawn) => {
      const world = worldOf(plan, drawn);
      const inputs = new Map([...world.inputs, ["d", (person: number) => days[person]]] as const);
      expect(compare(plan, { ...world, inputs })).toEqual(ALL);
    }),
    runs(60),
  );
});

test("a length of time is one whole number, and back", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
      fc.constantFrom("days", "weeks", "months", "years"),
      (count, unit) => {
        expect(durationOf(packedDuration({ count, unit }))).toEqual({ count, unit });
      },
    ),
  );
});

test.each([
  ["max(yes, no)", "Yes or no has no more and less, so `max` means nothing here"],
  ["min(word, word)", "A text has no more and less, so `min` means nothing here"],
  ["highest(PV > 100)", "Yes or no has no more and less, so `highest` means nothing here"],
  ["place(sponsor in company)", "A person has no more and less, so `place` means nothing here"],
])("nobody asks for the most of what has no order: %s", (formula, sentence) => {
  const { plan, diagnostics } = check(parse(planWith(`input word : text\nmeasure found = ${formula}`)));
  expect(plan).toBeNull();
  expect(diagnostics.map(({ message }) => message).join("\n")).toContain(sentence);
});
