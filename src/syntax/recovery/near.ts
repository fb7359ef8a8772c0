/**
 * The word that was meant by one that is spelled a little wrong: the same letters in another case, or a slip of one
 * letter (two in long words). A guess only where it is near, and only where one word is nearest.
 */
export function nearWord(written: string, words: Iterable<string>): string | null {
  const lower = written.toLowerCase();
  const most = lower.length >= 7 ? 2 : lower.length >= 4 ? 1 : 0;
  let best: string | null = null;
  let bestSlips = most + 1;
  for (const word of words) {
    const slips = word === lower ? 0 : slipsBetween(lower, word, most);
    if (slips < bestSlips) [best, bestSlips] = [word, slips];
    else if (slips === bestSlips && word !== best) best = null;
  }
  return best;
}

/** Letters to add, leave out, change, or swap with their neighbour. */
function slipsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [before, row]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2]! + 1 : change;
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, change, swap));
    }
    [before, row] = [row, next];
  }
  return row[b.length]!;
}
