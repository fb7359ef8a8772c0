import { tokenize } from "../../../grammar/tokens.ts";
import type { CheckedPlan } from "../../check/checked-plan.ts";

/**
 * The text of a plan with a gap in place of each figure that a param is set to, without remarks, and with as much room
 * between words as there has to be: two texts with the same one mean the same but for these figures, as when a slider is
 * dragged or a remark is written. The unit stands in the gap, for a figure of another unit is another plan.
 */
export function textWithoutParams(text: string, plan: CheckedPlan): string {
  const figures = [...plan.params.values()]
    .filter(({ value }) => value.kind === "Const")
    .sort((a, b) => a.value.span.from - b.value.span.from);
  let [so, end, next] = ["", 0, 0];
  for (const { image, startOffset } of tokenize(text).tokens) {
    while (next < figures.length && figures[next]!.value.span.to <= startOffset) next++;
    const figure = figures[next];
    const isInGap = figure !== undefined && startOffset >= figure.value.span.from;
    if (!isInGap) so += `${between(text.slice(end, startOffset))}${image}`;
    else if (startOffset === figure.value.span.from)
      so += `${between(text.slice(end, startOffset))}\u0000${JSON.stringify([figure.type, figure.value.type])}\u0000`;
    end = startOffset + image.length;
  }
  return so;
}

/** What lies between two words, whatever remarks and however much room that is: a line's end is more than a blank. */
const between = (gap: string): string => (gap === "" ? "" : /[\n\r]/.test(gap) ? "\n" : " ");
