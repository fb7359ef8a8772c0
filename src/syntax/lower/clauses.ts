import type { CstNode } from "chevrotain";
import type {
  BoardSetting,
  Clause,
  Node,
  PairingSetting,
  PoolClause,
  RankPolicy,
  Setting,
} from "../syntax.ts";
import { has, type Lowering, nameOf, nodeOf, nodesOf, oneOf, spanOf, tokenOf } from "./cst.ts";
import { behind, lowerCondition, lowerExpression, lowerFigureToken, lowerSum } from "./expressions.ts";
import { conditionOf } from "./groups.ts";

/** What reads one line of a block, by the rule of the grammar that the line is. */
type Lines<N> = Readonly<Record<string, (lowering: Lowering, node: CstNode) => N>>;

/** The lines of a block in the order of the text. */
function linesOf<N extends { readonly span: { readonly from: number } }>(
  lowering: Lowering,
  block: CstNode,
  kinds: Lines<N>,
): readonly N[] {
  const lines = Object.entries(kinds).flatMap(([rule, lower]) =>
    nodesOf(block, rule).map((node) => lower(lowering, node)),
  );
  return lines.sort((a, b) => a.span.from - b.span.from);
}

const expressionOf = (lowering: Lowering, node: CstNode | undefined, index = 0) =>
  lowerExpression(lowering, nodeOf(node, "expression", index), spanOf(node).to);
const requiredCondition = (lowering: Lowering, node: CstNode | undefined) =>
  lowerCondition(lowering, nodeOf(node, "condition"), spanOf(node).to);

function lowerRounding(node: CstNode, way: CstNode | undefined): Node<"Rounding"> {
  const mode = has(way, "down") ? "down" : has(way, "up") ? "half up" : "half even";
  return {
    kind: "Rounding",
    span: spanOf(node),
    mode,
    to: lowerFigureToken(tokenOf(way, "Money"), "Money", behind(tokenOf(way, "to"), spanOf(node).to)),
    eachLine: has(way, "line"),
  };
}

const settings: Lines<Setting> = {
  currencySetting: (_, node) => ({
    kind: "Currency",
    span: spanOf(node),
    code: nameOf(tokenOf(node, "Name"), spanOf(node).to),
  }),
  periodSetting: (_, node) => ({
    kind: "Period",
    span: spanOf(node),
    unit: nameOf(tokenOf(node, "Name"), spanOf(node).to),
  }),
  worthSetting: (_, node) => ({
    kind: "Worth",
    span: spanOf(node),
    points: lowerFigureToken(tokenOf(node, "Number"), "Number", spanOf(node).from),
    of: nameOf(tokenOf(node, "Name"), behind(tokenOf(node, "Number"), spanOf(node).to)),
    money: lowerFigureToken(tokenOf(node, "Money"), "Money", spanOf(node).to),
  }),
  roundingClause: (_, node) => lowerRounding(node, nodeOf(node, "roundingWay")),
};
export const lowerSettings = (lowering: Lowering, header: CstNode): readonly Setting[] =>
  linesOf(lowering, header, settings);

const policies: Lines<RankPolicy> = {
  awardPolicy: (_, node) => ({
    kind: "Award",
    span: spanOf(node),
    policy: has(node, "highest") ? "highest" : has(node, "one") ? "one step" : "in order",
  }),
  needsPolicy: (lowering, node) => ({
    kind: "Needs",
    span: spanOf(node),
    condition: requiredCondition(lowering, node),
  }),
  gracePolicy: (lowering, node) => ({
    kind: "Grace",
    span: spanOf(node),
    periods: lowerSum(lowering, nodeOf(node, "sum"), behind(tokenOf(node, "grace"), spanOf(node).to)),
    oneStepDown: has(node, "step"),
  }),
};
export const lowerPolicies = (lowering: Lowering, ranks: CstNode): readonly RankPolicy[] =>
  linesOf(lowering, ranks, policies);

const clauses: Lines<Clause> = {
  onClause: (lowering, node) => ({
    kind: "On",
    span: spanOf(node),
    base: expressionOf(lowering, node),
    inOrders: has(node, "orders"),
    where: conditionOf(lowering, nodeOf(node, "wherePart")),
  }),
  fromSelfClause: (_, node) => ({ kind: "FromSelf", span: spanOf(node) }),
  upClause: (_, node) => ({
    kind: "Up",
    span: spanOf(node),
    tree: nameOf(tokenOf(node, "Name"), spanOf(node).to),
  }),
  countingPart: (lowering, node) => ({
    kind: "Counting",
    span: spanOf(node),
    condition: requiredCondition(lowering, node),
  }),
  untilPart: (lowering, node) => ({
    kind: "Until",
    span: spanOf(node),
    condition: requiredCondition(lowering, node),
  }),
  throughPart: (lowering, node) => ({
    kind: "Through",
    span: spanOf(node),
    condition: requiredCondition(lowering, node),
  }),
  generationClause: (lowering, node) => ({
    kind: "Generation",
    span: spanOf(node),
    turn: has(node, "opens") ? "opens" : "closes",
    at: requiredCondition(lowering, node),
  }),
  paysClause: (lowering, node) => ({
    kind: "Pays",
    span: spanOf(node),
    verb: oneOf(node, ["pays", "takes", "gives"]) ?? "pays",
    amount: expressionOf(lowering, node),
  }),
  missedClause: (_, node) => ({ kind: "Missed", span: spanOf(node), rollsUp: has(node, "rolls") }),
  eachAtMost: (lowering, node) => ({
    kind: "EachAtMost",
    span: spanOf(node),
    limit: expressionOf(lowering, node),
    sharingTheRest: false,
  }),
  atMostClause: (lowering, node) => ({
    kind: "AtMost",
    span: spanOf(node),
    limit: expressionOf(lowering, node),
  }),
  roundingClause: (_, node) => ({
    kind: "RoundingClause",
    span: spanOf(node),
    rounding: lowerRounding(node, nodeOf(node, "roundingWay")),
  }),
};
export const lowerClauses = (lowering: Lowering, bonus: CstNode): readonly Clause[] =>
  linesOf(lowering, bonus, clauses);

const poolClauses: Lines<PoolClause> = {
  potClause: (lowering, node) => ({ kind: "Pot", span: spanOf(node), amount: expressionOf(lowering, node) }),
  sharesClause: (lowering, node) => ({
    kind: "Shares",
    span: spanOf(node),
    shares: expressionOf(lowering, node),
  }),
  sharedLimitClause: (lowering, node) => ({
    kind: "EachAtMost",
    span: spanOf(node),
    limit: expressionOf(lowering, nodeOf(node, "eachAtMost")),
    sharingTheRest: has(node, "sharing"),
  }),
  poolRoundingClause: (_, node) => ({
    kind: "PoolRounding",
    span: spanOf(node),
    of: has(node, "share") ? "share" : "parts",
    rounding: lowerRounding(node, nodeOf(node, "roundingWay")),
  }),
};
export const lowerPoolClauses = (lowering: Lowering, pool: CstNode): readonly PoolClause[] =>
  linesOf(lowering, pool, poolClauses);

const startsLine = (lowering: Lowering, node: CstNode): Node<"Starts"> => ({
  kind: "Starts",
  span: spanOf(node),
  condition: requiredCondition(lowering, node),
});

const pairingSettings: Lines<PairingSetting> = {
  volumeSetting: (lowering, node) => ({
    kind: "Volume",
    span: spanOf(node),
    volume: expressionOf(lowering, node),
    fromSelf: has(node, "self"),
  }),
  cycleSetting: (lowering, node) => ({
    kind: "Cycle",
    span: spanOf(node),
    first: has(node, "first"),
    strong: expressionOf(lowering, node),
    weak: expressionOf(lowering, node, 1),
  }),
  stepsSetting: (lowering, node) => ({
    kind: "Steps",
    span: spanOf(node),
    steps: nodesOf(node, "expression").map((step) => lowerExpression(lowering, step, spanOf(node).to)),
  }),
  strongSideSetting: (_, node) => ({
    kind: "StrongSide",
    span: spanOf(node),
    chosen: has(node, "each") ? "each cycle" : "once",
    ifEqual: oneOf(node, ["left", "right"]) ?? null,
  }),
  pairingLimitSetting: (lowering, node) => ({
    kind: "PairingAtMost",
    span: spanOf(node),
    limit: expressionOf(lowering, node),
    cycles: has(node, "cycles"),
    restKept: has(node, "kept") ? true : has(node, "used") ? false : null,
  }),
  carrySetting: (lowering, node) => {
    const limit = nodeOf(node, "carryLimit");
    const time = nodeOf(node, "carryTime");
    return {
      kind: "Carry",
      span: spanOf(node),
      sides: has(node, "strong") ? "strong" : has(node, "nothing") ? "nothing" : "both",
      atMost: limit ? expressionOf(lowering, limit) : null,
      periods: time ? expressionOf(lowering, time) : null,
    };
  },
  pairingNeedsSetting: (lowering, node) => ({
    kind: "PairingNeeds",
    span: spanOf(node),
    condition: requiredCondition(lowering, node),
    otherwise: oneOf(node, ["flush", "keep", "pause"]) ?? "flush",
  }),
  startsClause: startsLine,
};
export const lowerPairingSettings = (lowering: Lowering, pairing: CstNode): readonly PairingSetting[] =>
  linesOf(lowering, pairing, pairingSettings);

const boardSettings: Lines<BoardSetting> = {
  sizeSetting: (lowering, node) => ({
    kind: "Size",
    span: spanOf(node),
    wide: expressionOf(lowering, node),
    deep: expressionOf(lowering, node, 1),
  }),
  newcomersSetting: (_, node) => ({ kind: "Newcomers", span: spanOf(node), to: boardChoice(node) }),
  topSetting: (_, node) => ({
    kind: "Top",
    span: spanOf(node),
    goes: has(node, "leaves") ? "leaves" : `returns to ${boardChoice(node)}`,
  }),
  startsClause: startsLine,
  mostCyclesSetting: (lowering, node) => ({
    kind: "MostCycles",
    span: spanOf(node),
    cycles: expressionOf(lowering, node),
  }),
};
const boardChoice = (node: CstNode): "oldest" | "sponsor" =>
  oneOf(nodeOf(node, "boardChoice"), ["oldest", "sponsor"]) ?? "oldest";
export const lowerBoardSettings = (lowering: Lowering, board: CstNode): readonly BoardSetting[] =>
  linesOf(lowering, board, boardSettings);
