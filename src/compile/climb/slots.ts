import type { Climb } from "../../ir/climb.ts";
import type { FieldRule } from "../../ir/kept-row.ts";
import type { ByAddress, Value } from "../wasm/by-address.ts";

/** Slots and travellers of a depth: how a pass finds them, and leaves them. */

const WORD = 4;
const FIGURE = 8;

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
export function makeBranchEmpty(code: ByAddress, climb: Climb, depth: Value): void {
  // Nobody was run before in whose slot something could be left.
  code.store(code.const(0), climb.deep, code.const(-1));
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
export function leaveEmpty(code: ByAddress, { travellers }: Climb, depth: Value): void {
  for (const { rows, highest, places } of travellers) {
    const here = code.set("here", code.binary("mul", depth, FIGURE * places));
    for (let one = 0; one < places; one++) code.store(here, rows + FIGURE * one, code.const(0, "i64"));
    code.store(code.binary("mul", depth, WORD), highest, code.const(-1));
  }
}

const emptyOf = ({ low, high }: FieldRule): bigint => (BigInt(high) << 32n) | BigInt.asUintN(32, BigInt(low));

/** Puts what has come to somebody where his pass looks for it; his own slot is empty then. */
export function bringWhatHasCome(
  code: ByAddress,
  climb: Climb,
  { row, depth }: Record<"row" | "depth", Value>,
): void {
  const { slot, slots, travellers, fields } = climb;
  makeEmpty(code, climb, depth);
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
  // Whoever stands above empties the slot below.
  code.store(code.const(0), climb.deep, under);
}
