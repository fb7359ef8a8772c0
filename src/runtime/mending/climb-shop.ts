import { type Climb, type ClimbModule, toldFrom } from "../../ir/climb.ts";
import { type ClimbCode, Climbing } from "./climbing.ts";
import { placesIn } from "./kept-arrivals.ts";
import type { KeptRoom, KeptRows } from "./kept-rows.ts";
import { figuresOf } from "./kept-sums.ts";
import type { MendedPass } from "./mended-pass.ts";

/** What code that climbs needs of the machine. */
export type ClimbShop = {
  readonly code: ClimbCode;
  /** Room that code can read. */
  readonly room: KeptRoom;
  /** Where the large branches of the pass's tree lie (see `CHAIN` in `ir/climb.ts`), in words. */
  readonly chain: () => number;
  /** Where arrays begin, in bytes. */
  readonly arrays: readonly number[];
  /** Who stands where in the pass's tree: the array; null where that is the order of the memory. */
  readonly order: number | null;
  /** A branch of so many people is a large one. */
  readonly smallest: number;
  readonly instance: (bytes: Uint8Array<ArrayBuffer>) => WebAssembly.Exports;
  /** Goes through with what code of the pass does, and says in the words of a machine why it stops. */
  readonly attempt: <T>(work: () => T) => T;
};

/** Makes code that climbs for a pass. `rows`: null where nobody brings anything to anybody. */
export function climbingOn(shop: ClimbShop, pass: MendedPass, rows: KeptRows | null): Climbing {
  const climb = climbOf(shop, pass, rows);
  const code = shop.instance(shop.code(climb)) as ClimbModule;
  return new Climbing(climb, pass.watched, { code, memory: pass.shop.memory });
}

/** A pass with its memory, as code that climbs is made for it; room is taken for what that tells. */
function climbOf(shop: ClimbShop, pass: MendedPass, rows: KeptRows | null): Climb {
  const { arrays, room, smallest, order } = shop;
  const { rules, row, watched } = pass;
  const { fields, slot, travellers } = rules;
  const { program, preorder } = pass.shop;
  const lying = (array: number) => ({ at: arrays[array]!, memory: program.arrays[array]!.memory });
  const counts = { fields: fields.length, watched: watched.length };
  const { end } = toldFrom(0, counts, smallest);
  const from = WORD * room.take(Math.ceil(end / WORD));
  return {
    ...{ fields, slot, row, slots: pass.shop.slots, deep: WORD * pass.deep, deepest: preorder.deepest },
    travellers: travellers.flatMap((spec) =>
      spec.kind === "rows"
        ? { rows: arrays[spec.rows]!, highest: arrays[spec.highest]!, places: placesIn(spec)! }
        : [],
    ),
    sums: figuresOf(pass.rooms).map(({ at, wide }) => ({ at: WORD * at, wide })),
    watched: watched.map(lying),
    touched: [...new Set([...rules.own, ...rules.columns])].map(lying),
    order: order === null ? null : arrays[order]!,
    numbers: rows?.large ?? 0,
    rows: rows ? WORD * rows.first : 0,
    chain: rows ? WORD * shop.chain() : 0,
    told: toldFrom(from, counts, smallest).told,
  };
}

const WORD = 4;
