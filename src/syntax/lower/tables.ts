import type { CstNode, IToken } from "chevrotain";
import type { Cell, Row } from "../syntax.ts";
import { has, type Lowering, nameOf, nodeOf, nodesOf, oneOf, spanOf, tokenOf, tokensOf } from "./cst.ts";
import { behind, lowerExpression, lowerFigure } from "./expressions.ts";

/** The rows of a table: the node of the rule `rows`. A row that recovery has put in, bars and all, is none. */
export const lowerRows = (lowering: Lowering, node: CstNode | undefined): readonly Row[] =>
  nodesOf(node, "row")
    .filter((row) => spanOf(row).to > spanOf(row).from)
    .map((row) => lowerRow(lowering, row));

/** A cell stands behind as many bars as it says; between two bars with nothing between them there is none. */
function lowerRow(lowering: Lowering, node: CstNode): Row {
  const bars = tokensOf(node, "Bar");
  const cells: (Cell | null)[] = Array.from({ length: bars.length + 1 }, () => null);
  let index = 0;
  for (const cell of nodesOf(node, "cell")) {
    const { from } = spanOf(cell);
    while (index < bars.length && bars[index]!.startOffset < from) index++;
    cells[index] = lowerCell(lowering, cell);
  }
  return { kind: "Row", span: spanOf(node), cells };
}

function lowerCell(lowering: Lowering, node: CstNode): Cell {
  const span = spanOf(node);
  const across = nodeOf(node, "across");
  const threshold = nodeOf(node, "thresholdCell");
  const value = nodeOf(node, "valueCell");
  return {
    kind: "Cell",
    span,
    word: oneOf(node, ["orders", "expect"]) ?? null,
    ...(threshold ? lowerThreshold(threshold) : lowerValue(lowering, value)),
    across: across
      ? {
          threshold: oneOf(across, ["from", "over"]) ?? null,
          name: nameOf(tokenOf(across, "Name"), behind(tokenOf(across, "Backslash"), span.to)),
        }
      : null,
  };
}

type Content = Pick<Cell, "label" | "threshold" | "value" | "range" | "words">;

/** `from`, `from Gold`, `over 100`: a name is kept as words, a figure as the value. */
function lowerThreshold(node: CstNode): Content {
  const { to } = spanOf(node);
  const figure = nodeOf(node, "figure");
  const names = [...tokensOf(node, "Name"), ...tokensOf(node, "Quoted")];
  return {
    label: null,
    threshold: has(node, "over") ? "over" : "from",
    value: figure ? lowerFigure(figure, to) : null,
    range: null,
    words: names.map((name) => nameOf(name, to)),
  };
}

function lowerValue(lowering: Lowering, node: CstNode | undefined): Content {
  const [value, to] = nodesOf(node, "expression");
  const colon = tokenOf(node, "Colon");
  const range = tokenOf(node, "Range");
  const { from } = spanOf(node);
  const names = tokensOf(node, "Name");
  const isLabel = (name: IToken): boolean => colon !== undefined && name.startOffset < colon.startOffset;
  const label = colon ? nameOf(names.find(isLabel), colon.startOffset) : null;
  return {
    label,
    threshold: null,
    value: node ? lowerExpression(lowering, value, behind(colon, from)) : null,
    range: range ? { to: to ? lowerExpression(lowering, to, behind(range, from)) : null } : null,
    words: names.filter((name) => !isLabel(name)).map((name) => nameOf(name, from)),
  };
}
