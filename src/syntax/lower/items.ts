import type { CstNode } from "chevrotain";
import { clockWords } from "../../../grammar/vocabulary.ts";
import { cover, type Span } from "../../base/span.ts";
import type { Clock, Expr, Item, Name, Node, TypeName } from "../syntax.ts";
import {
  lowerBoardSettings,
  lowerClauses,
  lowerPairingSettings,
  lowerPolicies,
  lowerPoolClauses,
  lowerSettings,
} from "./clauses.ts";
import {
  has,
  isInserted,
  type Lowering,
  nameOf,
  nodeOf,
  nodesOf,
  oneOf,
  spanOf,
  textOf,
  tokenOf,
  tokensOf,
} from "./cst.ts";
import { lowerExampleLines, lowerGivenParams } from "./examples.ts";
import { behind, lowerExpression } from "./expressions.ts";
import { lowerRows } from "./tables.ts";

/** The plan: the node of the rule `planFile`, which is always there. */
export function lowerPlan(lowering: Lowering, file: CstNode | undefined): Node<"Plan"> {
  const header = nodeOf(file, "header");
  return {
    kind: "Plan",
    span: { from: 0, to: lowering.text.length },
    title: textOf(tokenOf(header, "Quoted")),
    settings: header ? lowerSettings(lowering, header) : [],
    items: nodesOf(file, "item").flatMap((item) => lowerItem(lowering, item) ?? []),
  };
}

type Common = { readonly span: Span; readonly clock: Clock | null };
type Lower = (lowering: Lowering, node: CstNode, common: Common) => Item;

const itemRules: Readonly<Record<string, Lower>> = {
  inputItem: (lowering, node, common) => ({
    kind: "Input",
    ...common,
    names: namesOf(nodeOf(node, "names"), behind(tokenOf(node, "input"), common.span.to)),
    type: typeOf(nodeOf(node, "typeName"), behind(tokenOf(node, "Colon"), common.span.to)),
    inOrders: has(node, "orders"),
    fallback: has(node, "Equal")
      ? lowerExpression(lowering, nodeOf(node, "expression"), common.span.to)
      : null,
  }),
  paramItem: (lowering, node, common) => {
    const range = nodeOf(node, "paramRange");
    const [from, to, step] = nodesOf(range, "expression");
    const end = spanOf(range, common.span.to).to;
    return {
      kind: "Param",
      ...common,
      name: declaredName(node, "param", common),
      type: givenType(node),
      value: lowerExpression(
        lowering,
        nodeOf(node, "expression"),
        behind(tokenOf(node, "Equal"), common.span.to),
      ),
      from: range ? lowerExpression(lowering, from, behind(tokenOf(range, "from"), end)) : null,
      to: range ? lowerExpression(lowering, to, behind(tokenOf(range, "to"), end)) : null,
      step: has(range, "step") ? lowerExpression(lowering, step, end) : null,
    };
  },
  measureItem: (lowering, node, common) => ({
    kind: "Measure",
    ...common,
    name: declaredName(node, "measure", common),
    parameters: parametersOf(node),
    type: givenType(node),
    body: lowerExpression(
      lowering,
      nodeOf(node, "expression"),
      behind(tokenOf(node, "Equal"), common.span.to),
    ),
  }),
  treeItem: (lowering, node, common) => {
    const shape = nodeOf(node, "treeShape");
    const filled = nodeOf(node, "filledPart");
    return {
      kind: "Tree",
      ...common,
      name: declaredName(node, "tree", common),
      shape: shape ? nameOf(tokenOf(shape, "Name"), spanOf(shape).to) : null,
      parent: has(node, "Equal")
        ? lowerExpression(
            lowering,
            nodeOf(node, "expression"),
            behind(tokenOf(node, "Equal"), common.span.to),
          )
        : null,
      filled: filled
        ? {
            wide: lowerExpression(lowering, nodeOf(filled, "expression"), spanOf(filled).to),
            evenly: has(filled, "evenly"),
          }
        : null,
      from: partOf(lowering, nodeOf(node, "fromDay")),
    };
  },
  ranksItem: (lowering, node, common) => {
    const [head = null, ...rows] = lowerRows(lowering, nodeOf(node, "rows"));
    return {
      kind: "Ranks",
      ...common,
      name: declaredName(node, "ranks", common),
      head,
      rows,
      policies: lowerPolicies(lowering, node),
    };
  },
  tableItem: (lowering, node, common) => ({
    kind: "Table",
    ...common,
    name: declaredName(node, "table", common),
    parameters: parametersOf(node),
    marginal: has(node, "marginal"),
    from: partOf(lowering, nodeOf(node, "fromDay")),
    rows: lowerRows(lowering, nodeOf(node, "rows")),
  }),
  bonusItem: (lowering, node, common) => {
    const flavour = oneOf(node, ["bonus", "charge", "flow"]) ?? "bonus";
    const name = declaredName(node, flavour, common);
    return {
      kind: "Bonus",
      ...common,
      flavour,
      name,
      title: textOf(tokenOf(node, "Quoted")),
      clauses: lowerClauses(lowering, node),
    };
  },
  poolItem: (lowering, node, common) => ({
    kind: "Pool",
    ...common,
    name: declaredName(node, "pool", common),
    title: textOf(tokenOf(node, "Quoted")),
    clauses: lowerPoolClauses(lowering, node),
  }),
  limitItem: (lowering, node, common) => ({
    kind: "Limit",
    ...common,
    what: lowerExpression(
      lowering,
      nodeOf(node, "expression"),
      behind(tokenOf(node, "limit"), common.span.to),
    ),
    to: lowerExpression(lowering, nodeOf(node, "expression", 1), behind(tokenOf(node, "to"), common.span.to)),
    forEach: has(node, "owner") ? "owner" : has(node, "person") ? "person" : null,
    givesWay: givesWayOf(lowering, nodeOf(node, "givesWay")),
    scaling: has(node, "scaling") ? namesOf(nodeOf(node, "names"), common.span.to) : null,
  }),
  pairingItem: (lowering, node, common) => ({
    kind: "Pairing",
    ...common,
    name: declaredName(node, "pairing", common),
    tree: nameOf(tokensOf(node, "Name")[1], behind(tokenOf(node, "along"), common.span.to)),
    settings: lowerPairingSettings(lowering, node),
  }),
  boardItem: (lowering, node, common) => ({
    kind: "Board",
    ...common,
    name: declaredName(node, "board", common),
    settings: lowerBoardSettings(lowering, node),
  }),
  ensureItem: (lowering, node, common) => ({
    kind: "Ensure",
    ...common,
    condition: lowerExpression(
      lowering,
      nodeOf(node, "expression"),
      behind(tokenOf(node, "ensure"), common.span.to),
    ),
  }),
  exampleItem: (lowering, node, common) => {
    const along = tokenOf(node, "along");
    const titleAt = behind(tokenOf(node, "example"), common.span.to);
    return {
      kind: "Example",
      ...common,
      title: textOf(tokenOf(node, "Quoted")) ?? {
        kind: "Text",
        span: { from: titleAt, to: titleAt },
        text: "",
      },
      along: along ? nameOf(tokenOf(node, "Name"), behind(along, common.span.to)) : null,
      given: lowerGivenParams(lowering, node),
      lines: lowerExampleLines(lowering, node),
    };
  },
};

function lowerItem(lowering: Lowering, item: CstNode): Item | null {
  const clock = nodeOf(item, "clock");
  const written = oneOf(clock, clockWords);
  const word = written && !isInserted(tokenOf(clock, written)!) ? written : undefined;
  const common: Common = {
    span: spanOf(item),
    clock: word ? { kind: "Clock", span: spanOf(clock), word } : null,
  };
  for (const [rule, lower] of Object.entries(itemRules)) {
    const node = nodeOf(item, rule);
    if (node)
      return lower(lowering, node, { ...common, span: cover(common.span, spanOf(node, common.span.from)) });
  }
  return null;
}

const declaredName = (
  node: CstNode,
  word:
    | "param"
    | "measure"
    | "tree"
    | "ranks"
    | "table"
    | "bonus"
    | "charge"
    | "flow"
    | "pool"
    | "pairing"
    | "board",
  common: Common,
): Name => nameOf(tokenOf(node, "Name"), behind(tokenOf(node, word), common.span.to));

const namesOf = (node: CstNode | undefined, otherwise: number): readonly Name[] =>
  tokensOf(node, "Name").map((name) => nameOf(name, otherwise));

const parametersOf = (node: CstNode): readonly Name[] => {
  const parameters = nodeOf(node, "parameters");
  return parameters ? namesOf(nodeOf(parameters, "names"), spanOf(parameters).to) : [];
};

function typeOf(node: CstNode | undefined, otherwise: number): TypeName {
  const span = spanOf(node, otherwise);
  if (has(node, "YesNo")) return { kind: "TypeName", span, word: "yes/no", choices: [] };
  if (has(node, "choice") && nodeOf(node, "names"))
    return { kind: "TypeName", span, word: "choice", choices: namesOf(nodeOf(node, "names"), span.to) };
  return { kind: "TypeName", span, word: nameOf(tokenOf(node, "Name"), otherwise).text, choices: [] };
}
const givenType = (node: CstNode): TypeName | null => {
  const type = nodeOf(node, "ofType");
  return type ? typeOf(nodeOf(type, "typeName"), spanOf(type).to) : null;
};

/** The expression of a part that may be left out. */
function givesWayOf(lowering: Lowering, part: CstNode | undefined): Node<"Limit">["givesWay"] {
  const by = partOf(lowering, part);
  return by && { by, end: has(part!, "latest") ? "highest" : "lowest" };
}

const partOf = (lowering: Lowering, part: CstNode | undefined): Expr | null =>
  part ? lowerExpression(lowering, nodeOf(part, "expression"), spanOf(part).to) : null;
