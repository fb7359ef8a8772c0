import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDuration,
  type ClockUnit,
  clockUnits,
  firstDayOf,
  parseDay,
  periodOf,
  printDay,
  printPeriod,
} from "../../src/base/calendar.ts";
import {
  add,
  approximate,
  compare,
  type Exact,
  equal,
  floor,
  fraction,
  greatest,
  isNegative,
  isZero,
  least,
  multiply,
  negate,
  parseDecimal,
  quotient,
  subtract,
  sum,
  toDecimal,
  whole,
} from "../../src/base/exact.ts";
import { unitsText, withDecimals } from "../../src/base/figure-text.ts";
import {
  apportion,
  divideAsPlansDo,
  floorToGrid,
  type Rounding,
  type RoundingMode,
  round,
} from "../../src/base/rounding.ts";
import { runs } from "./runs.ts";

// ---- the judge: fractions of BigInts, always in lowest terms

type Ratio = { readonly n: bigint; readonly d: bigint };

function ratio(n: bigint, d: bigint): Ratio {
  let [a, b] = [n < 0n ? -n : n, d < 0n ? -d : d];
  while (b !== 0n) [a, b] = [b, a % b];
  const common = (a === 0n ? 1n : a) * (d < 0n ? -1n : 1n);
  return { n: n / common, d: d / common };
}
const ratioOf = ({ n, d }: Exact): Ratio => ratio(BigInt(n), BigInt(d));
const plus = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.d + b.n * a.d, a.d * b.d);
const times = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.n, a.d * b.d);
const minus = (a: Ratio): Ratio => ratio(-a.n, a.d);
const signOf = (a: Ratio): number => (a.n > 0n ? 1 : a.n < 0n ? -1 : 0);
const less = (a: Ratio, b: Ratio): boolean => a.n * b.d < b.n * a.d;
const floorOf = ({ n, d }: Ratio): bigint => (n - (((n % d) + d) % d)) / d;

// ---- numbers: everyday ones, ties, neighbours of 2^53, huge ones, fractions that are not in lowest terms

const EDGE = BigInt(Number.MAX_SAFE_INTEGER);
const integer = fc.oneof(
  { weight: 4, arbitrary: fc.bigInt({ min: -200n, max: 200n }) },
  { weight: 2, arbitrary: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.bigInt({ min: -3n, max: 3n }), fc.constantFrom(-1n, 1n))
      .map(([off, sign]) => sign * (EDGE + off)),
  },
  { weight: 1, arbitrary: fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }) },
);
const below = fc.oneof(
  fc.constantFrom(1n, 2n, 3n, 7n, 8n, 10n, 100n, 1000n, 10n ** 9n, 3n * 10n ** 17n, EDGE),
  integer.filter((n) => n !== 0n).map((n) => (n < 0n ? -n : n)),
);
const exact: fc.Arbitrary<Exact> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(integer, below).map(([n, d]) => fraction(n, d)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 9 }),
      )
      .map(([n, d, by]): Exact => ({ n: n * by + 0, d: d * by })),
  },
);
const cents = fc.integer({ min: -100_000, max: 100_000 }).map((n) => fraction(n, 100));

/** A sound number: its parts are whole, plain numbers only where those are exact, and there is no -0. */
function wellFormed(value: Exact): boolean {
  const part = (p: number | bigint) =>
    typeof p === "bigint" || (Number.isSafeInteger(p) && !Object.is(p, -0));
  return part(value.n) && part(value.d) && value.d > 0;
}
const same = (value: Exact, wanted: Ratio): boolean => {
  const found = ratioOf(value);
  return wellFormed(value) && found.n === wanted.n && found.d === wanted.d;
};

describe("exact numbers", () => {
  test("sums, differences, products and quotients are those of fractions", () => {
    fc.assert(
      fc.property(exact, exact, (a, b) => {
        const [x, y] = [ratioOf(a), ratioOf(b)];
        expect(same(add(a, b), plus(x, y))).toBe(true);
        expect(same(subtract(a, b), plus(x, minus(y)))).toBe(true);
        expect(same(multiply(a, b), times(x, y))).toBe(true);
        expect(same(negate(a), minus(x))).toBe(true);
        if (signOf(y) !== 0) expect(same(quotient(a, b), times(x, ratio(y.d, y.n)))).toBe(true);
      }),
      runs(2000),
    );
  });

  test("order, signs and whole parts are those of fractions", () => {
    fc.assert(
      fc.property(exact, exact, (a, b) => {
        const [x, y] = [ratioOf(a), ratioOf(b)];
        expect(Math.sign(compare(a, b))).toBe(less(x, y) ? -1 : less(y, x) ? 1 : 0);
        expect(equal(a, b)).toBe(x.n === y.n && x.d === y.d);
        expect(isZero(a)).toBe(x.n === 0n);
        expect(isNegative(a)).toBe(x.n < 0n);
        expect(same(least(a, b), less(y, x) ? y : x)).toBe(true);
        expect(same(greatest(a, b), less(x, y) ? y : x)).toBe(true);
        expect(floor(a)).toBe(floorOf(x));
      }),
      runs(2000),
    );
  });

  test("a whole number is itself, however large, and however it is given", () => {
    fc.assert(
      fc.property(integer, (n) => {
        expect(same(whole(n), { n, d: 1n })).toBe(true);
        expect(same(whole(Number(n)), { n: BigInt(Number(n)), d: 1n })).toBe(true);
      }),
    );
  });

  test("a number is the same whatever it is made of", () => {
    fc.assert(
      fc.property(integer, below, fc.constantFrom(-1n, 1n, -6n, 10n ** 20n), (n, d, by) => {
        expect(equal(fraction(n, d), fraction(n * by, d * by))).toBe(true);
        expect(same(fraction(n, -d), ratio(-n, d))).toBe(true);
        expect(same(whole(n), ratio(n, 1n))).toBe(true);
        if (Number.isSafeInteger(Number(n))) expect(same(whole(Number(n)), ratio(n, 1n))).toBe(true);
      }),
      runs(1000),
    );
  });

  test("a sum does not depend on the order", () => {
    fc.assert(
      fc.property(fc.array(exact, { maxLength: 12 }), (values) => {
        const wanted = values.map(ratioOf).reduce(plus, ratio(0n, 1n));
        expect(same(sum(values), wanted)).toBe(true);
        expect(equal(sum([...values].reverse()), sum(values))).toBe(true);
      }),
      runs(500),
    );
  });

  test("a decimal figure is read and printed as it is", () => {
    const digits = fc.tuple(
      fc.bigInt({ min: 0n, max: 10n ** 30n }),
      fc.integer({ min: 0, max: 12 }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(digits, ([units, decimals, negative]) => {
        const value = fraction(negative ? -units : units, 10n ** BigInt(decimals));
        const text = toDecimal(value);
        expect(text).toMatch(/^-?\d+(\.\d*[1-9])?$/);
        expect(text).not.toBe("-0");
        expect(same(parseDecimal(text)!, ratioOf(value))).toBe(true);
      }),
      runs(1000),
    );
  });

  test("what has no end is cut, and says so", () => {
    expect(toDecimal(fraction(1, 3))).toBe("0.333333333333…");
    expect(toDecimal(fraction(-2, 3), 4)).toBe("-0.6666…");
    fc.assert(
      fc.property(exact, fc.integer({ min: 0, max: 15 }), (value, most) => {
        const text = toDecimal(value, most);
        const cut = text.endsWith("…");
        const read = ratioOf(parseDecimal(cut ? text.slice(0, -1) : text)!);
        const off = plus(ratioOf(value), minus(read));
        if (!cut) expect(off.n).toBe(0n);
        const size = off.n < 0n ? minus(off) : off;
        expect(less(size, ratio(1n, 10n ** BigInt(most)))).toBe(true);
        if (cut && read.n !== 0n) expect(signOf(off)).toBe(signOf(read));
      }),
      runs(500),
    );
  });

  test.each([
    ["1,234.5", "1234.5"],
    ["1_000", "1000"],
    [".5", "0.5"],
    ["-.5", "-0.5"],
    ["−7", "-7"],
    ["007", "7"],
    ["12345678901234567890.000000000001", "12345678901234567890.000000000001"],
  ])("%s is %s", (text, wanted) => expect(toDecimal(parseDecimal(text)!)).toBe(wanted));

  test.each(["", "-", ".", "1.", "1.2.3", ",5", "_1", "1e3", "+1", " 1", "0x10", "--1", "½", "Infinity"])(
    "`%s` is no figure",
    (text) => expect(parseDecimal(text)).toBeNull(),
  );

  test("a figure for pictures is near the number", () => {
    fc.assert(
      fc.property(exact, (value) => {
        const { n, d } = ratioOf(value);
        const wanted = Number((n * 10n ** 12n) / d) / 1e12;
        const found = approximate(value);
        expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1e-9 + Math.abs(wanted) * 1e-9);
      }),
      runs(500),
    );
  });
});

// ---- rounding

const modes: readonly RoundingMode[] = ["half even", "half up", "down"];
const rounding: fc.Arbitrary<Rounding> = fc.record({
  mode: fc.constantFrom(...modes),
  grid: fc.constantFrom(
    fraction(1, 100),
    whole(1),
    fraction(1, 20),
    fraction(1, 8),
    whole(1000),
    fraction(1, 3),
  ),
});
/** Every other one lies exactly half-way. */
const nearGrid = rounding.chain(({ mode, grid }) =>
  fc
    .oneof(
      exact,
      cents,
      fc.bigInt({ min: -60n, max: 60n }).map((halves) => multiply(fraction(halves, 2n), grid)),
      fc
        .bigInt({ min: -(10n ** 25n), max: 10n ** 25n })
        .map((halves) => multiply(fraction(halves, 2n), grid)),
    )
    .map((value) => ({ value, rounding: { mode, grid } })),
);

/** By definition: of the two multiples around a number the nearer one, and half-way as the mode says. */
function roundedBy({ mode, grid }: Rounding, value: Exact): Ratio {
  const steps = times(ratioOf(value), ratio(BigInt(grid.d), BigInt(grid.n)));
  const under = floorOf(steps);
  const rest = plus(steps, minus(ratio(under, 1n)));
  const towardsZero = steps.n < 0n && rest.n !== 0n ? under + 1n : under;
  const awayFromZero = steps.n < 0n ? under : rest.n === 0n ? under : under + 1n;
  const double = times(rest, ratio(2n, 1n));
  const half = double.n === double.d;
  const nearest = less(double, ratio(1n, 1n)) ? under : under + 1n;
  const chosen =
    mode === "down"
      ? towardsZero
      : !half
        ? rest.n === 0n
          ? under
          : nearest
        : mode === "half up"
          ? awayFromZero
          : under % 2n === 0n
            ? under
            : under + 1n;
  return times(ratio(chosen, 1n), ratioOf(grid));
}

describe("rounding", () => {
  test("is what it is defined as, ties, negative and huge ones too", () => {
    fc.assert(
      fc.property(nearGrid, ({ value, rounding: how }) => {
        expect(same(round(value, how), roundedBy(how, value))).toBe(true);
      }),
      runs(3000),
    );
  });

  test("undoes what it did: a returned order takes back exactly what it paid", () => {
    fc.assert(
      fc.property(nearGrid, ({ value, rounding: how }) => {
        expect(equal(round(negate(value), how), negate(round(value, how)))).toBe(true);
        expect(equal(round(round(value, how), how), round(value, how))).toBe(true);
      }),
      runs(1000),
    );
  });

  test("never turns the order of two amounts round", () => {
    fc.assert(
      fc.property(cents, cents, rounding, (a, b, how) => {
        const [low, high] = [least(a, b), greatest(a, b)];
        expect(compare(round(low, how), round(high, how))).toBeLessThanOrEqual(0);
      }),
      runs(500),
    );
  });

  test("a cap of an odd amount allows the largest multiple that is not above it", () => {
    fc.assert(
      fc.property(nearGrid, ({ value, rounding: { grid } }) => {
        const kept = floorToGrid(value, grid);
        expect(ratioOf(quotient(kept, grid)).d).toBe(1n);
        expect(compare(kept, value)).toBeLessThanOrEqual(0);
        expect(compare(add(kept, grid), value)).toBeGreaterThan(0);
      }),
      runs(500),
    );
  });

  test("a plan divides to nine decimals, and by nothing to nothing", () => {
    fc.assert(
      fc.property(exact, exact, (a, b) => {
        const found = divideAsPlansDo(a, b);
        const nine: Rounding = { mode: "half even", grid: fraction(1, 10 ** 9) };
        const wanted = isZero(b) ? ratio(0n, 1n) : roundedBy(nine, quotient(a, b));
        expect(same(found, wanted)).toBe(true);
      }),
      runs(1000),
    );
    expect(toDecimal(divideAsPlansDo(whole(1), whole(3)))).toBe("0.333333333");
    expect(toDecimal(divideAsPlansDo(whole(-2), whole(3)))).toBe("-0.666666667");
    expect(toDecimal(divideAsPlansDo(whole(1), fraction(2 * 10 ** 9, 1)))).toBe("0"); // half-way, to the even one
    expect(toDecimal(divideAsPlansDo(whole(3), fraction(2 * 10 ** 9, 1)))).toBe("0.000000002");
  });
});

// ---- dividing an amount

const grid = fc.constantFrom(fraction(1, 100), whole(1), fraction(1, 20));
const weights = fc.array(
  fc.oneof(
    fc.constantFrom(whole(0), whole(1)),
    cents.map((value) => (isNegative(value) ? negate(value) : value)),
    exact.map((value) => (isNegative(value) ? negate(value) : value)),
  ),
  {
    minLength: 1,
    maxLength: 12,
  },
);

describe("apportioning", () => {
  test("the parts add up to the amount, are on the grid, and none is a unit away from its exact part", () => {
    fc.assert(
      fc.property(exact, weights, grid, (amount, shares, unit) => {
        const parts = apportion(amount, shares, unit);
        const all = sum(shares);
        if (isZero(all)) {
          expect(parts.every(isZero)).toBe(true);
          return;
        }
        expect(equal(sum(parts), floorToGrid(amount, unit))).toBe(true);
        parts.forEach((part, i) => {
          expect(ratioOf(quotient(part, unit)).d).toBe(1n);
          const off = subtract(part, quotient(multiply(amount, shares[i]!), all));
          expect(compare(isNegative(off) ? negate(off) : off, unit)).toBeLessThan(0);
          if (isZero(shares[i]!)) expect(isZero(part)).toBe(true);
        });
      }),
      runs(1000),
    );
  });

  test("who has more gets no less, and of equals the earlier one the cent", () => {
    fc.assert(
      fc.property(cents, weights, (amount, shares) => {
        if (isNegative(amount)) return;
        const parts = apportion(amount, shares, fraction(1, 100));
        for (let i = 0; i < parts.length; i++)
          for (let j = 0; j < parts.length; j++) {
            const sign = compare(shares[i]!, shares[j]!);
            if (sign > 0 || (sign === 0 && i < j))
              expect(compare(parts[i]!, parts[j]!)).toBeGreaterThanOrEqual(0);
          }
      }),
      runs(500),
    );
  });

  test("returned amounts among the weights change nothing about the sum", () => {
    fc.assert(
      fc.property(cents, fc.array(cents, { minLength: 1, maxLength: 8 }), (amount, shares) => {
        const parts = apportion(amount, shares, fraction(1, 100));
        expect(equal(sum(parts), isZero(sum(shares)) ? whole(0) : amount)).toBe(true);
      }),
      runs(500),
    );
  });

  test.each([
    ["20.00", ["10.01", "10.01", "10.01"], ["6.67", "6.67", "6.66"]],
    ["0.02", ["1", "1", "1"], ["0.01", "0.01", "0"]],
    ["10", ["1", "2", "3", "0"], ["1.67", "3.33", "5", "0"]],
    ["0.019", ["1", "1"], ["0.01", "0"]],
    ["-1", ["1", "1", "1"], ["-0.33", "-0.33", "-0.34"]],
    ["5", [], []],
  ])("%s by %j is %j", (amount, shares, wanted) => {
    const read = (text: string) => parseDecimal(text)!;
    expect(
      apportion(read(amount), shares.map(read), fraction(1, 100)).map((part) => toDecimal(part)),
    ).toEqual(wanted);
  });
});

// ---- the calendar

/** 1600 to 2600. */
const day = fc.integer({ min: -135_140, max: 230_105 });
const clock = fc.constantFrom<ClockUnit>(...clockUnits);
const parts = (one: number) => {
  const [year, month, date] = printDay(one).split("-").map(Number) as [number, number, number];
  return { year, month, date };
};
const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const lengthOf = (year: number, month: number) =>
  [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;

describe("the calendar", () => {
  test("a day is read as it is printed, and the next day is the next one", () => {
    fc.assert(
      fc.property(day, (one) => {
        expect(parseDay(printDay(one))).toBe(one);
        const { year, month, date } = parts(one);
        const next = parts(one + 1);
        const last = date === lengthOf(year, month);
        expect(next).toEqual({
          year: last && month === 12 ? year + 1 : year,
          month: last ? (month % 12) + 1 : month,
          date: last ? 1 : date + 1,
        });
      }),
      runs(1000),
    );
    expect(parseDay("1970-01-01")).toBe(0);
    expect(parseDay("2026-03-01")! - parseDay("2026-02-28")!).toBe(1);
    expect(parseDay("2028-03-01")! - parseDay("2028-02-28")!).toBe(2);
  });

  test.each([
    "2026-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-04-31",
    "26-01-01",
    "2026-1-1",
    "2026-01-01T00",
    "",
    "2026",
  ])("`%s` is no day", (text) => expect(parseDay(text)).toBeNull());

  test("days and weeks later are so many days later", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 5000 }), (one, count) => {
        expect(addDuration(one, { count, unit: "days" })).toBe(one + count);
        expect(addDuration(one, { count, unit: "weeks" })).toBe(one + 7 * count);
        expect(addDuration(one, { count, unit: "days" }, -1)).toBe(one - count);
        expect(addDuration(one, { count, unit: "weeks" }, -1)).toBe(one - 7 * count);
      }),
      runs(300),
    );
  });

  test("months later is the same day of the month, or its last where there is none", () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 0, max: 300 }),
        fc.constantFrom<1 | -1>(1, -1),
        (one, count, sign) => {
          const from = parts(one);
          const to = parts(addDuration(one, { count, unit: "months" }, sign));
          expect(to.year * 12 + to.month).toBe(from.year * 12 + from.month + sign * count);
          expect(to.date).toBe(Math.min(from.date, lengthOf(to.year, to.month)));
          const years = addDuration(one, { count, unit: "years" }, sign);
          expect(years).toBe(addDuration(one, { count: 12 * count, unit: "months" }, sign));
        },
      ),
      runs(1000),
    );
    const later = (text: string, count: number) =>
      printDay(addDuration(parseDay(text)!, { count, unit: "months" }));
    expect([later("2026-01-31", 1), later("2028-01-31", 1), later("2026-12-31", 2)]).toEqual([
      "2026-02-28",
      "2028-02-29",
      "2027-02-28",
    ]);
  });

  test("every day lies in one period, which begins with its first day", () => {
    fc.assert(
      fc.property(day, clock, (one, by) => {
        const period = periodOf(one, by);
        expect(Number.isInteger(period)).toBe(true);
        expect(firstDayOf(period, by)).toBeLessThanOrEqual(one);
        expect(firstDayOf(period + 1, by)).toBeGreaterThan(one);
        expect(periodOf(firstDayOf(period, by), by)).toBe(period);
        expect(periodOf(firstDayOf(period, by) - 1, by)).toBe(period - 1);
      }),
      runs(1500),
    );
  });

  test("periods are as long as they are called", () => {
    fc.assert(
      fc.property(day, (one) => {
        const { year, month } = parts(one);
        const length = (by: ClockUnit) =>
          firstDayOf(periodOf(one, by) + 1, by) - firstDayOf(periodOf(one, by), by);
        expect([length("day"), length("week"), length("month"), length("year")]).toEqual([
          1,
          7,
          lengthOf(year, month),
          isLeap(year) ? 366 : 365,
        ]);
        const quarter = firstDayOf(periodOf(one, "quarter"), "quarter");
        expect([1, 4, 7, 10]).toContain(parts(quarter).month);
        expect(new Date(firstDayOf(periodOf(one, "week"), "week") * 86_400_000).getUTCDay()).toBe(1);
      }),
      runs(500),
    );
  });

  test("periods are called as ISO 8601 calls them", () => {
    /** The week of the year by the standard's own rule: a week belongs to the year of its Thursday. */
    const isoWeek = (one: number): string => {
      const thursday = one - ((((one + 3) % 7) + 7) % 7) + 3;
      const { year } = parts(thursday);
      return `${year}-W${String(Math.floor((thursday - parseDay(`${year}-01-01`)!) / 7) + 1).padStart(2, "0")}`;
    };
    fc.assert(
      fc.property(day, (one) => {
        const text = printDay(one);
        const name = (by: ClockUnit) => printPeriod(periodOf(one, by), by);
        expect(name("day")).toBe(text);
        expect(name("week")).toBe(isoWeek(one));
        expect(name("month")).toBe(text.slice(0, 7));
        expect(name("quarter")).toBe(`${text.slice(0, 4)}-Q${Math.ceil(parts(one).month / 3)}`);
        expect(name("year")).toBe(text.slice(0, 4));
      }),
      runs(1500),
    );
    const week = (text: string) => printPeriod(periodOf(parseDay(text)!, "week"), "week");
    expect(["2026-12-31", "2027-01-03", "2027-01-04", "2024-12-30", "2021-01-03"].map(week)).toEqual([
      "2026-W53",
      "2026-W53",
      "2027-W01",
      "2025-W01",
      "2020-W53",
    ]);
  });
});

test("units of a decimal are printed as the figure that they stand for", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.nat(15), fc.nat(4), (units, scale, decimals) => {
      const figure = toDecimal(fraction(units, 10 ** scale), 24);
      expect(unitsText(units, scale, decimals)).toBe(withDecimals(figure, decimals));
    }),
  );
});
