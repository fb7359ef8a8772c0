import { seeded } from "../../src/downline/random.ts";

/**
 * A text as it may stand after somebody has typed on it: a line taken out, a figure that is another one, or both. Not all
 * of them are plans.
 */
export function edited(text: string, seed: number, count: number): string[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => {
    const lines = text.split("\n");
    const kind = random.below(3);
    if (kind !== 0) lines.splice(random.below(lines.length), 1);
    if (kind === 1) return lines.join("\n");
    // The first figure from some line on.
    const at = random.below(lines.length);
    const rest = lines.slice(at).join("\n");
    const other = rest.replace(/\d+/, (figure) => String(Number(figure) + 1 + random.below(3)));
    return [...lines.slice(0, at), other].join("\n");
  });
}
