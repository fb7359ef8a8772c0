import { type Climb, toldFrom } from "../../ir/climb.ts";
import type { KeptRow } from "../../ir/kept-row.ts";
import type { Program } from "../../ir/program.ts";
import type { ClimbCode } from "./climbing.ts";
import { placesIn } from "./kept-arrivals.ts";
import type { KeptRoom } from "./kept-rows.ts";
import type { SumFigure } from "./kept-sums.ts";
import type { MendRules } from "./mend-rules.ts";

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

/** What there is to know of a pass that code is to climb for. Places are in bytes. */
type OfPass = {
  readonly rules: MendRules;
  readonly row: KeptRow;
  /** Columns that later steps read. */
  readonly watched: readonly number[];
  readonly sums: readonly SumFigure[];
  readonly slots: number;
  readonly deep: number;
  readonly deepest: number;
  /** At which word rows begin, and how many large branches there are; null where nobody brings anything to anybody. */
  readonly upwards: { readonly first: number; readonly numbers: number } | null;
};

/** A pass with its memory, as code that climbs is made for it; room is taken for what that tells. */
export function climbOf(shop: ClimbShop, program: Program, of: OfPass): Climb {
  const { arrays, room, smallest } = shop;
  const { rules, row, watched, sums, slots, deep, deepest, upwards } = of;
  const { fields, slot, travellers } = rules;
  const counts = { fields: fields.length, watched: watched.length };
  const { end } = toldFrom(0, counts, smallest);
  const from = WORD * room.take(Math.ceil(end / WORD));
  return {
    ...{ fields, slot, row, slots, deep, deepest, numbers: upwards?.numbers ?? 0 },
    travellers: travellers.flatMap((spec) =>
      spec.kind === "rows"
        ? { rows: arrays[spec.rows]!, highest: arrays[spec.highest]!, places: placesIn(spec)! }
        : [],
    ),
    sums: sums.map(({ at, wide }) => ({ at: WORD * at, wide })),
    watched: watched.map((array) => ({ at: arrays[array]!, memory: program.arrays[array]!.memory })),
    order: shop.order === null ? null : arrays[shop.order]!,
    rows: upwards ? WORD * upwards.first : 0,
    chain: upwards ? WORD * shop.chain() : 0,
    told: toldFrom(from, counts, smallest).told,
  };
}

const WORD = 4;
