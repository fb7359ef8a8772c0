import type { ColumnOutline, Figure, TreeNode, TreeWindow } from "../../engine/protocol.ts";
import { isZeroText } from "../format/decimal-text.ts";
import { type Formats, unitOf } from "../format/formats.ts";
import type { Type } from "../format/kinds.ts";
import { type Encoding, type Look, lookOf } from "./encoding.ts";

/** Everything a node says, as texts and steps: equal captions draw the same, so that React may skip them. */
export type Caption = Look & {
  readonly name: string;
  readonly id: string;
  readonly size: string;
  readonly sizeUnit: string;
  readonly label: string;
  readonly isZero: boolean;
  /** All of it in words and exact figures: the tooltip, and what a screen reader says. */
  readonly whole: string;
};

export function captionOf(
  node: TreeNode,
  encoding: Encoding,
  ranges: TreeWindow["ranges"],
  asked: readonly string[],
  formats: Formats,
): Caption {
  const figureOf = (column: ColumnOutline | null): Figure | undefined =>
    column ? node.figures[asked.indexOf(column.name)] : undefined;
  const { size, label, rank } = encoding;
  const [sizeFigure, labelFigure, rankFigure] = [figureOf(size), figureOf(label), figureOf(rank)];
  // The same column need not be said twice.
  const saysSize = size !== null && sizeFigure !== undefined && size.name !== label.name;
  const whole = [
    node.name,
    node.customer ? "customer" : "",
    rankFigure?.text ?? "",
    saysSize ? spoken(size, sizeFigure, formats) : "",
    labelFigure && label.name !== rank?.name ? spoken(label, labelFigure, formats) : "",
    node.children > 0 ? `${formats.count(node.below)} below` : "",
  ];
  return {
    ...lookOf(node, encoding, ranges, asked),
    name: node.name,
    id: node.id,
    size: saysSize ? formats.figure(sizeFigure, size.type, "compact") : "",
    sizeUnit: saysSize ? shortUnit(size) : "",
    label: labelFigure ? formats.figure(labelFigure, label.type, "compact") || "–" : "",
    isZero: labelFigure ? isAmountZero(labelFigure, label.type) : true,
    whole: whole.filter(Boolean).join(", "),
  };
}

const isAmountZero = (figure: Figure, type: Type): boolean =>
  type.kind === "rank" || type.kind === "text" || type.kind === "choice"
    ? figure.text === ""
    : isZeroText(figure.text) && type.kind !== "yes/no";

const LONGEST_UNIT = 4;

/**
 * A column's own name says more than the unit of its points: `4,200 GV`, though GV is counted in PV. A long name has no
 * room beside each circle; the legend says it.
 */
const shortUnit = ({ name, type }: ColumnOutline): string =>
  type.kind === "money" || name.length > LONGEST_UNIT ? "" : name;

const spoken = ({ name, type }: ColumnOutline, figure: Figure, formats: Formats): string => {
  const unit = unitOf(type);
  return `${name} ${formats.figure(figure, type) || "none"}${unit && unit !== name ? ` ${unit}` : ""}`;
};
