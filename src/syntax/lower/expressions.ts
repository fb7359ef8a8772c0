import type { CstNode, IToken } from "chevrotain";
import { cover, type Span } from "../../base/span.ts";
import { CHAIN_MOST } from "../../base/text-limits.ts";
import { diagnose } from "../../diagnostics/diagnostic.ts";
import { type ComparisonSign, type Expr, missing, type Node, type Step } from "../syntax.ts";
import { currencySign, readDate, readFigure } from "../written.ts";
import {
  has,
  isInserted,
  type Lowering,
  nameOfNode,
  nodeOf,
  nodesOf,
  oneOf,
  spanOf,
  spanOfToken,
  tokenOf,
  tokensOf,
} from "./cst.ts";
import { lowerArgument } from "./groups.ts";

/** `otherwise` is where the expression should stand if it is not there. */
export function lowerExpression(lowering: Lowering, node: CstNode | undefined, otherwise: number): Expr {
  if (!node) return missing(otherwise);
  const value = lowerCondition(lowering, nodeOf(node, "condition"), otherwise);
  const ifPart = nodeOf(node, "ifPart");
  return ifPart ? lowerIf(lowering, value, ifPart) : value;
}

/** `a if c else b if d else e` reads from the right: what holds otherwise is itself an `if`. */
function lowerIf(lowering: Lowering, value: Expr, node: CstNode): Expr {
  const end = spanOf(node).to;
  const branches = [
    { value, condition: lowerCondition(lowering, nodeOf(node, "condition"), end) as Expr | null },
  ];
  for (const part of limited(lowering, nodesOf(node, "elsePart"))) {
    const before = branches.at(-1)!;
    if (before.condition === null) {
      lowering.report(diagnose("syntax/else-without-if", spanOfToken(tokenOf(part, "else")!), {}));
      break;
    }
    const otherwise = lowerCondition(lowering, nodeOf(part, "condition"), spanOf(part).to);
    branches.push({
      value: otherwise,
      condition: has(part, "if")
        ? lowerCondition(lowering, nodeOf(part, "condition", 1), spanOf(part).to)
        : null,
    });
  }
  const last = branches.at(-1)!;
  let tail: Expr | null = null;
  for (const branch of branches.reverse()) {
    const { value: then, condition } = branch;
    if (condition === null) tail = then;
    else
      tail = {
        kind: "If",
        span: cover(then.span, (branch === last ? condition : tail!).span),
        condition,
        then,
        otherwise: branch === last ? null : tail,
      };
  }
  return tail!;
}

/** What a chain may join at most; what is more is told once, and left out. */
function limited<T extends CstNode>(lowering: Lowering, links: readonly T[]): readonly T[] {
  if (links.length <= CHAIN_MOST) return links;
  lowering.report(diagnose("syntax/chain-too-long", spanOf(links[CHAIN_MOST]), { most: CHAIN_MOST }));
  return links.slice(0, CHAIN_MOST);
}

export function lowerCondition(lowering: Lowering, node: CstNode | undefined, otherwise: number): Expr {
  return logic(lowering, "or", node, nodesOf(node, "conjunction"), lowerConjunction, otherwise);
}
const lowerConjunction = (lowering: Lowering, node: CstNode | undefined, otherwise: number): Expr =>
  logic(lowering, "and", node, nodesOf(node, "comparison"), lowerComparison, otherwise);

type Lower = (lowering: Lowering, node: CstNode | undefined, otherwise: number) => Expr;
function logic(
  lowering: Lowering,
  op: "and" | "or",
  node: CstNode | undefined,
  parts: readonly CstNode[],
  lower: Lower,
  otherwise: number,
): Expr {
  const [first, ...rest] = parts;
  if (rest.length === 0) return lower(lowering, first, otherwise);
  const words = tokensOf(node, op);
  let left = lower(lowering, first, otherwise);
  for (const [i, part] of limited(lowering, rest).entries()) {
    const right = lower(lowering, part, spanOf(part).to);
    const span = cover(left.span, right.span);
    left =
      words[i] && isInserted(words[i]) ? { kind: "Missing", span } : { kind: "Logic", span, op, left, right };
  }
  return left;
}

const comparisonSigns = {
  GreaterOrEqual: ">=",
  Equal: "=",
  Greater: ">",
  Less: "<",
  LessOrEqual: "<=",
  NotEqual: "<>",
} as const;
const comparisonNames = Object.keys(comparisonSigns) as (keyof typeof comparisonSigns)[];

function lowerComparison(lowering: Lowering, node: CstNode | undefined, otherwise: number): Expr {
  const [left, right] = nodesOf(node, "sum");
  let expr = lowerSum(lowering, left, otherwise);
  const sign = right && oneOf(node, comparisonNames);
  if (sign) {
    const token = tokenOf(node, sign)!;
    const other = lowerSum(lowering, right, spanOfToken(token).to);
    const span = cover(expr.span, other.span);
    const op: ComparisonSign = comparisonSigns[sign];
    expr = isInserted(token)
      ? { kind: "Missing", span }
      : { kind: "Compare", span, op, opSpan: spanOfToken(token), left: expr, right: other };
  }
  for (const not of limitedSigns(lowering, tokensOf(node, "not")))
    expr = { kind: "Not", span: cover(spanOfToken(not), expr.span), of: expr };
  return expr;
}

/** The signs before a value, the innermost first. */
function limitedSigns(lowering: Lowering, signs: readonly IToken[]): readonly IToken[] {
  if (signs.length === 0) return signs;
  if (signs.length > CHAIN_MOST)
    lowering.report(diagnose("syntax/chain-too-long", spanOfToken(signs[CHAIN_MOST]!), { most: CHAIN_MOST }));
  return signs.slice(-CHAIN_MOST).reverse();
}

const sumSigns = { Plus: "+", Minus: "-" } as const;
const productSigns = { of: "of", Times: "*", Divide: "/" } as const;

export const lowerSum: Lower = (lowering, node, otherwise) =>
  chain(
    lowering,
    lowerProduct(lowering, nodeOf(node, "product"), otherwise),
    nodesOf(node, "sumTail"),
    sumSigns,
    (part, at) => lowerProduct(lowering, nodeOf(part, "product"), at),
  );
const lowerProduct: Lower = (lowering, node, otherwise) =>
  chain(
    lowering,
    lowerOperand(lowering, nodeOf(node, "operand"), otherwise),
    nodesOf(node, "productTail"),
    productSigns,
    (part, at) => lowerOperand(lowering, nodeOf(part, "operand"), at),
  );

/** `a + b - c`, from left to right. What recovery has joined is no calculation: it is passed over in silence. */
function chain<S extends "Plus" | "Minus" | "of" | "Times" | "Divide">(
  lowering: Lowering,
  first: Expr,
  tails: readonly CstNode[],
  signs: Readonly<Record<S, "+" | "-" | "of" | "*" | "/">>,
  lower: (tail: CstNode, otherwise: number) => Expr,
): Expr {
  if (tails.length === 0) return first;
  let left = first;
  for (const tail of limited(lowering, tails)) {
    const sign = oneOf(tail, Object.keys(signs) as S[]);
    const token = sign && tokenOf(tail, sign);
    const opSpan = token ? spanOfToken(token) : { from: left.span.to, to: left.span.to };
    const right = lower(tail, opSpan.to);
    const span = cover(left.span, right.span);
    left =
      !token || isInserted(token)
        ? { kind: "Missing", span }
        : { kind: "Binary", span, op: signs[sign], opSpan, left, right };
  }
  return left;
}

const lowerOperand: Lower = (lowering, node, otherwise) => {
  let expr = lowerPrimary(lowering, node, otherwise);
  for (const minus of limitedSigns(lowering, tokensOf(node, "Minus")))
    expr = { kind: "Minus", span: cover(spanOfToken(minus), expr.span), of: expr };
  return expr;
};

function lowerPrimary(lowering: Lowering, node: CstNode | undefined, otherwise: number): Expr {
  const reference = nodeOf(node, "reference");
  if (reference) return lowerReference(lowering, reference, otherwise);
  const number = nodeOf(node, "numberOrDuration");
  if (number) return lowerNumber(number, otherwise);
  const inner = nodeOf(node, "expression");
  if (inner || has(node, "OpenParen")) {
    const open = spanOfToken(tokenOf(node, "OpenParen")!);
    const expr = lowerExpression(lowering, inner, open.to);
    const close = tokenOf(node, "CloseParen");
    return {
      kind: "Parens",
      span: cover(open, close && close.startOffset >= 0 ? spanOfToken(close) : expr.span),
      inner: expr,
    };
  }
  const literal = oneOf(node, ["Percent", "Money", "Date", "yes", "no", "none", "Blank"]);
  return literal ? lowerLiteral(tokenOf(node, literal)!, literal) : missing(otherwise);
}

type Literal = "Percent" | "Money" | "Date" | "yes" | "no" | "none" | "Blank";
export function lowerLiteral(token: IToken, kind: Literal): Expr {
  const span = spanOfToken(token);
  if (isInserted(token)) return { kind: "Missing", span };
  switch (kind) {
    case "yes":
    case "no":
      return { kind: "YesNo", span, value: kind === "yes" };
    case "none":
      return { kind: "None", span };
    case "Blank":
      return { kind: "Blank", span };
    case "Date":
      return { kind: "Date", span, text: readDate(token.image) };
    case "Percent":
    case "Money":
      return lowerFigureToken(token, kind, span.from);
  }
}

/** A figure of the text; `Missing` where it is not there, or spelled in a way that nobody can read. */
export function lowerFigureToken<K extends "Number" | "Percent" | "Money">(
  token: IToken | undefined,
  kind: K,
  otherwise: number,
): Node<K> | Node<"Missing"> {
  if (!token || token.startOffset < 0) return missing(otherwise);
  const span = spanOfToken(token);
  const value = isInserted(token) ? null : readFigure(token.image);
  if (value === null) return { kind: "Missing", span };
  return { kind, span, value, ...(kind === "Money" ? { sign: currencySign(token.image) } : {}) } as Node<K>;
}

function lowerNumber(node: CstNode, otherwise: number): Expr {
  const number = lowerFigureToken(tokenOf(node, "Number"), "Number", otherwise);
  const unit = nodeOf(node, "timeUnit");
  if (!unit) return number;
  return { kind: "Duration", span: spanOf(node), count: number, unit: timeUnitOf(unit) };
}
export const timeUnitOf = (node: CstNode): "days" | "weeks" | "months" | "years" =>
  oneOf(node, ["days", "weeks", "months", "years"]) ?? "months";

/** `a.b(c).d`. A name that recovery has put in stands for a value that is missing. */
export function lowerReference(lowering: Lowering, node: CstNode, otherwise: number): Expr {
  const steps = limited(lowering, nodesOf(node, "referenceStep")).map((step): Step => {
    const name = nameOfNode(nodeOf(step, "nameOrQuoted"), spanOf(step, otherwise).from);
    const call = nodeOf(step, "callArguments");
    const args = call ? nodesOf(call, "argument").map((argument) => lowerArgument(lowering, argument)) : null;
    return { kind: "Step", span: spanOf(step, otherwise), name, args };
  });
  const span = spanOf(node, otherwise);
  const nothing =
    steps.length === 0 ||
    (steps.length === 1 && steps[0]!.name.text === "" && !steps[0]!.name.quoted && steps[0]!.args === null);
  return nothing ? { kind: "Missing", span } : { kind: "Path", span, steps };
}

/** A figure of an outline: `[-] figure`. */
export function lowerFigure(node: CstNode | undefined, otherwise: number): Expr {
  const kind = oneOf(node, ["Number", "Money", "Percent"]);
  if (!kind) return missing(otherwise);
  const figure = lowerFigureToken(tokenOf(node, kind), kind, otherwise);
  const minus = tokenOf(node, "Minus");
  return minus ? { kind: "Minus", span: spanOf(node), of: figure } : figure;
}

/** The place behind a token, or another place where it is not there. */
export const behind = (token: IToken | undefined, otherwise: number): number => {
  const span: Span | null = token && token.startOffset >= 0 ? spanOfToken(token) : null;
  return span ? span.to : otherwise;
};
