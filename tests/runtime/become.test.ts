import fc from "fast-check";
import { expect, test } from "vitest";
import { become } from "../../src/runtime/data/become.ts";
import { Stopped } from "../../src/runtime/stopped.ts";
import { runs } from "../properties/runs.ts";

const LAST = 2n ** 63n - 1n;
const ends = [0n, 1n, -1n, 2n ** 32n, 2n ** 32n - 1n, -(2n ** 32n), LAST, -LAST - 1n];
const large = fc.oneof(fc.constantFrom(...ends), fc.bigInt({ min: -LAST - 1n, max: LAST }));
const small = fc.oneof(
  fc.constantFrom(0, 1, -1, 2 ** 31 - 1, -(2 ** 31)),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
);

test.each([
  ["large", large.map(BigInt), (units: bigint) => BigInt64Array.of(units)],
  ["small", small.map(BigInt), (units: bigint) => Int32Array.of(Number(units))],
])("sums and what is added to them: %s numbers, or more than 64 bits hold", (_, more, columnOf) => {
  fc.assert(
    fc.property(large, more, (so, units) => {
      const column = BigInt64Array.of(so);
      const add = () => become(column, columnOf(units), "add", "PV");
      if (so + units > LAST || so + units < -LAST - 1n) expect(add).toThrow(Stopped);
      else {
        add();
        expect(column[0]).toBe(so + units);
      }
    }),
    runs(1_000),
  );
});
