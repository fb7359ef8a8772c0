import { at, binary, type Expr, i32, i64, local, loop, set, store, when } from "../../ir/code.ts";
import { arrayOf, bind, type Code, fresh, inside } from "../code.ts";
import {
  type AddFigures,
  DEPTH,
  type Traveller,
  type Travellers,
  type Word,
  wordLocal,
} from "./travellers.ts";

/** A word that is a whole number from 0 on; `values`: how many it may be, for the params as they are and near them. */
export type SmallWord = Word & { readonly values: number };

/** A row is gone through from its highest place that is taken: were it longer, most of its places would be empty. */
const MOST_PLACES = 64;
/** Rows of all depths together have no more places than these: 16 MB. */
const MOST_PLACES_IN_ALL = 2 ** 20;

/** Whether rows would be small enough. */
export function fitsInRows(words: readonly SmallWord[], deepest: number): boolean {
  const places = placesOf(words);
  return places <= MOST_PLACES && places * (deepest + 3) <= MOST_PLACES_IN_ALL;
}

const placesOf = (words: readonly SmallWord[]): number => words.reduce((so, { values }) => so * values, 1);

/**
 * Travellers of whom the rules tell apart no more than a few whole numbers, as a level: each depth has a row with a place
 * for everything that those can be, and in it the figures of all who are so, added up. Nothing is searched, and nothing is
 * linked (semantics.md 1.5, state vectors summed up the tree). Where figures add up to nothing, nothing is paid.
 */
export function travellersInRows(
  code: Code,
  name: string,
  words: readonly SmallWord[],
  add: AddFigures,
): Travellers {
  const { compiling } = code;
  const places = placesOf(words);
  const rows = arrayOf(compiling, "i64", {
    kind: "levels",
    name: `travellers of ${name}`,
    each: places,
    empty: "0",
  });
  /** The highest place that is taken, below 0 where none is. */
  const highest = arrayOf(compiling, "i32", {
    kind: "levels",
    name: `highest of ${name}`,
    each: 1,
    empty: "-1",
  });
  code.draft.travellers.push({ kind: "rows", rows, highest, values: words.map(({ values }) => values) });
  const [here, above] = [binary("add", DEPTH, i32(1)), DEPTH];
  const rowOf = (depth: Expr): Expr => binary("mul", depth, i32(places));

  const send = (code: Code, prefix: string, figure: Expr): void => {
    const place = bind(
      code,
      words.reduce<Expr>(
        (so, word) => binary("add", binary("mul", so, i32(word.values)), wordLocal(prefix, word)),
        i32(0),
      ),
    );
    const to = bind(code, binary("add", rowOf(above), place));
    code.block.push(
      store(rows, to, add(at(rows, "i64", to), figure)),
      when(binary("gt_s", place, at(highest, "i32", above)), [store(highest, above, place)]),
    );
  };

  return {
    together: true,
    hasArrivals: binary("ge_s", at(highest, "i32", here), i32(0)),
    setOut: send,
    eachArrival(code, prefix, visit) {
      const placeName = fresh(code, "place");
      const place = local(placeName, "i32");
      const row = bind(code, rowOf(here));
      const body = inside(code);
      const from = bind(body, binary("add", row, place));
      const figure = bind(body, at(rows, "i64", from));
      const some = inside(body);
      some.block.push(store(rows, from, i64(0)));
      let rest: Expr = place;
      for (const word of words.toReversed()) {
        const isFirst = word === words[0];
        some.block.push(
          set(`${prefix}${word.name}`, isFirst ? rest : binary("rem_s", rest, i32(word.values))),
        );
        if (!isFirst) rest = bind(some, binary("div_s", rest, i32(word.values)));
      }
      const traveller: Traveller = {
        figure,
        goOn: (code) => send(code, prefix, figure),
        stay: () => {},
      };
      visit(some, traveller);
      body.block.push(
        when(binary("ne", figure, i64(0)), some.block),
        set(placeName, binary("sub", place, i32(1))),
      );
      code.block.push(
        set(placeName, at(highest, "i32", here)),
        store(highest, here, i32(-1)),
        loop(binary("ge_s", place, i32(0)), body.block),
      );
    },
  };
}
