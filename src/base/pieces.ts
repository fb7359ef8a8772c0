/**
 * Work that is done in pieces: between two of them others may have their turn, it may be given up, and it may be said how
 * far it is.
 */
export type Work<A> = Generator<Progress | undefined, A>;

/** `doing`: the beginning of a sentence, as “Reading people.csv”; `part`: how much of it is done, from 0 to 1, where that is known. */
export type Progress = { readonly doing: string; readonly part: number | null };

/** So many rows or people are gone through in one piece: a few milliseconds. */
const AT_ONCE = 4096;

/** Does something for each of the numbers below `count`, one after another, in pieces. */
export function* eachBelow(count: number, each: (at: number) => void): Generator<undefined, void> {
  for (let from = 0; from < count; from += AT_ONCE) {
    const to = Math.min(count, from + AT_ONCE);
    for (let at = from; at < to; at++) each(at);
    yield;
  }
}

/** So many people are gone through in one piece where little is done for each: some milliseconds, whatever lies where. */
const MANY_AT_ONCE = 2 ** 16;

/**
 * Goes through the numbers below `count` from one to before another, so many at once, and gives way between. What is a loop
 * of its own for each of them is as fast as one loop over all.
 */
export function* stretchesBelow(
  count: number,
  stretch: (from: number, to: number) => void,
): Generator<undefined, void> {
  for (let from = 0; from < count; from += MANY_AT_ONCE) {
    if (from > 0) yield;
    stretch(from, Math.min(count, from + MANY_AT_ONCE));
  }
}

/** What is found for each of the numbers below `count`, in whole numbers, in pieces. */
export function* wholesBelow(count: number, find: (at: number) => number): Generator<undefined, Int32Array> {
  const found = new Int32Array(count);
  yield* eachBelow(count, (at) => {
    found[at] = find(at);
  });
  return found;
}

/** All of it in one go. */
export function finished<A>(work: Generator<unknown, A>): A {
  for (let piece = work.next(); ; piece = work.next()) if (piece.done) return piece.value;
}
