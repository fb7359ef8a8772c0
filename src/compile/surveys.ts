import {
  at,
  binary,
  type Expr,
  i32,
  i64,
  local,
  loop,
  narrow,
  type Stmt,
  select,
  set,
  store,
  when,
  widen,
} from "../ir/code.ts";
import type { ArraySpec, Code, Memory, Pass, Program } from "../ir/program.ts";
import { ENDS, LARGEST, SMALLEST, SUMS } from "../ir/survey.ts";
import { emitWhole } from "./wasm/emit.ts";

/**
 * Code that goes through whole columns and knows nothing of a plan: what a column comes to, between what it lies, and what
 * of it goes to whom of a few groups. JavaScript takes several times as long for large numbers.
 */

/**
 * Goes through a column (see `ir/survey.ts` for what is found): pass 0 adds it up for everybody, pass 1 for those who are
 * marked; passes 2 and 3 find its ends.
 */
export function surveyCode(memory: Memory): Code {
  const [column, marks, found] = [0, 1, 2];
  const into = (mark: number | null) => ({ column, marks: mark, found });
  return emitWhole(
    programOf({ [column]: memory, [marks]: "u8", [found]: "i64" }, [
      ...[null, marks].map((mark) => surveyed(SUMS, into(mark))),
      ...[null, marks].map((mark) => surveyed(ENDS, into(mark))),
    ]),
  );
}

type Found = (typeof SUMS | typeof ENDS)[number];

function surveyed(
  names: readonly Found[],
  { column, marks, found }: Readonly<Record<"column" | "found", number>> & { readonly marks: number | null },
): readonly Stmt[] {
  const [value, mark] = [local("value", "i64"), local("mark", "i32")];
  // Nobody can tell beforehand who is marked, so no way parts there: who is not is 0, and neither the smallest nor the largest.
  const read = at(column, "i64", PLACE);
  const isMarked = (test: Expr): Expr => (marks === null ? test : binary("and", test, mark));
  const sums: Readonly<Record<Found, Sum>> = {
    // The lower halves and the upper ones by themselves: so no sum is too large.
    lows: { from: 0n, next: (so) => binary("add", so, binary("and", value, i64(0xffff_ffffn))) },
    highs: { from: 0n, next: (so) => binary("add", so, binary("shr_s", value, i64(32))) },
    some: { from: 0n, next: (so) => binary("add", so, widen(binary("ne", value, i64(0)))) },
    smallest: { from: LARGEST, next: (so) => select(isMarked(binary("lt_s", value, so)), value, so) },
    largest: { from: SMALLEST, next: (so) => select(isMarked(binary("lt_s", so, value)), value, so) },
  };
  return [
    ...names.map((name) => set(name, i64(sums[name].from))),
    ...everybody([
      ...(marks === null
        ? [set("value", read)]
        : [set("mark", at(marks, "i32", PLACE)), set("value", select(mark, read, i64(0)))]),
      ...names.map((name) => set(name, sums[name].next(local(name, "i64")))),
    ]),
    ...names.map((name, i) => store(found, i32(i), local(name, "i64"))),
  ];
}

/** What is added up on the way: what it begins with, and what it is behind one more. */
type Sum = { readonly from: bigint; readonly next: (so: Expr) => Expr };

/**
 * Puts the amounts of a column together by groups, those that are 0 aside. Pass 0 counts, for each group of those who are
 * marked, people and those with an amount; pass 1 writes amounts, which are to fit into 32 bits, to the places from those on
 * that stand in `next`.
 */
export function groupsCode(memory: Memory): Code {
  const [amounts, groups, marks, people, next, list] = [0, 1, 2, 3, 4, 5];
  const [value, group] = [local("value", "i64"), local("group", "i32")];
  const more = (of: number): Stmt => store(of, group, binary("add", at(of, "i32", group), i32(1)));
  const look = [
    set("value", at(amounts, "i64", PLACE)),
    // Who holds no rank is at -1.
    set("group", binary("add", at(groups, "i32", PLACE), i32(1))),
  ];
  const isSome = binary("ne", value, i64(0));
  const all = (body: readonly Stmt[]): readonly Stmt[] =>
    everybody([when(at(marks, "i32", PLACE), [...look, ...body])]);
  const counted = all([more(people), when(isSome, [more(next)])]);
  const placed = all([when(isSome, [store(list, at(next, "i32", group), narrow(value)), more(next)])]);
  return emitWhole(
    programOf(
      { [amounts]: "i64", [groups]: memory, [marks]: "u8", [people]: "i32", [next]: "i32", [list]: "i32" },
      [counted, placed],
    ),
  );
}

const PLACE = local("place", "i32");
const UP_TO = local("to", "i32");

/** From the first place to the last: how many there are is what the pass is called with. */
const everybody = (body: readonly Stmt[]): readonly Stmt[] => [
  set("place", i32(0)),
  loop(binary("lt_s", PLACE, UP_TO), [...body, set("place", binary("add", PLACE, i32(1)))]),
];

function programOf(
  memories: Readonly<Record<number, Memory>>,
  bodies: readonly (readonly Stmt[])[],
): Program {
  const holds: ArraySpec["holds"] = { kind: "pool" };
  return {
    ...{ home: "", uniforms: [], columns: [], routines: [], watched: [], limits: [], elsewhere: [] },
    ...{ outputs: new Map(), balances: new Map(), looksBack: false, keepsOnlyLast: false },
    arrays: Object.values(memories).map((memory, id) => ({ id, memory, holds, made: null })),
    steps: bodies.map(
      (body, i): Pass => ({
        ...{ kind: "pass", name: `survey ${i}`, order: "once", tree: "", fields: [], byDepth: false },
        ...{ travellers: [], computes: [] },
        body,
      }),
    ),
  };
}
