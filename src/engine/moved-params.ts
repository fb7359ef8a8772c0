import type { CheckedPlan } from "../check/checked-plan.ts";

/**
 * The text of a plan with a gap in place of each figure that a param is set to: two texts with the same one differ in
 * nothing but these figures, as when a slider is dragged. The unit stands in the gap, for a figure of another unit is
 * another plan.
 */
export function textWithoutParams(text: string, plan: CheckedPlan): string {
  const figures = [...plan.params.values()]
    .filter(({ value }) => value.kind === "Const")
    .sort((a, b) => a.value.span.from - b.value.span.from);
  let [so, end] = ["", 0];
  for (const { value, type } of figures) {
    so += `${text.slice(end, value.span.from)}\u0000${JSON.stringify([type, value.type])}\u0000`;
    end = value.span.to;
  }
  return so + text.slice(end);
}
