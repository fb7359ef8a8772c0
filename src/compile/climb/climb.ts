import { CHAIN, CLIMB, type Climb, type Lying, MOST_AT_ONCE, OTHER, TOLD } from "../../ir/climb.ts";
import type { FieldRule } from "../../ir/kept-row.ts";
import { sizeOf } from "../../ir/program.ts";
import { ByAddress, type Value } from "../wasm/by-address.ts";
import { FunctionWriter } from "../wasm/function-writer.ts";
import { moduleOf } from "../wasm/module.ts";
import { exchangeFields, exchangeTravellers } from "./exchange.ts";

const WORD = 4;
const FIGURE = 8;
const LINE = 64;

/**
 * A module that climbs: `climb` runs a pass, which is brought in, for one person after another up its tree, each from what
 * is kept of him, and puts what he brings now in place of what he brought with the one above. It stops where nobody is
 * brought anything else, at whoever waits, at the top, and where all below have to be asked again. It is made when the first
 * figure is changed, and knows its memory by heart.
 */
export function climbCode(climb: Climb): Uint8Array<ArrayBuffer> {
  const writer = new FunctionWriter(CLIMB.map((name) => ({ name, type: "i32" })));
  const code = new ByAddress(writer);
  const [place, depth, row, number, above, until] = (
    ["place", "depth", "row", "number", "above", "until"] as const
  ).map((name) => code.local(name)) as [Value, Value, Value, Value, Value, Value];
  const nobody = code.const(0);
  const tell = (what: number, value: Value): void => code.store(nobody, climb.told.at + WORD * what, value);
  const told = (what: number): Value => code.load("i32", nobody, climb.told.at + WORD * what);
  const chainOf = (who: Value, what: number): Value =>
    code.load("i32", code.binary("shl", who, 4), climb.chain + WORD * what);
  const rowOf = (who: Value): Value =>
    code.binary("add", code.binary("mul", who, WORD * climb.row.words), climb.rows);

  for (const what of [TOLD.people, TOLD.others, TOLD.lost]) tell(what, nobody);
  fetchAll(code, climb, { number, above, chainOf, rowOf });
  code.loop(() => {
    code.when(
      code.binary("ge_s", number, 0),
      () => {
        makeEmpty(code, climb, depth);
        bringWhatHasCome(code, climb, { row, depth });
        code.store(nobody, climb.deep, code.binary("add", depth, 1));
      },
      () => {
        makeBranchEmpty(code, climb, depth);
        // Nobody was run before in whose slot something could be left.
        code.store(nobody, climb.deep, code.const(-1));
      },
    );
    runAndTell(code, climb, { tell, told });
    // Whoever stands at a top brings it to nobody: his row is behind the last one.
    const aboveRow = code.set(
      "above row",
      rowOf(code.select(code.binary("ge_s", above, 0), above, code.const(climb.numbers))),
    );
    code.set("other", nobody);
    exchange(code, climb, { row, depth, above: aboveRow });
    code.set("next", code.const(-1));
    code.set("goes on", nobody);
    const isOther = code.local("other");
    code.when(code.binary("and", isOther, code.binary("ge_s", above, 0)), () => {
      const next = code.set("next", chainOf(above, CHAIN.place));
      const isFree = code.binary("eq", told(TOLD.lost), 0);
      const isBelow = code.binary("gt_s", next, until);
      const isShort = code.binary("lt_s", told(TOLD.people), MOST_AT_ONCE);
      code.set("goes on", code.binary("and", isFree, code.binary("and", isBelow, isShort)));
    });
    code.when(
      code.local("goes on"),
      () => {
        code.set("place", code.local("next"));
        code.set("end", code.binary("add", place, 1));
        code.set("number", above);
        code.set("row", aboveRow);
        code.set("depth", code.binary("sub", depth, 1));
        code.set("above", chainOf(number, CHAIN.above));
      },
      () => leaveEmpty(code, climb, depth),
    );
    return code.local("goes on");
  });
  code.local("next").push();
  return moduleOf(
    [
      {
        ...{ name: "climb", routine: null, params: CLIMB.map(() => "i32"), result: "i32" },
        body: writer.finish(),
      },
    ],
    [],
    [{ name: "pass", params: ["i32", "i32"], result: null }],
  );
}

type Finding = {
  readonly number: Value;
  readonly above: Value;
  readonly chainOf: (who: Value, what: number) => Value;
  readonly rowOf: (who: Value) => Value;
};

/**
 * Reads a little of everything that the climb may come to, for it lies far apart: so the waits for the memory are over one
 * another, where each would stand behind the work before it.
 */
function fetchAll(code: ByAddress, climb: Climb, { number, above, chainOf, rowOf }: Finding): void {
  const { row, touched, told } = climb;
  const who = code.set("who", code.select(code.binary("ge_s", number, 0), number, above));
  const read = (value: Value): void => {
    code.set("read", code.binary("add", code.local("read"), value));
  };
  code.when(code.binary("ge_s", who, 0), () =>
    code.loop(() => {
      const of = code.set("of", rowOf(who));
      for (let at = 0; at < WORD * row.words; at += LINE) read(code.load("i32", of, at));
      const home = code.set("of home", chainOf(who, CHAIN.home));
      for (const column of touched) read(elementOf(code, column, home, "i32"));
      code.set("who", chainOf(who, CHAIN.above));
      return code.binary("ge_s", who, 0);
    }),
  );
  // Told, so that it is read in earnest.
  code.store(code.const(0), told.at + WORD * (TOLD.words - 1), code.local("read"));
}

function elementOf(code: ByAddress, { at, memory }: Lying, home: Value, type: "i32" | "i64"): Value {
  const size = sizeOf[memory];
  return code.load(type, size === 1 ? home : code.binary("mul", home, size), at, memory);
}

/** Puts what has come to somebody where his pass looks for it. */
function bringWhatHasCome(
  code: ByAddress,
  climb: Climb,
  { row, depth }: Record<"row" | "depth", Value>,
): void {
  const { slot, slots, travellers, fields } = climb;
  const under = code.set("under", code.binary("add", depth, 1));
  if (fields.length > 0) code.set("to", code.binary("mul", under, WORD * slot));
  for (const { at, wide } of fields) {
    const came = code.load(wide ? "i64" : "i32", row, WORD * (climb.row.come + at));
    code.store(code.local("to"), slots + WORD * at, came);
  }
  travellers.forEach(({ rows, highest, places }, i) => {
    const { come } = climb.row.arrivals[i]!;
    const to = code.set("to", code.binary("mul", under, FIGURE * places));
    code.set("highest", code.const(-1));
    for (let one = 0; one < places; one++) {
      const figure = code.set("now i64", code.load("i64", row, WORD * come + FIGURE * one));
      code.store(to, rows + FIGURE * one, figure);
      const isSome = code.binary("ne", figure, 0);
      code.set("highest", code.select(isSome, code.const(one), code.local("highest")));
    }
    code.store(code.binary("mul", under, WORD), highest, code.local("highest"));
  });
}

/** Runs the pass, tells of which columns something else has come, and puts what is added now to sums in place of what was. */
function runAndTell(
  code: ByAddress,
  climb: Climb,
  { tell, told }: { tell: (what: number, value: Value) => void; told: (what: number) => Value },
): void {
  const { watched, sums, row: kept } = climb;
  const [place, end, row] = ["place", "end", "row"].map((name) => code.local(name)) as [Value, Value, Value];
  const nobody = code.const(0);
  const each = (visit: (home: Value, i: number, before: Value) => void): void => {
    if (watched.length === 0) return;
    const one = code.set("one", place);
    code.set("before", nobody);
    code.loop(() => {
      const home = code.set(
        "home",
        climb.order === null ? one : code.load("i32", code.binary("shl", one, 2), climb.order),
      );
      watched.forEach((_, i) => visit(home, i, code.local("before")));
      code.set("before", code.binary("add", code.local("before"), FIGURE * watched.length));
      code.set("one", code.binary("add", one, 1));
      return code.binary("lt_s", one, end);
    });
  };
  each((home, i, before) =>
    code.store(before, climb.told.before + FIGURE * i, elementOf(code, watched[i]!, home, "i64")),
  );
  const sumsBefore = sums.map(({ at, wide }, i) =>
    code.set(`sum ${i}`, code.load(wide ? "i64" : "i32", nobody, at)),
  );
  code.call(0, place, end);
  tell(TOLD.people, code.binary("add", told(TOLD.people), code.binary("sub", end, place)));
  each((home, i, before) => {
    const is = code.set("now i64", elementOf(code, watched[i]!, home, "i64"));
    const was = code.set("was i64", code.load("i64", before, climb.told.before + FIGURE * i));
    code.when(code.binary("ne", is, was), () => {
      const others = code.set("others", told(TOLD.others));
      const to = code.binary("mul", others, WORD * OTHER.words);
      code.store(to, climb.told.others + WORD * OTHER.which, code.const(i));
      code.store(to, climb.told.others + WORD * OTHER.place, home);
      code.store(to, climb.told.others + WORD * OTHER.was, was);
      tell(TOLD.others, code.binary("add", others, 1));
    });
  });
  sums.forEach(({ at, wide }, i) => {
    const type = wide ? "i64" : "i32";
    const all = code.set(`now ${type}`, code.load(type, nobody, at));
    const addedAt = WORD * (kept.sums + 2 * i);
    const was = code.set(`was ${type}`, code.load(type, row, addedAt));
    const now = code.set(`best ${type}`, code.binary("sub", all, sumsBefore[i]!));
    code.store(nobody, at, code.binary("sub", all, was));
    code.when(code.binary("ne", now, was), () => code.store(row, addedAt, now));
  });
}

function exchange(
  code: ByAddress,
  climb: Climb,
  { row, depth, above }: Record<"row" | "depth" | "above", Value>,
): void {
  if (climb.fields.length > 0) {
    const of = code.binary("mul", depth, WORD * climb.slot);
    const here = code.set("here", code.binary("add", of, climb.slots));
    exchangeFields(code, climb, { here, row, above });
  }
  climb.travellers.forEach(({ rows, places }, i) => {
    const of = code.binary("mul", depth, FIGURE * places);
    const here = code.set("here", code.binary("add", of, rows));
    exchangeTravellers(code, { places, ...climb.row.arrivals[i]! }, { here, row, above });
  });
}

/** Makes the slot of a depth empty: other passes have slots in the same place, and leave them empty in their own way. */
function makeEmpty(code: ByAddress, { fields, slot, slots }: Climb, depth: Value): void {
  if (fields.length === 0) return;
  const here = code.set("here", code.binary("mul", depth, WORD * slot));
  for (const field of fields) {
    const empty = field.wide ? code.const(emptyOf(field), "i64") : code.const(field.low);
    code.store(here, slots + WORD * field.at, empty);
  }
}

/** The same for all depths of a small branch, which has no more of them than people, and for the one below the deepest. */
function makeBranchEmpty(code: ByAddress, climb: Climb, depth: Value): void {
  if (climb.fields.length === 0) return;
  const at = code.set("at", depth);
  const people = code.binary("sub", code.local("end"), code.local("place"));
  const behind = code.set("behind", code.binary("add", depth, people));
  code.loop(() => {
    makeEmpty(code, climb, at);
    code.set("at", code.binary("add", at, 1));
    const isReal = code.binary("le_s", at, climb.deepest + 1);
    return code.binary("and", isReal, code.binary("le_s", at, behind));
  });
}

/** Leaves what travels at a depth as it was found. */
function leaveEmpty(code: ByAddress, { travellers }: Climb, depth: Value): void {
  for (const { rows, highest, places } of travellers) {
    const here = code.set("here", code.binary("mul", depth, FIGURE * places));
    for (let one = 0; one < places; one++) code.store(here, rows + FIGURE * one, code.const(0, "i64"));
    code.store(code.binary("mul", depth, WORD), highest, code.const(-1));
  }
}

const emptyOf = ({ low, high }: FieldRule): bigint => (BigInt(high) << 32n) | BigInt.asUintN(32, BigInt(low));
