import fc from "fast-check";
import { expect, test } from "vitest";
import { finished } from "../../src/base/pieces.ts";
import {
  bookOf,
  endOf,
  fillStarts,
  ordersIn,
  UNDATED,
  type UpTo,
} from "../../src/runtime/orders/order-book.ts";
import { fillPlaced, placing } from "../../src/runtime/orders/order-column.ts";
import { runs } from "../properties/runs.ts";

const PEOPLE = 9;
const PERIODS = 3;

const orders = fc.array(
  fc.record({
    buyer: fc.nat(PEOPLE - 1),
    period: fc.integer({ min: -1, max: PERIODS - 1 }),
    day: fc.oneof(fc.nat(6), fc.constant(UNDATED)),
    units: fc.integer({ min: -100, max: 100 }),
  }),
  { maxLength: 30 },
);
const moments = fc.oneof(
  fc.constant<UpTo | null>(null),
  fc.nat(6).map(endOf),
  fc.record({ day: fc.nat(6), order: fc.nat(30) }),
);

test("orders that have come in up to a moment, with what their columns have, in whatever arrays", () => {
  const places = fc.shuffledSubarray([...Array(PEOPLE).keys()], { minLength: PEOPLE });
  fc.assert(
    fc.property(orders, places, moments, fc.constantFrom(1n, 2n ** 40n), (all, placed, upTo, times) => {
      const place = Int32Array.from(placed);
      const book = bookOf(
        {
          buyer: Int32Array.from(all, ({ buyer }) => buyer),
          period: Int32Array.from(all, ({ period }) => period),
          day: Int32Array.from(all, ({ day }) => day),
          number: Int32Array.from(all, (_, number) => number),
        },
        place,
        PERIODS,
      );
      const large = BigInt64Array.from(all, ({ units }) => BigInt(units) * times);
      const small = Int32Array.from(all, ({ units }) => units);
      const flags = Uint8Array.from(all, ({ units }) => (units > 0 ? 1 : 0));
      // Twice: what was picked once is known then.
      for (let period = 0; period < 2 * PERIODS; period++) {
        const some = ordersIn(book, period % PERIODS, upTo);
        const expected = [...all.keys()]
          .filter((one) => all[one]!.period === period % PERIODS)
          .filter((one) => {
            const { day } = all[one]!;
            return upTo === null || day < upTo.day || (day === upTo.day && one <= upTo.order);
          })
          .sort((a, b) => place[all[a]!.buyer]! - place[all[b]!.buyer]! || a - b);
        expect([...some.number]).toEqual(expected);
        expect([...some.day]).toEqual(expected.map((one) => all[one]!.day));
        expect([...some.place]).toEqual(expected.map((one) => place[all[one]!.buyer]));
        const count = expected.length;
        const targets = [new BigInt64Array(count + 1), new Int32Array(count + 1), new Int8Array(count + 1)];
        for (const column of [large, small, flags])
          for (const to of targets) {
            if (column === large && times > 1n && !(to instanceof BigInt64Array)) continue;
            if (to instanceof BigInt64Array) to.fill(7n);
            else to.fill(7);
            const now =
              column instanceof Uint8Array
                ? finished(placing(column, some))
                : finished(placing(column, some));
            fillPlaced(to, now, some);
            expect([...to].map(BigInt)).toEqual([...expected.map((one) => BigInt(column[one]!)), 7n]);
          }
      }
    }),
    runs(300),
  );
});

test("where the orders of everybody begin, of many and of few", () => {
  const buyers = fc.oneof(fc.array(fc.nat(199), { maxLength: 5 }), fc.array(fc.nat(199), { maxLength: 400 }));
  fc.assert(
    fc.property(buyers, fc.constantFrom(0, 1_000), (all, first) => {
      const place = Int32Array.from(all).sort();
      const from = new Int32Array(201).fill(-7);
      fillStarts(from, place, first);
      expect([...from]).toEqual([...from.keys()].map((at) => first + all.filter((one) => one < at).length));
    }),
    runs(200),
  );
});
