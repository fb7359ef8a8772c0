import fc from "fast-check";
import { expect, test } from "vitest";
import { finished } from "../../src/base/pieces.ts";
import { fillMultiple, gathering, numberAt, widen } from "../../src/runtime/data/units.ts";
import { runs } from "../properties/runs.ts";

/** Small and large ones, and those on both sides of what 32 bits and a double hold. */
const units = (most: bigint) =>
  fc.array(
    fc.oneof(
      ...[127n, 2n ** 31n - 1n, 2n ** 53n + 1n, most].map((end) => {
        const to = end < most ? end : most;
        return fc.oneof(fc.bigInt({ min: -to, max: to }), fc.constantFrom(to, -to));
      }),
    ),
    { minLength: 1, maxLength: 10 },
  );
const large = units(2n ** 63n - 1n).map((all) => BigInt64Array.from(all));
const words = units(2n ** 31n - 1n).map((all) => Int32Array.from(all, Number));
const bytes = units(127n).map((all) => Int8Array.from(all, Number));
const mixed = fc.oneof(large, words, bytes);
const wide = (all: ArrayLike<bigint | number>): bigint[] => Array.from(all, BigInt);

test("units times a whole number, as far as they fit into 64 bits", () => {
  fc.assert(
    fc.property(mixed, fc.constantFrom(1, 10, 1_000_000), (all, by) => {
      const column = new BigInt64Array(all.length);
      fillMultiple(column, all, by);
      expect([...column]).toEqual(wide(all).map((one) => BigInt.asIntN(64, one * BigInt(by))));
    }),
    runs(500),
  );
});

test("units in another order, from columns of all kinds to columns of all kinds that hold them", () => {
  fc.assert(
    fc.property(fc.oneof(large, words), fc.array(fc.nat(9)), (all, some) => {
      const order = Int32Array.from(some, (one) => one % all.length);
      const expected = wide(order.map((one) => one)).map((one) => BigInt(all[Number(one)]!));
      for (const to of [BigInt64Array, Int32Array, Int8Array]) {
        const column = new to(order.length);
        const isHeld = expected.every((one) => BigInt.asIntN(column.BYTES_PER_ELEMENT * 8, one) === one);
        if (!isHeld) continue;
        finished(gathering(all, order, column));
        expect(wide(column)).toEqual(expected);
      }
    }),
    runs(500),
  );
});

test("small units as large ones, and any as doubles", () => {
  fc.assert(
    fc.property(fc.oneof(words, bytes), large, (small, all) => {
      const column = new BigInt64Array(small.length);
      widen(small, column);
      expect([...column]).toEqual(wide(small));
      for (const [at, one] of all.entries()) expect(numberAt(all)(at)).toBe(Number(one));
    }),
    runs(300),
  );
});
