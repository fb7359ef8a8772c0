/** What a figure's size becomes on the screen. Nearest doubles are good enough here: no figure is ever read off them. */

export type Range = { readonly smallest: number; readonly largest: number };

export const STEPS = 8;
const RADIUS_LEAST = 9;
const RADIUS_MOST = 18;

/** Square root, because incomes and volumes are Pareto: linear, everybody but the top looks the same. */
const rootShare = (value: number, { largest }: Range): number =>
  largest > 0 ? Math.sqrt(Math.max(0, Math.min(1, value / largest))) : 0;

/** A circle whose area, beyond that of the smallest, grows with the square root of the value. */
export const radiusOf = (value: number, range: Range): number =>
  Math.sqrt(RADIUS_LEAST ** 2 + (RADIUS_MOST ** 2 - RADIUS_LEAST ** 2) * rootShare(value, range));

/** 0 for nothing; then the steps of the colour ramp from 1 to `STEPS`. */
export const heatStep = (value: number, range: Range): number =>
  value <= 0 ? 0 : Math.max(1, Math.ceil(rootShare(value, range) * STEPS));

/**
 * 0 for no rank; ladders of up to `STEPS` ranks have a colour each, spread over the whole ramp; of longer ones,
 * neighbours share one (and are told apart by their letters).
 */
export function rankStep(index: number, ranks: number): number {
  if (index < 0 || ranks <= 0) return 0;
  if (ranks === 1) return STEPS / 2;
  return 1 + Math.round((Math.min(index, ranks - 1) / (ranks - 1)) * (STEPS - 1));
}

/**
 * One or two letters a rank, and no two alike: colour alone says nothing to some eyes. The first letter where it is
 * enough, the initials of several words, else the first letters that differ.
 */
export function rankLetters(ranks: readonly string[]): readonly string[] {
  const letters = ranks.map((rank) => {
    const words = rank.split(/[\s_-]+/).filter(Boolean);
    return words.length > 1
      ? words
          .map((word) => [...word][0]!.toLocaleUpperCase())
          .join("")
          .slice(0, 3)
      : ([...rank][0]?.toLocaleUpperCase() ?? "?");
  });
  const taken = new Map<string, number>();
  for (const letter of letters) taken.set(letter, (taken.get(letter) ?? 0) + 1);
  const used = new Set<string>();
  return letters.map((letter, index) => {
    // The first rank with a letter keeps it; whoever comes later takes a second one of the name.
    if (!used.has(letter)) {
      used.add(letter);
      return letter;
    }
    const rest = [...ranks[index]!].slice(1).map((char) => letter + char.toLocaleLowerCase());
    const free =
      rest.find((candidate) => /\p{L}|\p{N}/u.test(candidate.at(-1)!) && !used.has(candidate)) ??
      letter + String(index + 1);
    used.add(free);
    return free;
  });
}
