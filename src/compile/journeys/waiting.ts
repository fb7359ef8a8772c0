import type { Value } from "../../base/value.ts";
import type { CheckedBonus } from "../../check/checked-plan.ts";
import {
  at,
  binary,
  type Expr,
  i32,
  i64,
  local,
  loop,
  narrow,
  not,
  set,
  store,
  when,
  widen,
} from "../../ir/code.ts";
import { arrayOf, type Code, type Compiling, fresh, inside, uniformExpr, uniformOf } from "../code.ts";
import { countStep } from "../step-limits.ts";
import { takeRow } from "./traveller-lists.ts";
import type { Word } from "./travellers.ts";

/**
 * Levels that roll up and wait for somebody who may take them: as the bits of a word where they are few, or else in a list of
 * each base's own, which then does not go on as one with others.
 */
export type Waiting = {
  readonly word: Word;
  readonly none: Expr;
  /** No more levels than these can wait, and be taken by one person. */
  readonly most: number;
  readonly together: boolean;
  /** The last level that anything is paid on. */
  readonly last: (code: Code) => Expr;
  readonly isEmpty: (waiting: Expr) => Expr;
  readonly add: (code: Code, waiting: string, level: Expr) => void;
  /** Does something for each level that waits; what is written in `taken` takes it from there. */
  readonly each: (
    code: Code,
    waiting: string,
    visit: (code: Code, level: Expr, taken: (code: Code) => void) => void,
  ) => void;
  /** Whoever goes no further leaves what waits. */
  readonly letGo: (code: Code, waiting: string) => void;
};

type Params = ReadonlyMap<string, Value>;
const ENDLESS = 2 ** 30;
const MOST_BITS = 62;

/** `last`: the last level that anything is paid on when params are set; null where there is none. */
export function waitingOf(
  compiling: Compiling,
  bonus: CheckedBonus,
  last: (params: Params) => number | null,
): Waiting {
  const { facts } = compiling;
  // No way is longer than the tree is deep.
  const mostFor = (params: Params): number => Math.min(last(params) ?? ENDLESS, facts.deepest);
  const most = mostFor(facts.params);
  compiling.guards.push((params) => mostFor(params) <= MOST_BITS === most <= MOST_BITS);
  const lastIn = (isFew: boolean) => (code: Code) => {
    const key = `rolling levels of ${bonus.name}`;
    const id = uniformOf(compiling, key, { name: key, type: "i32", length: 1 }, (params) =>
      isFew && mostFor(params) > MOST_BITS ? null : [BigInt(last(params) ?? ENDLESS)],
    );
    return uniformExpr(code, id, "i32");
  };
  if (most <= MOST_BITS) return { ...bits, most: MOST_BITS, last: lastIn(true) };
  return { ...listOf(compiling, bonus), most: facts.deepest, last: lastIn(false) };
}

type Kept = Omit<Waiting, "most" | "last">;

const bits: Kept = {
  word: { name: "waiting", type: "i64" },
  none: i64(0),
  together: true,
  isEmpty: (waiting) => binary("eq", waiting, i64(0)),
  add(code, waiting, level) {
    code.block.push(set(waiting, binary("or", local(waiting, "i64"), bitOf(level))));
  },
  each(code, waiting, visit) {
    const rest = fresh(code, "rest");
    const name = fresh(code, "rolled");
    const [left, level] = [local(rest, "i64"), local(name, "i32")];
    const found = inside(code);
    visit(found, level, (taken) =>
      taken.block.push(set(waiting, binary("xor", local(waiting, "i64"), bitOf(level)))),
    );
    const isWaiting = binary("ne", binary("and", left, i64(1)), i64(0));
    code.block.push(
      set(rest, binary("shr_u", local(waiting, "i64"), i64(1))),
      set(name, i32(1)),
      loop(binary("ne", left, i64(0)), [
        when(isWaiting, found.block),
        set(rest, binary("shr_u", left, i64(1))),
        set(name, binary("add", level, i32(1))),
      ]),
    );
  },
  letGo() {},
};

const bitOf = (level: Expr): Expr => binary("shl", i64(1), widen(level));

/** A link of a list is two words of the pool: the next one, and a level. */
function listOf(compiling: Compiling, { name }: CheckedBonus): Kept {
  const room = (of: string, elements: number, empty: string) =>
    arrayOf(compiling, "i32", { kind: "room", name: of, elements, empty, working: true });
  const pool = arrayOf(compiling, "i64", { kind: "pool" });
  const rows = { pool, ends: room("the pool's ends", 2, "0"), free: room(`free levels of ${name}`, 1, "-1") };
  const nextOf = (link: Expr): Expr => narrow(at(pool, "i64", link));
  const levelOf = (link: Expr): Expr => narrow(at(pool, "i64", binary("add", link, i32(1))));
  const drop = (link: Expr) => [
    store(pool, link, widen(at(rows.free, "i32", i32(0)))),
    store(rows.free, i32(0), link),
  ];
  return {
    word: { name: "waiting", type: "i32" },
    none: i32(-1),
    together: false,
    isEmpty: (waiting) => binary("lt_s", waiting, i32(0)),
    add(code, waiting, level) {
      const one = fresh(code, "link");
      code.block.push(
        ...takeRow(rows, one, 2),
        store(pool, local(one, "i32"), widen(local(waiting, "i32"))),
        store(pool, binary("add", local(one, "i32"), i32(1)), widen(level)),
        set(waiting, local(one, "i32")),
      );
    },
    each(code, waiting, visit) {
      const [oneName, beforeName, nextName, takenName, levelName] = [
        ...["link", "before", "next", "isTaken", "rolled"].map((word) => fresh(code, word)),
      ] as [string, string, string, string, string];
      const [one, before, next] = [oneName, beforeName, nextName].map((word) => local(word, "i32")) as [
        Expr,
        Expr,
        Expr,
      ];
      const body = inside(code);
      body.block.push(
        ...countStep(code, "journey", name),
        set(nextName, nextOf(one)),
        set(levelName, levelOf(one)),
        set(takenName, i32(0)),
      );
      visit(body, local(levelName, "i32"), (taken) => taken.block.push(set(takenName, i32(1))));
      body.block.push(
        when(
          local(takenName, "i32"),
          [
            when(binary("lt_s", before, i32(0)), [set(waiting, next)], [store(pool, before, widen(next))]),
            ...drop(one),
          ],
          [set(beforeName, one)],
        ),
        set(oneName, next),
      );
      code.block.push(
        set(beforeName, i32(-1)),
        set(oneName, local(waiting, "i32")),
        loop(not(binary("lt_s", one, i32(0))), body.block),
      );
    },
    letGo(code, waiting) {
      const [oneName, nextName] = [fresh(code, "link"), fresh(code, "next")];
      const one = local(oneName, "i32");
      code.block.push(
        set(oneName, local(waiting, "i32")),
        loop(binary("ge_s", one, i32(0)), [
          set(nextName, nextOf(one)),
          ...drop(one),
          set(oneName, local(nextName, "i32")),
        ]),
      );
    },
  };
}
