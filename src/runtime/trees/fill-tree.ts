/** Levels down to the nearest room, where there is none. */
const NO_ROOM = 2 ** 31 - 1;

/** So many people are placed in one piece: some milliseconds. */
const AT_ONCE = 2 ** 13;

/**
 * Places everybody in joining order below whom they name (-1: nobody), where there is room: from the top, left to right, or
 * evenly. The same as `fill` of meaning/trees.ts, which says more of it, by places in memory: whoever is looked at on the way
 * down, and up again, lies near there. `inTurn`: the place of each person, in joining order. Gives who is above each place,
 * -1 for nobody.
 */
export function* fillingTree(
  under: Int32Array,
  widths: Int32Array,
  evenly: boolean,
  inTurn: Int32Array,
): Generator<undefined, Int32Array> {
  const size = under.length;
  const above = new Int32Array(size).fill(-1);
  // Those below each, in the order in which they were placed.
  const nobody = () => new Int32Array(size).fill(-1);
  const [first, last, next] = [nobody(), nobody(), nobody()] as const;
  const count = new Int32Array(size);
  // Levels down to the nearest room at or below each, and how many stand there already (of an even filling).
  const down = new Int32Array(size);
  const taken = new Int32Array(size);
  for (let at = 0; at < size; at++) if (widths[at]! <= 0) down[at] = NO_ROOM;
  /** Finds the nearest room at or below somebody anew; whether it is another than before. */
  const isOther = (at: number): boolean => {
    let [levels, there] = [NO_ROOM, 0];
    if (count[at]! < widths[at]!) [levels, there] = [0, evenly ? count[at]! : 0];
    else
      for (let child = first[at]!; child >= 0; child = next[child]!) {
        if (down[child] === NO_ROOM) continue;
        const below = down[child]! + 1;
        if (below < levels || (below === levels && taken[child]! < there))
          [levels, there] = [below, taken[child]!];
      }
    if (down[at] === levels && taken[at] === there) return false;
    down[at] = levels;
    taken[at] = there;
    return true;
  };
  /** The first child below whom the nearest room is. */
  const towardsRoom = (at: number): number => {
    let child = first[at]!;
    while (down[child] !== down[at]! - 1 || taken[child] !== taken[at]) child = next[child]!;
    return child;
  };
  for (let turn = 0; turn < size; turn++) {
    if (turn % AT_ONCE === 0) yield;
    const one = inTurn[turn]!;
    let at = under[one]!;
    if (at < 0 || at === one || down[at] === NO_ROOM) continue;
    while (down[at]! > 0) at = towardsRoom(at);
    if (last[at]! < 0) first[at] = one;
    else next[last[at]!] = one;
    last[at] = one;
    count[at]!++;
    above[one] = at;
    while (at >= 0 && isOther(at)) at = above[at]!;
  }
  return above;
}
