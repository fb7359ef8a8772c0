import type { ColumnOutline, PlanOutline, TreeNode, TreeWindow } from "../../engine/protocol.ts";
import { isAmount } from "../format/kinds.ts";
import { heatStep, type Range, radiusOf, rankLetters, rankStep } from "./scales.ts";

/** Which columns a circle's size, its colour and its figure say; null is the plan's own default. */
export type Choice = {
  readonly size: string | null;
  readonly colour: string | null;
  readonly label: string | null;
};

/** The choice that is in force for a plan, with everything needed to draw by it. */
export type Encoding = {
  readonly columns: readonly string[];
  readonly size: ColumnOutline | null;
  readonly colour: ColumnOutline | null;
  readonly label: ColumnOutline;
  readonly rank: ColumnOutline | null;
  readonly ranks: readonly string[];
  readonly letters: readonly string[];
};

export const canBeSize = ({ type }: ColumnOutline): boolean => isAmount(type);
export const canBeColour = ({ type }: ColumnOutline): boolean =>
  isAmount(type) || type.kind === "rank" || type.kind === "yes/no";

export function encodingFor({ columns, ladders }: PlanOutline, choice: Choice): Encoding {
  const named = (name: string | null, fits: (column: ColumnOutline) => boolean) =>
    columns.find((column) => column.name === name && fits(column)) ?? null;
  const rank = columns.find(({ role }) => role === "rank") ?? null;
  const payout = columns.find(({ role }) => role === "payout") ?? columns.at(-1)!;
  // A person's volume is best told by the group's, which plans call all sorts of things: the first measure in points.
  const volume =
    columns.find(({ role, type }) => role === "measure" && type.kind === "points") ??
    columns.find(({ role, type }) => role === "input" && (type.kind === "points" || type.kind === "money")) ??
    columns.find(canBeSize) ??
    null;
  const size = named(choice.size, canBeSize) ?? volume;
  const colour = named(choice.colour, canBeColour) ?? rank ?? payout;
  const label = named(choice.label, () => true) ?? payout;
  const ranks = ladders.find(({ name }) => name === rank?.name)?.ranks ?? ladders[0]?.ranks ?? [];
  const asked = [rank, size, colour, label].flatMap((column) => (column ? [column.name] : []));
  return { columns: [...new Set(asked)], size, colour, label, rank, ranks, letters: rankLetters(ranks) };
}

/** How one person is drawn. */
export type Look = {
  readonly radius: number;
  readonly ramp: "rank" | "heat";
  readonly step: number;
  readonly letters: string;
};

const NO_RANGE: Range = { smallest: 0, largest: 0 };

export function lookOf(
  node: TreeNode,
  { columns, size, colour, rank, ranks, letters }: Encoding,
  ranges: TreeWindow["ranges"],
  asked: readonly string[],
): Look {
  // The window may still be that of an earlier choice of columns: look figures up by the names it was asked for.
  const at = (column: ColumnOutline | null): number =>
    column && columns.includes(column.name) ? asked.indexOf(column.name) : -1;
  const sizeAt = at(size);
  const rankAt = at(rank);
  const colourAt = at(colour);
  const held = rankAt < 0 ? -1 : (node.figures[rankAt]?.size ?? -1);
  const value = colourAt < 0 ? 0 : (node.figures[colourAt]?.size ?? 0);
  const byRank = colour?.type.kind === "rank";
  return {
    radius:
      sizeAt < 0
        ? radiusOf(0, NO_RANGE)
        : radiusOf(node.figures[sizeAt]?.size ?? 0, ranges[sizeAt] ?? NO_RANGE),
    ramp: byRank ? "rank" : "heat",
    step: byRank
      ? rankStep(value, ranks.length)
      : colour?.type.kind === "yes/no"
        ? value > 0
          ? 6
          : 0
        : heatStep(value, ranges[colourAt] ?? NO_RANGE),
    letters: letters[held] ?? "",
  };
}
