import type { Encoding } from "./encoding.ts";
import { rankStep, STEPS } from "./scales.ts";

export type LegendEntry = {
  readonly ramp: "rank" | "heat";
  readonly step: number;
  readonly letters: string;
  readonly text: string;
};

/** What the colours mean: a circle a rank, or the two ends and the middle of the scale of an amount. */
export function legendEntries({ colour, ranks, letters, rank }: Encoding): readonly LegendEntry[] {
  if (!colour) return [];
  if (colour.type.kind === "rank") {
    const own = colour.name === rank?.name;
    const held = ranks.map(
      (text, index): LegendEntry => ({
        ramp: "rank",
        step: rankStep(index, ranks.length),
        letters: own ? letters[index]! : "",
        text,
      }),
    );
    return [{ ramp: "rank", step: 0, letters: "", text: "no rank" }, ...held];
  }
  if (colour.type.kind === "yes/no")
    return [
      { ramp: "heat", step: 6, letters: "", text: `${colour.name}: yes` },
      { ramp: "heat", step: 0, letters: "", text: `${colour.name}: no` },
    ];
  return [
    { ramp: "heat", step: 0, letters: "", text: `${colour.name}: nothing` },
    { ramp: "heat", step: 1, letters: "", text: "little" },
    { ramp: "heat", step: STEPS / 2, letters: "", text: "a quarter of the most" },
    { ramp: "heat", step: STEPS, letters: "", text: "the most" },
  ];
}
