import {
  binary,
  type Expr,
  i64,
  local,
  loop,
  type Routine,
  type Stmt,
  select,
  set,
  when,
} from "../ir/code.ts";

/** Why a pass stops. */
export const OVERFLOW = 1;

const [a, b, result] = [local("a", "i64"), local("b", "i64"), local("result", "i64")];
const two = [
  { name: "a", type: "i64" },
  { name: "b", type: "i64" },
] as const;
const overflow: Stmt = { op: "stop", why: OVERFLOW };
const negative = (of: Expr): Expr => binary("lt_s", of, i64(0));

/** A sum that stops the pass where it does not fit: its sign is that of neither part. */
const add: Routine = {
  name: "add",
  params: two,
  body: [
    set("result", binary("add", a, b)),
    when(negative(binary("and", binary("xor", a, result), binary("xor", b, result))), [overflow]),
  ],
  result,
};

const sub: Routine = {
  name: "sub",
  params: two,
  body: [
    set("result", binary("sub", a, b)),
    when(negative(binary("and", binary("xor", a, b), binary("xor", a, result))), [overflow]),
  ],
  result,
};

const SMALL = 2n ** 31n;

/** A product that stops the pass where it does not fit. Two small factors always do; others are divided back. */
const mul: Routine = {
  name: "mul",
  params: two,
  body: [
    set("result", binary("mul", a, b)),
    when(
      binary(
        "ge_u",
        binary("or", binary("add", a, i64(SMALL)), binary("add", b, i64(SMALL))),
        i64(2n * SMALL),
      ),
      [
        when(
          binary("eq", a, i64(-1)),
          [when(binary("eq", b, i64(-(2n ** 63n))), [overflow])],
          [when(binary("ne", a, i64(0)), [when(binary("ne", binary("div_s", result, a), b), [overflow])])],
        ),
      ],
    ),
  ],
  result,
};

const u = (name: string): Expr => local(name, "i64");
const size = (of: Expr): Expr => select(negative(of), binary("sub", i64(0), of), of);
const LOW = i64(0xffff_ffffn);
const high = (of: Expr): Expr => binary("shr_u", of, i64(32));
const low = (of: Expr): Expr => binary("and", of, LOW);

/**
 * a · b / c, rounded to the nearest whole number, half even; 0 where c is 0. The product has 128 bits: what does not fit
 * into 64 is divided bit by bit. Stops the pass where the quotient does not fit.
 */
const divide: Routine = {
  name: "divide",
  params: [...two, { name: "c", type: "i64" }],
  body: [
    set("result", i64(0)),
    when(binary("ne", u("c"), i64(0)), [
      set("x", size(a)),
      set("y", size(b)),
      set("z", size(u("c"))),
      // The product of the sizes, in two halves.
      set(
        "mid",
        binary(
          "add",
          binary("mul", high(u("x")), low(u("y"))),
          high(binary("mul", low(u("x")), low(u("y")))),
        ),
      ),
      set("mid2", binary("add", binary("mul", low(u("x")), high(u("y"))), low(u("mid")))),
      set(
        "top",
        binary(
          "add",
          binary("add", binary("mul", high(u("x")), high(u("y"))), high(u("mid"))),
          high(u("mid2")),
        ),
      ),
      set("bottom", binary("mul", u("x"), u("y"))),
      when(
        binary("eq", u("top"), i64(0)),
        [
          set("result", binary("div_u", u("bottom"), u("z"))),
          set("rest", binary("rem_u", u("bottom"), u("z"))),
        ],
        [
          when(binary("ge_u", u("top"), u("z")), [overflow]),
          set("rest", u("top")),
          set("bits", i64(64)),
          loop(binary("ne", u("bits"), i64(0)), [
            set("carry", binary("shr_u", u("rest"), i64(63))),
            set(
              "rest",
              binary("or", binary("shl", u("rest"), i64(1)), binary("shr_u", u("bottom"), i64(63))),
            ),
            set("bottom", binary("shl", u("bottom"), i64(1))),
            set("result", binary("shl", u("result"), i64(1))),
            when(binary("or", binary("ne", u("carry"), i64(0)), binary("ge_u", u("rest"), u("z"))), [
              set("rest", binary("sub", u("rest"), u("z"))),
              set("result", binary("or", u("result"), i64(1))),
            ]),
            set("bits", binary("sub", u("bits"), i64(1))),
          ]),
        ],
      ),
      set("other", binary("sub", u("z"), u("rest"))),
      when(
        binary(
          "or",
          binary("lt_u", u("other"), u("rest")),
          binary(
            "and",
            binary("eq", u("other"), u("rest")),
            binary("ne", binary("and", result, i64(1)), i64(0)),
          ),
        ),
        [set("result", binary("add", result, i64(1)))],
      ),
      when(negative(result), [overflow]),
      when(negative(binary("xor", binary("xor", a, b), u("c"))), [
        set("result", binary("sub", i64(0), result)),
      ]),
    ]),
  ],
  result,
};

const by = (value: Expr, divisor: number): Expr => binary("div_s", value, i64(divisor));
const rest = (value: Expr, divisor: number): Expr => binary("rem_s", value, i64(divisor));
const minus = (x: Expr, y: Expr): Expr => binary("sub", x, y);
const plus = (x: Expr, y: Expr): Expr => binary("add", x, y);
const scaled = (value: Expr, factor: number): Expr => binary("mul", value, i64(factor));

/** Days from 1 March of the year 0 to 1 January 1970, and in 400 years. */
const [TO_1970, DAYS_IN_400] = [719_468, 146_097];
/** Years are counted from so long before the year 0, that none is below it; a whole number of 400 years. */
const BEFORE_0 = 20_000;
/** More months than a calendar of four digits has; what lies behind its ends is brought back by who asks. */
const MOST_MONTHS = 120_000;

/** The day on which a month begins; months are counted from March, so that a leap day is the last of a year. */
const startOf = (months: Expr): Expr => {
  const [year, month] = [by(months, 12), rest(months, 12)];
  const ofYears = plus(scaled(by(year, 400), DAYS_IN_400), daysOfYears(rest(year, 400)));
  const ofMonths = by(plus(scaled(month, 153), i64(2)), 5);
  return minus(plus(ofYears, ofMonths), i64(TO_1970 + (BEFORE_0 / 400) * DAYS_IN_400));
};
const daysOfYears = (years: Expr): Expr => minus(plus(scaled(years, 365), by(years, 4)), by(years, 100));

/**
 * The same day of the month so many months after day `a`, or its last day where there is none. By the counting of days of
 * H. Hinnant (chrono-compatible low-level date algorithms): in 400 years the calendar repeats itself.
 */
const addMonths: Routine = {
  name: "addMonths",
  params: two,
  body: [
    set("most", select(binary("gt_s", b, i64(MOST_MONTHS)), i64(MOST_MONTHS), b)),
    set("by", select(binary("lt_s", u("most"), i64(-MOST_MONTHS)), i64(-MOST_MONTHS), u("most"))),
    set("days", plus(a, i64(TO_1970))),
    set("in400", rest(u("days"), DAYS_IN_400)),
    set(
      "years",
      by(
        minus(plus(minus(u("in400"), by(u("in400"), 1460)), by(u("in400"), 36_524)), by(u("in400"), 146_096)),
        365,
      ),
    ),
    set("ofYear", minus(u("in400"), daysOfYears(u("years")))),
    set("month", by(plus(scaled(u("ofYear"), 5), i64(2)), 153)),
    set("day", minus(u("ofYear"), by(plus(scaled(u("month"), 153), i64(2)), 5))),
    set("year", plus(plus(scaled(by(u("days"), DAYS_IN_400), 400), u("years")), i64(BEFORE_0))),
    set("months", plus(plus(scaled(u("year"), 12), u("month")), u("by"))),
    set("start", startOf(u("months"))),
    set("last", minus(minus(startOf(plus(u("months"), i64(1))), u("start")), i64(1))),
    set("result", plus(u("start"), select(binary("lt_s", u("last"), u("day")), u("last"), u("day")))),
  ],
  result,
};

const all: readonly Routine[] = [add, sub, mul, divide, addMonths];

/** The routines of some names, in an order of their own. */
export const routinesOf = (names: ReadonlySet<string>): readonly Routine[] =>
  all.filter(({ name }) => names.has(name));
