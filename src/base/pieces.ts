/**
 * Work that is done in pieces: between two of them others may have their turn, it may be given up, and it may be said how
 * far it is.
 */
export type Work<A> = Generator<Progress | undefined, A>;

/** `doing`: the beginning of a sentence, as “Reading people.csv”; `part`: how much of it is done, from 0 to 1, where that is known. */
export type Progress = { readonly doing: string; readonly part: number | null };

/** All of it in one go. */
export function finished<A>(work: Generator<unknown, A>): A {
  for (let piece = work.next(); ; piece = work.next()) if (piece.done) return piece.value;
}
