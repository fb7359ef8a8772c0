import fc from "fast-check";
import { expect, test } from "vitest";
import { finished } from "../../src/base/pieces.ts";
import { joiningOrder } from "../../src/downline/people/joining-order.ts";
import type { PeopleRows } from "../../src/downline/people/people-rows.ts";
import { seeded } from "../../src/downline/random.ts";
import { runs } from "../properties/runs.ts";

/** Only what the order goes by. */
const people = (joined: Int32Array) => ({ joined, table: { size: joined.length } }) as PeopleRows;

test("people stand in the order of joining, of one day in that of the file, however many they are", () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.constantFrom(0, 1, 5, 4095, 4096, 4097, 20_000),
      fc.constantFrom(1, 7, 100_000),
      (seed, size, days) => {
        const random = seeded(seed);
        const joined = Int32Array.from({ length: size }, () => random.below(days));
        const stays = Uint8Array.from({ length: size }, () => (random.chance(0.9) ? 1 : 0));
        const rows = [...joined.keys()].filter((row) => stays[row]);
        expect([...finished(joiningOrder(people(joined), stays))]).toEqual(
          rows.sort((a, b) => joined[a]! - joined[b]! || a - b),
        );
      },
    ),
    runs(20),
  );
});

test("none of the pieces goes through many people", () => {
  const joined = Int32Array.from({ length: 300_000 }, (_, row) => (row * 7_919) % 10_007);
  const pieces = [...joiningOrder(people(joined), new Uint8Array(300_000).fill(1))].length;
  expect(pieces).toBeGreaterThan(300);
});
