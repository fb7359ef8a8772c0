import fc from "fast-check";
import { expect, test } from "vitest";
import { limitedPlain, limitedUnits } from "../../src/runtime/money/limited-units.ts";
import { runs } from "../properties/runs.ts";

test.each([
  ["small", 10n ** 5n, 20n],
  ["on both sides of what a double holds", 10n ** 9n, 10n ** 6n],
])(
  "a pot with limits is divided in plain numbers as in large ones, or not at all: %s",
  (_, most, mostShare) => {
    const heads = fc.array(
      fc.record({
        share: fc.bigInt({ min: -1n, max: mostShare }),
        limit: fc.oneof(fc.bigInt({ min: -1n, max: most }), fc.bigInt({ min: 0n, max: most / 10n })),
      }),
      { minLength: 1, maxLength: 12 },
    );
    const pots = fc.bigInt({ min: -1n, max: most });
    let divided = 0;
    fc.assert(
      fc.property(
        pots,
        heads,
        fc.constantFrom(1n, 5n, 100n),
        fc.boolean(),
        (pot, all, unit, sharingTheRest) => {
          const people = all.filter(({ share }) => share !== 0n);
          const [shares, limits] = [people.map(({ share }) => share), people.map(({ limit }) => limit)];
          const how = { unit, sharingTheRest };
          const plain = limitedPlain(
            pot,
            Float64Array.from(shares, Number),
            Float64Array.from(limits, Number),
            how,
          );
          if (!plain) return;
          divided++;
          expect(Array.from(plain, BigInt)).toEqual(
            people.length === 0 ? [] : limitedUnits(pot, shares, limits, how),
          );
        },
      ),
      runs(1_000),
    );
    expect(divided).toBeGreaterThan(0);
  },
);
