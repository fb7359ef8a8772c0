import fc from "fast-check";
import { expect, test } from "vitest";
import { fraction, toDecimal } from "../../src/base/exact.ts";
import { apportion } from "../../src/base/rounding.ts";
import { apportionUnits } from "../../src/runtime/money/apportion.ts";
import { runs } from "../properties/runs.ts";

test.each([
  ["small enough for plain numbers", 10n ** 6n, 1_000n],
  ["on both sides of what a double holds", 10n ** 11n, 10n ** 5n],
  ["with products that are larger", 9n * 10n ** 15n, 3n * 10n ** 12n],
  ["large", 10n ** 17n, 10n ** 12n],
])("an amount is divided as the definition divides it: %s", (_, amountMost, weightMost) => {
  const amounts = fc.bigInt({ min: -amountMost, max: amountMost });
  const weights = fc.array(
    fc.oneof(fc.constant(1n), fc.bigInt({ min: -weightMost / 10n, max: weightMost })),
    { maxLength: 12 },
  );
  const units = fc.constantFrom(1n, 5n, 100n);
  fc.assert(
    fc.property(amounts, weights, units, (amount, shares, unit) => {
      const exact = apportion(
        fraction(amount, 1n),
        shares.map((share) => fraction(share, 1n)),
        fraction(unit, 1n),
      );
      expect(apportionUnits(amount, shares, unit).map(String)).toEqual(exact.map(toDecimal));
    }),
    runs(500),
  );
});
