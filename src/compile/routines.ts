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

const all: readonly Routine[] = [add, sub, mul, divide];

/** The routines of some names, in an order of their own. */
export const routinesOf = (names: ReadonlySet<string>): readonly Routine[] =>
  all.filter(({ name }) => names.has(name));
