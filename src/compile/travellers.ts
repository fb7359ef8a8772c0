import {
  at,
  binary,
  type Expr,
  i32,
  local,
  loop,
  narrow,
  type Stmt,
  set,
  store,
  type Type,
  when,
  widen,
} from "../ir/code.ts";
import { arrayOf, type Code, fresh, inside } from "./code.ts";

/**
 * Bases on their way up a tree, in lists: one list for each depth holds what has come to somebody at that depth from
 * below. A traveller is a few words in a pool: the next one of the list, the base, how many bases it is, and what the rules
 * can tell apart of it. Two that agree become one.
 */
export type Travellers = {
  readonly pool: number;
  readonly heads: number;
  /** How far the pool is used, and how far it reaches. */
  readonly ends: number;
  /** The first one that is free again. */
  readonly free: number;
  readonly words: readonly Word[];
  readonly together: boolean;
  /** A sum of bases that fits, or stops the pass. */
  readonly add: (a: Expr, b: Expr) => Expr;
};
/** Something that goes with a base. */
export type Word = { readonly name: string; readonly type: Type };

const HEADER = 3;
const ROOM_AT_ONCE = 65_536;

export function travellersOf(
  code: Code,
  name: string,
  words: readonly Word[],
  together: boolean,
  add: Travellers["add"],
): Travellers {
  const { compiling } = code;
  const room = (of: string, elements: number, empty: string) =>
    arrayOf(compiling, "i32", { kind: "room", name: of, elements, empty, working: true });
  const arrays = {
    pool: arrayOf(compiling, "i64", { kind: "pool" }),
    heads: arrayOf(compiling, "i32", { kind: "levels", name: `heads of ${name}` }),
    ends: room("the pool's ends", 2, "0"),
    free: room(`free travellers of ${name}`, 1, "-1"),
  };
  code.draft.lists.push({ ...arrays, words: words.length, together });
  return { ...arrays, words, together, add };
}

export const wordLocal = (prefix: string, { name, type }: Word): Expr => local(`${prefix}${name}`, type);
const wordAt = ({ pool }: Travellers, traveller: Expr, index: number): Expr =>
  at(pool, "i64", binary("add", traveller, i32(index)));
const putWord = ({ pool }: Travellers, traveller: Expr, index: number, value: Expr): Stmt =>
  store(pool, binary("add", traveller, i32(index)), value);

export const nextOf = (of: Travellers, traveller: Expr): Expr => narrow(wordAt(of, traveller, 0));
export const baseOf = (of: Travellers, traveller: Expr): Expr => wordAt(of, traveller, 1);
export const countOf = (of: Travellers, traveller: Expr): Expr => wordAt(of, traveller, 2);

/** What goes with a traveller, each under its name. */
export const unpack = (of: Travellers, traveller: Expr, prefix: string): Stmt[] =>
  of.words.map((word, i) => {
    const value = wordAt(of, traveller, HEADER + i);
    return set(`${prefix}${word.name}`, word.type === "i32" ? narrow(value) : value);
  });

const DEPTH = local("depth", "i32");
/** The list of what has come to a depth from below: to the person here, or to the one above. */
export const arrivals = ({ heads }: Travellers, to: "here" | "above"): Expr =>
  at(heads, "i32", to === "above" ? DEPTH : binary("add", DEPTH, i32(1)));
export const setArrivals = ({ heads }: Travellers, to: "here" | "above", value: Expr): Stmt =>
  store(heads, to === "above" ? DEPTH : binary("add", DEPTH, i32(1)), value);

/** A new traveller, whose number is then in a local. */
export const takeTraveller = (of: Travellers, name: string): Stmt[] =>
  takeRow(of, name, HEADER + of.words.length);

/** A row of so many words, whose number is then in a local: one that is free, or the next of the pool. */
export function takeRow(of: Pick<Travellers, "pool" | "ends" | "free">, name: string, size: number): Stmt[] {
  const one = local(name, "i32");
  const [used, reach] = [at(of.ends, "i32", i32(0)), at(of.ends, "i32", i32(1))];
  return [
    set(name, at(of.free, "i32", i32(0))),
    when(
      binary("ge_s", one, i32(0)),
      [store(of.free, i32(0), narrow(at(of.pool, "i64", one)))],
      [
        set(name, used),
        when(binary("gt_s", binary("add", one, i32(size)), reach), [
          store(of.ends, i32(1), binary("add", one, i32(size + ROOM_AT_ONCE))),
          { op: "grow", array: of.pool, elements: reach },
        ]),
        store(of.ends, i32(0), binary("add", one, i32(size))),
      ],
    ),
  ];
}

/** A traveller whose way has ended. */
export const letGo = (of: Travellers, traveller: Expr): Stmt[] => [
  putWord(of, traveller, 0, widen(at(of.free, "i32", i32(0)))),
  store(of.free, i32(0), traveller),
];

/** Puts a base in front of a list, with what is in the locals of a prefix. */
export function putInFront(
  of: Travellers,
  traveller: Expr,
  prefix: string,
  base: Expr,
  count: Expr,
  list: "here" | "above",
): Stmt[] {
  const wide = of.words.map((word) => {
    const value = wordLocal(prefix, word);
    return word.type === "i32" ? widen(value) : value;
  });
  return [
    putWord(of, traveller, 0, widen(arrivals(of, list))),
    putWord(of, traveller, 1, base),
    putWord(of, traveller, 2, count),
    ...wide.map((word, i) => putWord(of, traveller, HEADER + i, word)),
    setArrivals(of, list, traveller),
  ];
}

/**
 * Sends a base on to the person above, with what is in the locals of a prefix: together with one that agrees in all of it,
 * or else as `traveller`.
 */
export function sendOn(
  code: Code,
  of: Travellers,
  traveller: Expr,
  prefix: string,
  base: Expr,
  count: Expr,
): void {
  const asItself = putInFront(of, traveller, prefix, base, count, "above");
  if (!of.together) {
    code.block.push(...asItself);
    return;
  }
  const name = fresh(code, "same");
  const same = local(name, "i32");
  const agrees = of.words
    .map((word, i) => {
      const value = wordLocal(prefix, word);
      return binary("eq", wordAt(of, same, HEADER + i), word.type === "i32" ? widen(value) : value);
    })
    .reduce((a, b) => binary("and", a, b), i32(1));
  const goOn = fresh(code, "looks");
  const search = inside(code);
  const further = [set(name, nextOf(of, same)), set(goOn, i32(1))];
  search.block.push(
    set(goOn, i32(0)),
    when(binary("ge_s", same, i32(0)), [when(binary("eq", agrees, i32(0)), further)]),
  );
  code.block.push(
    set(name, arrivals(of, "above")),
    set(goOn, i32(1)),
    loop(local(goOn, "i32"), search.block),
    when(binary("lt_s", same, i32(0)), asItself, [
      putWord(of, same, 1, of.add(baseOf(of, same), base)),
      putWord(of, same, 2, binary("add", countOf(of, same), count)),
      ...letGo(of, traveller),
    ]),
  );
}
