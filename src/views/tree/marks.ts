import type { AffectedReport, OrderReport } from "../../engine/protocol.ts";

/** People who are marked in the tree, and why, for who cannot see the mark. */
export type Marks = { readonly people: ReadonlySet<number>; readonly words: string };

export const NO_MARKS: Marks = { people: new Set(), words: "" };

/** An order that is followed marks those whom it pays; else the line that the caret is on marks whom it is about. */
export function marksOf(order: OrderReport | null, affected: AffectedReport | null): Marks {
  if (order) {
    const stages = order.flows.flatMap(({ journeys }) => journeys.flatMap((journey) => journey.stages));
    const paid = stages.filter(({ what }) => what === "paid").map(({ person }) => person.person);
    return { people: new Set(paid), words: "paid by the order" };
  }
  if (!affected) return NO_MARKS;
  return { people: new Set(affected.people), words: `line ${affected.line} is about them` };
}
