import { type Climb, type Lying, OTHER, TOLD } from "../../ir/climb.ts";
import { sizeOf } from "../../ir/program.ts";
import type { ByAddress, Value } from "../wasm/by-address.ts";

const WORD = 4;
const FIGURE = 8;

/** Words in which it is told what came of a climb. */
export const told = (code: ByAddress, climb: Climb, what: number): Value =>
  code.load("i32", code.const(0), climb.told.at + WORD * what);

export const tell = (code: ByAddress, climb: Climb, what: number, value: Value): void =>
  code.store(code.const(0), climb.told.at + WORD * what, value);

/** Before anybody is run: nothing has been told. */
export function beginTelling(code: ByAddress, climb: Climb): void {
  for (const what of [TOLD.people, TOLD.others, TOLD.lost]) tell(code, climb, what, code.const(0));
}

/** Runs the pass from one place up to another (locals `place` and `end`), and tells of which columns something else has come. */
export function runAndTell(code: ByAddress, climb: Climb): void {
  const { watched } = climb;
  const [place, end] = [code.local("place"), code.local("end")];
  const each = (visit: (home: Value, i: number, before: Value) => void): void => {
    if (watched.length === 0) return;
    const one = code.set("one", place);
    code.set("before", code.const(0));
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
    code.store(before, climb.told.before + FIGURE * i, elementOf(code, watched[i]!, home)),
  );
  runPass(code);
  const people = code.binary("sub", end, place);
  tell(code, climb, TOLD.people, code.binary("add", told(code, climb, TOLD.people), people));
  each((home, i, before) => {
    const is = code.set("now i64", elementOf(code, watched[i]!, home));
    const was = code.set("was i64", code.load("i64", before, climb.told.before + FIGURE * i));
    code.when(code.binary("ne", is, was), () => {
      const others = code.set("others", told(code, climb, TOLD.others));
      const to = code.binary("mul", others, WORD * OTHER.words);
      code.store(to, climb.told.others + WORD * OTHER.which, code.const(i));
      code.store(to, climb.told.others + WORD * OTHER.place, home);
      code.store(to, climb.told.others + WORD * OTHER.was, was);
      tell(code, climb, TOLD.others, code.binary("add", others, 1));
    });
  });
}

/** Runs the pass, which is the first function of the module, from one place up to another. */
export function runPass(code: ByAddress): void {
  code.call(0, code.local("place"), code.local("end"));
}

function elementOf(code: ByAddress, { at, memory }: Lying, home: Value): Value {
  const size = sizeOf[memory];
  return code.load("i64", size === 1 ? home : code.binary("mul", home, size), at, memory);
}
