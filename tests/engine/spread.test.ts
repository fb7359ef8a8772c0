import fc from "fast-check";
import { expect, test } from "vitest";
import { type Distribution, distributionOf } from "../../src/analysis/distribution.ts";
import { fraction, toDecimal } from "../../src/base/exact.ts";
import { spreadOf } from "../../src/engine/spread.ts";
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
      expect(written(spreadOf(Float64Array.from(some), zeros, 2, ROUNDING))).toEqual(written(sorted));
    }),
    runs(300),
  );
});
