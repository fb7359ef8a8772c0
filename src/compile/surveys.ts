import {
  at,
  binary,
  type Expr,
  i32,
  i64,
  local,
  loop,
  type Stmt,
  select,
  set,
  store,
  widen,
} from "../ir/code.ts";
import type { ArraySpec, Code, Memory, Pass, Program } from "../ir/program.ts";
import { ENDS, LARGEST, SMALLEST, SUMS, TALLIES } from "../ir/survey.ts";
import { emitWhole } from "./wasm/emit.ts";

/**
 * Code that goes through whole columns and knows nothing of a plan: what a column comes to, between what it lies, and what
 * of it goes to whom of a few groups. JavaScript takes several times as long for large numbers.
 */

/**
 * Goes through a column (see `ir/survey.ts` for what is found): pass 0 adds it up for everybody, pass 1 for those who are
 * marked; passes 2 and 3 find its ends; pass 4 lists the places where anything but 0 stands, and says how many they are.
 */
export function surveyCode(memory: Memory): Code {
  const [column, marks, found, list] = [0, 1, 2, 3];
  const into = (mark: number | null) => ({ column, marks: mark, found });
  return emitWhole(
    programOf({ [column]: memory, [marks]: "u8", [found]: "i64", [list]: "i32" }, [
      ...[null, marks].map((mark) => surveyed(SUMS, into(mark))),
      ...[null, marks].map((mark) => surveyed(ENDS, into(mark))),
      listed(binary("ne", at(column, "i64", PLACE), i64(0)), { list, found }),
    ]),
  );
}

/** Lists places where there is something, and says how many they are. */
function listed(isSome: Expr, { list, found }: Readonly<Record<"list" | "found", number>>): readonly Stmt[] {
  const count = local("count", "i32");
  return [
    set("count", i32(0)),
    // Nobody can tell beforehand who has something, so no way parts there: each is written, and the next one over who has not.
    ...everybody([store(list, count, PLACE), set("count", binary("add", count, isSome))]),
    store(found, i32(0), widen(count)),
  ];
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
 * What goes by groups, of those who are marked: pass 0 says how many each group has; pass 1 lists the places of those who have
 * an amount, and says how many they are; pass 2 goes through the list and tallies the amounts of each group (see
 * `ir/survey.ts`). `groups`: how the column of groups lies, in which -1 is the first; null: all are in the first.
 */
export function groupsCode(amounts: Memory, groups: Memory | null): Code {
  const [amount, group, marks, people, tallies, list, found] = [0, 1, 2, 3, 4, 5, 6];
  // Who holds no rank is at -1.
  const groupOf = (place: Expr): Expr =>
    groups === null ? i32(0) : binary("add", at(group, "i32", place), i32(1));
  const [of, one, value] = [local("group", "i32"), local("one", "i32"), local("value", "i64")];
  const isMarked = at(marks, "i32", PLACE);
  const isSome = binary("ne", at(amount, "i64", PLACE), i64(0));
  return emitWhole(
    programOf(
      {
        ...{ [amount]: amounts, [group]: groups ?? "i8", [marks]: "u8" },
        ...{ [people]: "i32", [tallies]: "i64", [list]: "i32", [found]: "i64" },
      },
      [
        everybody([
          set("group", groupOf(PLACE)),
          store(people, of, binary("add", at(people, "i32", of), isMarked)),
        ]),
        listed(binary("and", isMarked, isSome), { list, found }),
        everybody([
          set("one", at(list, "i32", PLACE)),
          set("value", at(amount, "i64", one)),
          set("group", binary("mul", groupOf(one), i32(TALLIES.length))),
          ...TALLIES.map((name, i) => {
            const index = binary("add", of, i32(i));
            return store(tallies, index, talliesOf(value)[name](at(tallies, "i64", index)));
          }),
        ]),
      ],
    ),
  );
}

/** What each tally is behind one more amount. */
const talliesOf = (value: Expr): Readonly<Record<(typeof TALLIES)[number], (so: Expr) => Expr>> => ({
  some: (so) => binary("add", so, i64(1)),
  negative: (so) => binary("add", so, widen(binary("lt_s", value, i64(0)))),
  lows: (so) => binary("add", so, binary("and", value, i64(0xffff_ffffn))),
  highs: (so) => binary("add", so, binary("shr_s", value, i64(32))),
  highest: (so) => select(binary("and", binary("ne", value, i64(0)), binary("gt_s", value, so)), value, so),
});

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
