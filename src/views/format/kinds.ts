import type { ColumnOutline } from "../../engine/protocol.ts";

/** The types of figures, as the engine's outlines name them. */
export type Type = ColumnOutline["type"];

export const MONEY: Type = { kind: "money" };

/** Whether there is an amount to draw, to add up, to set at the right edge. */
export const isAmount = ({ kind }: Type): boolean =>
  kind === "money" || kind === "points" || kind === "percent" || kind === "number";
