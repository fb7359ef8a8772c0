import { ALONE, BRANCH, CHAIN, CLIMB, type Climb, LARGE, MOST_AT_ONCE, TOLD } from "../../ir/climb.ts";
import { ByAddress, type Value } from "../wasm/by-address.ts";
import { FunctionWriter } from "../wasm/function-writer.ts";
import { type ModuleFunction, moduleOf } from "../wasm/module.ts";
import { onChain, rowOf } from "./chain.ts";
import { exchangeFields, exchangeTravellers, takeFields, takeTravellers } from "./exchange.ts";
import { bringWhatHasCome, leaveEmpty, makeBranchEmpty } from "./slots.ts";
import { addedBy } from "./sums.ts";
import { beginTelling, runAndTell, runPass, told } from "./telling.ts";
import { endTouching, touchAhead, touchFirst } from "./touch.ts";

const WORD = 4;
const FIGURE = 8;

/**
 * A module that climbs, over a pass that is brought in. It is made when the first figure is changed, and knows its memory by
 * heart. `climb` goes up a tree, `branch` keeps what a small branch brings and adds, `large` what those with large branches
 * do, and `alone` runs people who bring nothing to anybody.
 */
export function climbCode(climb: Climb): Uint8Array<ArrayBuffer> {
  const functions = [
    exported("climb", CLIMB, (code) => climbUp(code, climb)),
    exported("branch", BRANCH, (code) => keepBranch(code, climb)),
    exported("large", LARGE, (code) => keepLarge(code, climb)),
    exported("alone", ALONE, (code) => runAlone(code, climb)),
  ];
  return moduleOf(functions, [], [{ name: "pass", params: ["i32", "i32"], result: null }]);
}

/** `body`: gives what the function comes to; null where it comes to nothing. */
function exported(
  name: string,
  params: readonly string[],
  body: (code: ByAddress) => Value | null,
): ModuleFunction {
  const writer = new FunctionWriter(params.map((name) => ({ name, type: "i32" })));
  const result = body(new ByAddress(writer));
  result?.push();
  return {
    ...{ name, routine: null, params: params.map(() => "i32"), result: result?.type ?? null },
    body: writer.finish(),
  };
}

/**
 * Runs one person after another up the tree, each from what is kept of him, and puts what he brings now in place of what he
 * brought with the one above. It stops where nobody is brought anything else, at whoever waits, at the top, and where all
 * below have to be asked again.
 */
function climbUp(code: ByAddress, climb: Climb): Value {
  const [place, depth, row, number, above, until] = (
    ["place", "depth", "row", "number", "above", "until"] as const
  ).map((name) => code.local(name)) as [Value, Value, Value, Value, Value, Value];
  const nobody = code.const(0);
  const chainOf = (who: Value, what: number): Value => onChain(code, climb, who, what);
  beginTelling(code, climb);
  touchFirst(code, climb);
  touchAhead(code, climb);
  code.loop(() => {
    code.when(code.binary("eq", number, code.local("ahead")), () => touchAhead(code, climb));
    code.when(
      code.binary("ge_s", number, 0),
      () => bringWhatHasCome(code, climb, { row, depth }),
      () => makeBranchEmpty(code, climb, depth),
    );
    addedBy(
      code,
      climb,
      () => runAndTell(code, climb),
      ({ before, added, at, keptAt }) => {
        const was = code.load(added.type, row, keptAt);
        code.store(nobody, at, code.binary("add", before, code.binary("sub", added, was)));
        code.store(row, keptAt, added);
      },
    );
    // Whoever stands at a top brings it to nobody: his row is behind the last one.
    const which = code.select(code.binary("ge_s", above, 0), above, code.const(climb.numbers));
    const aboveRow = code.set("above row", rowOf(code, climb, which));
    code.set("other", nobody);
    exchange(code, climb, { row, depth, above: aboveRow });
    code.set("next", code.const(-1));
    code.set("goes on", nobody);
    const isOther = code.local("other");
    code.when(code.binary("and", isOther, code.binary("ge_s", above, 0)), () => {
      const next = code.set("next", chainOf(above, CHAIN.place));
      const isKnown = code.binary("eq", told(code, climb, TOLD.lost), 0);
      const isBelow = code.binary("gt_s", next, until);
      const isShort = code.binary("lt_s", told(code, climb, TOLD.people), MOST_AT_ONCE);
      code.set("goes on", code.binary("and", isKnown, code.binary("and", isBelow, isShort)));
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
  endTouching(code, climb);
  return code.local("next");
}

function exchange(
  code: ByAddress,
  climb: Climb,
  { row, depth, above }: Record<"row" | "depth" | "above", Value>,
): void {
  eachLying(code, climb, depth, (here, travellers) => {
    if (travellers === null) exchangeFields(code, climb, { here, row, above });
    else exchangeTravellers(code, climb, travellers, { here, row, above });
  });
}

/** Visits where it lies at a depth what is brought: the slot (null), and travellers by their number. */
function eachLying(
  code: ByAddress,
  { fields, slot, slots, travellers }: Climb,
  depth: Value,
  visit: (here: Value, travellers: number | null) => void,
): void {
  const behind = (bytes: number, from: number): Value =>
    code.set("here", code.binary("add", code.binary("mul", depth, bytes), from));
  if (fields.length > 0) visit(behind(WORD * slot, slots), null);
  travellers.forEach(({ rows, places }, i) => visit(behind(FIGURE * places, rows), i));
}

/** Runs a small branch, and keeps in a row what it brings and adds. */
function keepBranch(code: ByAddress, climb: Climb): null {
  makeBranchEmpty(code, climb, code.local("depth"));
  runAndTake(code, climb);
  return null;
}

/** Runs those with large branches, each from what has come to him, and keeps what he brings and adds. */
function keepLarge(code: ByAddress, climb: Climb): null {
  const [number, end] = [code.local("number"), code.local("last")];
  code.loop(() => {
    const place = code.set("place", onChain(code, climb, number, CHAIN.place));
    code.set("end", code.binary("add", place, 1));
    const row = code.set("row", rowOf(code, climb, number));
    const depth = code.set("depth", onChain(code, climb, number, CHAIN.depth));
    bringWhatHasCome(code, climb, { row, depth });
    runAndTake(code, climb);
    code.set("number", code.binary("add", number, 1));
    return code.binary("lt_s", number, end);
  });
  return null;
}

/** Runs the pass, and keeps in a row what is brought and added; sums and travellers are then as they were. */
function runAndTake(code: ByAddress, climb: Climb): void {
  const [depth, row] = [code.local("depth"), code.local("row")];
  addedBy(
    code,
    climb,
    () => runPass(code),
    ({ before, added, at, keptAt }) => {
      code.store(row, keptAt, added);
      code.store(code.const(0), at, before);
    },
  );
  eachLying(code, climb, depth, (here, travellers) => {
    if (travellers === null) takeFields(code, climb, { here, row });
    else takeTravellers(code, climb, travellers, { here, row });
  });
  leaveEmpty(code, climb, depth);
}

/** Runs people who stand in a list, each alone. */
function runAlone(code: ByAddress, climb: Climb): null {
  const [which, count] = [code.local("which"), code.local("count")];
  beginTelling(code, climb);
  code.loop(() => {
    const at = code.binary("mul", which, WORD);
    const place = code.set("place", code.load("i32", at, climb.told.list));
    code.set("end", code.binary("add", place, 1));
    runAndTell(code, climb);
    code.set("which", code.binary("add", which, 1));
    return code.binary("lt_s", which, count);
  });
  return null;
}
