/**
 * The row of each id, of many millions: an open hash table in typed arrays.
 *
 * *Rationale.* A `Map` holds at most 2^24 entries, takes some 60 bytes for each, and is rebuilt each time it doubles; the
 * number of rows is known here beforehand, and the ids are kept by their column anyway.
 */
export class IdIndex {
  private readonly ids: readonly string[];
  /** By place in the table: a row counted from 1, 0 where the place is free. A power of two long, half of it free at least. */
  private readonly rows: Int32Array;
  private readonly hashes: Int32Array;

  /** An index for the rows of `ids`, of which none is in it yet. */
  constructor(ids: readonly string[]) {
    this.ids = ids;
    const length = 2 ** Math.ceil(Math.log2(Math.max(8, 2 * ids.length)));
    this.rows = new Int32Array(length);
    this.hashes = new Int32Array(length);
  }

  /** The row of an id; undefined where nobody has it. */
  get(id: string): number | undefined {
    const row = this.rows[this.placeOf(id, hashOf(id))]!;
    return row === 0 ? undefined : row - 1;
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  /** An index with every row of `ids` in it; of several that share an id, the first. */
  static of(ids: readonly string[]): IdIndex {
    const index = new IdIndex(ids);
    for (let row = 0; row < ids.length; row++) index.add(row);
    return index;
  }

  /** Puts a row in under its id, if no other is; else says which. */
  add(row: number): number | undefined {
    const id = this.ids[row]!;
    const hash = hashOf(id);
    const place = this.placeOf(id, hash);
    const known = this.rows[place]!;
    if (known !== 0) return known - 1;
    this.rows[place] = row + 1;
    this.hashes[place] = hash;
    return undefined;
  }

  /** The place of an id in the table, or the free one where it would go. */
  private placeOf(id: string, hash: number): number {
    const { rows, hashes, ids } = this;
    const mask = rows.length - 1;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const row = rows[place]!;
      if (row === 0 || (hashes[place] === hash && ids[row - 1] === id)) return place;
    }
  }
}

/** FNV-1a over the letters, then mixed (MurmurHash3's finish), so that ids that count upwards spread. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
