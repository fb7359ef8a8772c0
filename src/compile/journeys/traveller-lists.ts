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
  when,
  widen,
} from "../../ir/code.ts";
import { arrayOf, bind, type Code, fresh, inside } from "../code.ts";
import {
  type AddFigures,
  DEPTH,
  type Traveller,
  type Travellers,
  type Word,
  wordLocal,
} from "./travellers.ts";

/** Where the rows of travellers are, which of them are free again, and how far the pool is used and reaches. */
type Pool = { readonly pool: number; readonly free: number; readonly ends: number };

const HEADER = 2;
const ROOM_AT_ONCE = 65_536;

/**
 * Travellers in lists, one for each depth. A traveller is a few words in a pool: the next one of the list, its figure, and
 * what the rules can tell apart of it.
 */
export function travellersInLists(
  code: Code,
  name: string,
  words: readonly Word[],
  together: boolean,
  add: AddFigures,
): Travellers {
  const { compiling } = code;
  const room = (of: string, elements: number, empty: string) =>
    arrayOf(compiling, "i32", { kind: "room", name: of, elements, empty, working: true });
  const lists: Pool & { readonly heads: number } = {
    pool: arrayOf(compiling, "i64", { kind: "pool" }),
    heads: arrayOf(compiling, "i32", { kind: "levels", name: `heads of ${name}`, each: 1, empty: "-1" }),
    ends: room("the pool's ends", 2, "0"),
    free: room(`free travellers of ${name}`, 1, "-1"),
  };
  code.draft.travellers.push({ kind: "lists", ...lists, words: words.length, together });

  const wordAt = (traveller: Expr, index: number): Expr =>
    at(lists.pool, "i64", binary("add", traveller, i32(index)));
  const putWord = (traveller: Expr, index: number, value: Expr): Stmt =>
    store(lists.pool, binary("add", traveller, i32(index)), value);
  const [here, above] = [binary("add", DEPTH, i32(1)), DEPTH];
  const wide = (prefix: string, word: Word): Expr => {
    const value = wordLocal(prefix, word);
    return word.type === "i32" ? widen(value) : value;
  };

  const putInFront = (traveller: Expr, prefix: string, figure: Expr): Stmt[] => [
    putWord(traveller, 0, widen(at(lists.heads, "i32", above))),
    putWord(traveller, 1, figure),
    ...words.map((word, i) => putWord(traveller, HEADER + i, wide(prefix, word))),
    store(lists.heads, above, traveller),
  ];

  /** Together with one that agrees in all of it; `apart` is what happens where there is none. */
  const join = (
    code: Code,
    prefix: string,
    figure: Expr,
    apart: readonly Stmt[],
    joined: readonly Stmt[],
  ): void => {
    if (!together) {
      code.block.push(...apart);
      return;
    }
    const name = fresh(code, "same");
    const same = local(name, "i32");
    const agrees = words
      .map((word, i) => binary("eq", wordAt(same, HEADER + i), wide(prefix, word)))
      .reduce((a, b) => binary("and", a, b), i32(1));
    const goOn = fresh(code, "looks");
    const further = [set(name, narrow(wordAt(same, 0))), set(goOn, i32(1))];
    code.block.push(
      set(name, at(lists.heads, "i32", above)),
      set(goOn, i32(1)),
      loop(local(goOn, "i32"), [
        set(goOn, i32(0)),
        when(binary("ge_s", same, i32(0)), [when(binary("eq", agrees, i32(0)), further)]),
      ]),
      when(binary("lt_s", same, i32(0)), apart, [putWord(same, 1, add(wordAt(same, 1), figure)), ...joined]),
    );
  };

  const letGo = (traveller: Expr): Stmt[] => [
    putWord(traveller, 0, widen(at(lists.free, "i32", i32(0)))),
    store(lists.free, i32(0), traveller),
  ];

  return {
    together,
    hasArrivals: binary("ge_s", at(lists.heads, "i32", here), i32(0)),
    setOut(code, prefix, figure) {
      const name = fresh(code, "own");
      const own = local(name, "i32");
      const apart = [...takeRow(lists, name, HEADER + words.length), ...putInFront(own, prefix, figure)];
      join(code, prefix, figure, apart, []);
    },
    eachArrival(code, prefix, visit) {
      const [oneName, nextName] = [fresh(code, "one"), fresh(code, "next")];
      const one = local(oneName, "i32");
      const body = inside(code);
      body.block.push(
        set(nextName, narrow(wordAt(one, 0))),
        ...words.map((word, i) => {
          const value = wordAt(one, HEADER + i);
          return set(`${prefix}${word.name}`, word.type === "i32" ? narrow(value) : value);
        }),
      );
      const figure = bind(body, wordAt(one, 1));
      const traveller: Traveller = {
        figure,
        goOn: (code) => join(code, prefix, figure, putInFront(one, prefix, figure), letGo(one)),
        stay: (code) => code.block.push(...letGo(one)),
      };
      visit(body, traveller);
      body.block.push(set(oneName, local(nextName, "i32")));
      code.block.push(
        set(oneName, at(lists.heads, "i32", here)),
        store(lists.heads, here, i32(-1)),
        loop(binary("ge_s", one, i32(0)), body.block),
      );
    },
  };
}

/** A row of so many words, whose number is then in a local: one that is free, or the next of the pool. */
export function takeRow(of: Pool, name: string, size: number): Stmt[] {
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
