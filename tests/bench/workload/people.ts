import { writeFileSync } from "node:fs";

/**
 * The people of the workload, as parents and volumes in joining order. Anybody may bring in the next, the newest a little
 * more often: half of them bring in nobody, and a million are some sixty levels deep. Two of five have no volume. Each is
 * placed below the sponsor, on a side that comes by lot, at the first free place down that side. Same seed, same people.
 */
export type Workload = {
  readonly people: number;
  /** By joining order; -1 at the top. */
  readonly sponsor: Int32Array;
  readonly placement: Int32Array;
  /** 0 left, 1 right. */
  readonly side: Uint8Array;
  /** In hundredths of a point. */
  readonly volume: Int32Array;
};

export function workloadOf(people: number, seed = 1): Workload {
  const random = lots(seed);
  const sponsor = new Int32Array(people).fill(-1);
  const placement = new Int32Array(people).fill(-1);
  const side = new Uint8Array(people);
  const volume = new Int32Array(people);
  const below = [new Int32Array(people).fill(-1), new Int32Array(people).fill(-1)] as const;
  for (let person = 0; person < people; person++) {
    volume[person] = random() < 0.4 ? 0 : Math.floor(random() ** 3 * 40_000) + 1_000;
    if (person === 0) continue;
    const among = random() < 0.2 ? Math.min(person, 1 + (person >> 3)) : person;
    const recruiter = person - 1 - Math.floor(random() * among);
    sponsor[person] = recruiter;
    let above = recruiter;
    let at = random() < 0.5 ? 0 : 1;
    while (below[at]![above]! >= 0) {
      above = below[at]![above]!;
      at = random() < 0.5 ? 0 : 1;
    }
    placement[person] = above;
    side[person] = at;
    below[at]![above] = person;
  }
  return { people, sponsor, placement, side, volume };
}

/** The same people as a file. */
export function csvOf({ people, sponsor, placement, side, volume }: Workload): string {
  const rows = ["id,sponsor,placement,side,PV"];
  for (let person = 0; person < people; person++) {
    const above =
      sponsor[person]! < 0
        ? ",,"
        : `${sponsor[person]},${placement[person]},${side[person] ? "right" : "left"}`;
    rows.push(`${person},${above},${(volume[person]! / 100).toFixed(2)}`);
  }
  return `${rows.join("\n")}\n`;
}

/** mulberry32: a fraction from 0 to below 1. */
function lots(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** People in preorder of a tree: who stands where, and how deep. Children in joining order, or left before right. */
function preorderOf(parent: Int32Array, side: Uint8Array | null): { order: Int32Array; depth: Uint16Array } {
  const people = parent.length;
  const [first, next] = [new Int32Array(people).fill(-1), new Int32Array(people).fill(-1)];
  const roots: number[] = [];
  const link = (person: number): void => {
    const above = parent[person]!;
    if (above < 0) return void roots.push(person);
    next[person] = first[above]!;
    first[above] = person;
  };
  // The last that is linked comes first.
  if (side) for (let person = people - 1; person >= 0; person--) if (side[person] === 1) link(person);
  for (let person = people - 1; person >= 0; person--) if (!side || side[person] === 0) link(person);
  const [order, depth] = [new Int32Array(people), new Uint16Array(people)];
  let count = 0;
  for (const root of roots.reverse()) {
    const [stack, depths] = [[root], [0]];
    while (stack.length > 0) {
      const [person, deep] = [stack.pop()!, depths.pop()!];
      order[count] = person;
      depth[count++] = deep;
      const from = stack.length;
      for (let child = first[person]!; child >= 0; child = next[child]!) stack.push(child);
      const reversed = stack.splice(from).reverse();
      for (const child of reversed) {
        stack.push(child);
        depths.push(deep + 1);
      }
    }
  }
  return { order, depth };
}

/**
 * The file that the C program reads, all little-endian: the number of people (int64); by preorder of the sponsor tree the
 * person (int32), the depth (uint16) and the volume (int64); by preorder of the placement tree the place in the other
 * order (int32), the depth (uint16) and the side (uint8).
 */
export function writeForC(path: string, { people, sponsor, placement, side, volume }: Workload): void {
  const bySponsor = preorderOf(sponsor, null);
  const byPlacement = preorderOf(placement, side);
  const place = new Int32Array(people);
  bySponsor.order.forEach((person, at) => {
    place[person] = at;
  });
  const parts = [
    BigInt64Array.of(BigInt(people)),
    BigInt64Array.from(bySponsor.order, (person) => BigInt(volume[person]!)),
    bySponsor.order,
    Int32Array.from(byPlacement.order, (person) => place[person]!),
    bySponsor.depth,
    byPlacement.depth,
    Uint8Array.from(byPlacement.order, (person) => side[person]!),
  ];
  writeFileSync(path, Buffer.concat(parts.map(({ buffer }) => Buffer.from(buffer as ArrayBuffer))));
}
