import fc from "fast-check";
import { expect, test } from "vitest";
import { type Distribution, distributionOf } from "../../src/analysis/distribution.ts";
import { fraction, toDecimal } from "../../src/base/exact.ts";
import { allOf, needsAmounts, paidOf, spreadOf } from "../../src/engine/reports/spread.ts";
import { runs } from "../properties/runs.ts";

const ROUNDING = { mode: "half even", grid: fraction(1, 100) } as const;

/** In decimals: one figure can be written as several fractions. */
const written = ({ people, nothing, total, median, mean, highest }: Distribution) => ({
  ...{ people, nothing },
  figures: [total, median, mean, highest].map((figure) => toDecimal(figure)),
});

test("amounts and so many zeros are spread as all of them sorted are, also where some are negative", () => {
  const near = fc.integer({ min: -40, max: 60 });
  const far = fc.oneof(near, fc.integer({ min: -9e9, max: 4e15 }), fc.constantFrom(2 ** 52 - 1, 1 - 2 ** 52));
  const amounts = fc.oneof(
    ...[near, far].map((one) =>
      fc.array(
        one.filter((amount) => amount !== 0),
        { maxLength: 30 },
      ),
    ),
  );
  fc.assert(
    fc.property(amounts, fc.nat(30), (some, zeros) => {
      const all = [...some, ...Array.from({ length: zeros }, () => 0)];
      const sorted = distributionOf(
        all.map((amount) => fraction(amount, 100)),
        ROUNDING,
      );
      expect(written(spreadOf(paidOf(Float64Array.from(some), zeros), 2, ROUNDING))).toEqual(written(sorted));
    }),
    runs(300),
  );
});

test("several groups are spread as all of them together, and nobody's amount is asked for where the middle is paid nothing", () => {
  const amount = fc.integer({ min: -20, max: 40 }).filter((one) => one !== 0);
  const group = fc.tuple(fc.array(amount, { maxLength: 8 }), fc.nat(12));
  fc.assert(
    fc.property(fc.array(group, { maxLength: 5 }), (groups) => {
      const found = groups.map(([some, zeros]) => paidOf(Float64Array.from(some), zeros));
      const amounts = groups.flatMap(([some]) => some);
      const zeros = groups.reduce((so, [, nothing]) => so + nothing, 0);
      const one = paidOf(Float64Array.from(amounts), zeros);
      const all = allOf(found, needsAmounts(one) ? Float64Array.from(amounts) : undefined);
      expect(written(spreadOf(all, 2, ROUNDING))).toEqual(written(spreadOf(one, 2, ROUNDING)));
      const sorted = [...amounts, ...Array.from({ length: zeros }, () => 0)].sort((a, b) => a - b);
      const middle = [(sorted.length - 1) >> 1, sorted.length >> 1].map((place) => sorted[place] ?? 0);
      expect(needsAmounts(one)).toBe(middle.some((value) => value !== 0));
    }),
    runs(300),
  );
});
