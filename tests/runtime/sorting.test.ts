import fc from "fast-check";
import { expect, test } from "vitest";
import { sortedBy } from "../../src/runtime/sorting.ts";
import { runs } from "../properties/runs.ts";

/** Figures that are often the same, lie far apart, or do not fit into doubles. */
const figures = (length: number) =>
  fc.oneof(
    ...[
      fc.bigInt({ min: -3n, max: 3n }),
      fc.bigInt({ min: -5_000_000n, max: 5_000_000n }),
      fc.bigInt({ min: -(2n ** 51n), max: 2n ** 51n }),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    ].map((figure) => fc.array(figure, { minLength: length, maxLength: length })),
  );

test.each([12, 700])(
  "%d places are put in order as by comparing them, and equals stay as they stand",
  (length) => {
    const keys = fc.array(fc.record({ values: figures(length), lowestFirst: fc.boolean() }), {
      minLength: 1,
      maxLength: 3,
    });
    const places = fc.shuffledSubarray([...Array(length).keys()], { minLength: length - 5 });
    fc.assert(
      fc.property(keys, places, (all, some) => {
        const sorted = [...some].sort((a, b) => {
          for (const { values, lowestFirst } of all)
            if (values[a] !== values[b]) return values[a]! < values[b]! === lowestFirst ? -1 : 1;
          return 0;
        });
        // Small enough figures come as doubles.
        const given = all.map(({ values, lowestFirst }) => ({
          values: values.every((one) => BigInt(Number(one)) === one)
            ? Float64Array.from(values, Number)
            : values,
          lowestFirst,
        }));
        expect([...sortedBy(Int32Array.from(some), given)]).toEqual(sorted);
      }),
      runs(length > 100 ? 60 : 300),
    );
  },
);
