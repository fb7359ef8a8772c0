import fc from "fast-check";
import { expect, test } from "vitest";
import { boughtFacts, fillBought } from "../../src/runtime/orders/bought.ts";
import { bookOf, endOf, ordersIn, UNDATED } from "../../src/runtime/orders/order-book.ts";
import { runs } from "../properties/runs.ts";

const PEOPLE = 12;
const PERIODS = 3;

/** Amounts of one size or another: with sums of 32 bits, of 64, and beyond what a double holds. */
const orders = fc.constantFrom(1_000n, 2n ** 40n, 2n ** 58n).chain((most) =>
  fc.array(
    fc.record({
      buyer: fc.nat(PEOPLE - 1),
      period: fc.integer({ min: -1, max: PERIODS - 1 }),
      day: fc.oneof(fc.nat(9), fc.constant(UNDATED)),
      units: fc.option(fc.bigInt({ min: -most, max: most }), { nil: null }),
    }),
    { maxLength: 40 },
  ),
);

test("what everybody has bought is the sum of the orders that have come in, however often it is asked for", () => {
  const places = fc.shuffledSubarray([...Array(PEOPLE).keys()], { minLength: PEOPLE });
  fc.assert(
    fc.property(orders, places, fc.option(fc.nat(9)), (all, placed, day) => {
      const place = Int32Array.from(placed);
      const list = {
        buyer: Int32Array.from(all, ({ buyer }) => buyer),
        period: Int32Array.from(all, ({ period }) => period),
        day: Int32Array.from(all, (order) => order.day),
        number: Int32Array.from(all, (_, number) => number),
      };
      const units = BigInt64Array.from(all, (order) => order.units ?? 0n);
      const given = Uint8Array.from(all, (order) => (order.units === null ? 0 : 1));
      const mass = units.reduce((so, one) => so + (one < 0n ? -one : one), 0n);
      const amounts = { units, given, facts: { given: "some", scale: 2, most: mass, mass } } as const;
      const book = bookOf(list, place, PERIODS);
      const expected = (period: number, upTo: number | null, isOfGiven: boolean): bigint[] => {
        const sums = new Array<bigint>(PEOPLE).fill(0n);
        for (const order of all) {
          const hasCome = upTo === null || order.day <= upTo;
          if (order.period !== period || !hasCome || order.units === null) continue;
          const at = place[order.buyer]!;
          sums[at] = isOfGiven ? 1n : sums[at]! + order.units;
        }
        return sums;
      };
      const sizes = [0, 1, 2].flatMap((period) =>
        expected(period, null, false).map((one) => (one < 0n ? -one : one)),
      );
      expect(boughtFacts(book, amounts, PEOPLE).most).toBeGreaterThanOrEqual(
        sizes.reduce((a, b) => (b > a ? b : a)),
      );
      // Twice: what was added up once is known then; and other moments in between are no matter.
      for (const upTo of [null, day, null])
        for (let period = 0; period < PERIODS; period++) {
          const some = ordersIn(book, period, upTo === null ? null : endOf(upTo));
          const sums = new BigInt64Array(PEOPLE).fill(7n);
          fillBought(sums, some, amounts, false);
          expect([...sums]).toEqual(expected(period, upTo, false));
          const isGiven = new Uint8Array(PEOPLE).fill(7);
          fillBought(isGiven, some, amounts, true);
          expect([...isGiven].map(BigInt)).toEqual(expected(period, upTo, true));
          if (mass >= 2n ** 31n) continue;
          const narrow = new Int32Array(PEOPLE).fill(7);
          fillBought(narrow, some, amounts, false);
          expect([...narrow].map(BigInt)).toEqual(expected(period, upTo, false));
        }
    }),
    runs(300),
  );
});
