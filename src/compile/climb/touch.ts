import type { Climb } from "../../ir/climb.ts";
import { CHAIN } from "../../ir/climb.ts";
import { sizeOf } from "../../ir/program.ts";
import type { ByAddress, Value } from "../wasm/by-address.ts";
import { onChain, rowOf } from "./chain.ts";

/**
 * Memory is far away, and whoever stands above is found nowhere near: a climb would wait for one line of the cache after
 * another. So it reads beforehand something of each line that it will come to. These readings do not depend on one another,
 * and the machine waits for all of them at once. Code has no other word for that: what is read is added up and put where
 * nobody looks, so that it is not left out as of no use.
 */

const WORD = 4;
/** Words of a line of the cache, and elements of 64 bits. */
const LINE = 16;
const FIGURES_IN_LINE = 8;
/** So many people are touched at once: enough for the machine to wait for, and not too many where the climb ends early. */
const AT_ONCE = 8;

/** Touches the row of whom the climb begins with, and what the pass reads and writes of him, or of all in his branch. */
export function touchFirst(code: ByAddress, climb: Climb): void {
  code.set("touched", code.const(0));
  // Of a small branch there is only the end of a row.
  const { brought, end } = climb.row;
  touchRow(code, code.local("row"), brought, brought + end);
  const one = code.set("one", code.local("place"));
  const { order } = climb;
  code.loop(() => {
    touchColumns(code, climb, order === null ? one : code.load("i32", code.binary("shl", one, 2), order));
    // Who stand behind one another in the tree lie so in the columns too only where it is the tree of the memory.
    code.set("one", code.binary("add", one, order === null ? FIGURES_IN_LINE : 1));
    return code.binary("lt_s", one, code.local("end"));
  });
  code.set("ahead", code.local("above"));
}

/** Touches the next of those above, from the number in local `ahead` on; below 0 there are none. */
export function touchAhead(code: ByAddress, climb: Climb): void {
  const [ahead, left] = [code.local("ahead"), code.set("left", code.const(AT_ONCE))];
  code.when(code.binary("ge_s", ahead, 0), () =>
    code.loop(() => {
      touchRow(code, code.set("ahead row", rowOf(code, climb, ahead)), 0, climb.row.words);
      touchColumns(code, climb, onChain(code, climb, ahead, CHAIN.home));
      code.set("ahead", onChain(code, climb, ahead, CHAIN.above));
      code.set("left", code.binary("sub", left, 1));
      return code.binary("and", code.binary("gt_s", left, 0), code.binary("ge_s", ahead, 0));
    }),
  );
}

/** Puts what was read where nobody looks. */
export function endTouching(code: ByAddress, { told }: Climb): void {
  code.store(code.const(0), told.touched, code.local("touched"));
}

function touchRow(code: ByAddress, row: Value, from: number, to: number): void {
  for (let word = from; word < to; word += LINE) touch(code, row, WORD * word);
}

function touchColumns(code: ByAddress, { touched }: Climb, at: Value): void {
  const home = code.set("home", at);
  for (const { at, memory } of touched) {
    const size = sizeOf[memory];
    touch(code, size === 1 ? home : code.binary("mul", home, size), at);
  }
}

function touch(code: ByAddress, address: Value, offset: number): void {
  const read = code.load("i32", address, offset, "u8");
  code.set("touched", code.binary("add", code.local("touched"), read));
}
