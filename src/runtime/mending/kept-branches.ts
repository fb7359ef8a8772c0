import type { Branches } from "./branches.ts";
import { type KeptArrivals, keptArrivals, wordsInLists } from "./kept-arrivals.ts";
import { KeptFields } from "./kept-fields.ts";
import { type KeptRoom, KeptRows } from "./kept-rows.ts";
import type { MendedPass } from "./mended-pass.ts";

/** What is kept of a pass may take so many bytes a person, and so many in any case. */
const MOST_BYTES_KEPT = 96;
const BYTES_IN_ANY_CASE = 2 ** 20;

/**
 * Makes room for what is kept of a pass: of large branches, and of small ones where there is room for these too; null where
 * there is none.
 */
export function roomForRows(pass: MendedPass, branches: Branches, room: KeptRoom): KeptRows | null {
  const { rules, row, shop } = pass;
  const most = BYTES_IN_ANY_CASE + MOST_BYTES_KEPT * shop.people;
  const inLists = (isLarge: boolean) =>
    rules.travellers.reduce((so, spec) => so + wordsInLists(spec, isLarge), 0);
  const [large, small] = [branches.places.length, branches.tops.length];
  const ofLarge = 4 * large * (row.words + inLists(true));
  if (ofLarge > most) return null;
  const isRoomForSmall = ofLarge + 4 * small * (row.end + inLists(false)) <= most;
  return new KeptRows(room, row, { large, small: isRoomForSmall ? small : 0 });
}

/**
 * What is kept of the branches of a pass: of everybody with a large one what has come to him, and of large and small ones
 * what they brought and what they added to sums.
 */
export class KeptBranches {
  readonly branches: Branches;
  readonly rows: KeptRows;
  readonly fields: KeptFields;
  readonly arrivals: readonly KeptArrivals[];

  constructor({ rules, shop: { memory } }: MendedPass, branches: Branches, rows: KeptRows) {
    this.branches = branches;
    this.rows = rows;
    this.fields = new KeptFields(rules.fields, rules.slot, rows);
    this.arrivals = rules.travellers.map((spec, i) => keptArrivals(spec, i, { memory, rows }));
  }

  /** The row of a large branch, or of a small one, by its top; below 0 where nothing is kept of it. */
  rowOf(top: number): number {
    const { branches, rows } = this;
    const number = branches.numberOf(top);
    if (number >= 0) return number;
    const which = rows.all > rows.large ? branches.whichOf(top) : -1;
    return which < 0 ? -1 : rows.large + which;
  }

  /** Makes sure that there are so many more rows than are kept. */
  reserve(more: number): void {
    const { rows, arrivals } = this;
    rows.reserve(more);
    for (const each of arrivals) each.reserve(rows.all + more);
  }

  /** Bytes that are kept in lists, beside the rows. */
  get bytesInLists(): number {
    return this.arrivals.reduce((so, one) => so + one.bytes(), 0);
  }
}
