/**
 * The steps of a pass, as plain data: expressions that are worked out and statements that are carried out for one person.
 * Numbers are whole: amounts are 64 bits wide and stand for hundredths, millionths, … as whoever made the code decided;
 * yes and no, ranks, people and choices are 32 bits wide. Every form has one translation.
 */
export type Type = "i32" | "i64";

export type Binary =
  | "add"
  | "sub"
  | "mul"
  | "div_s"
  | "rem_s"
  | "div_u"
  | "rem_u"
  | "and"
  | "or"
  | "xor"
  | "shl"
  | "shr_u"
  | "shr_s"
  | Comparison;
export type Comparison = "eq" | "ne" | "lt_s" | "le_s" | "gt_s" | "ge_s" | "lt_u" | "ge_u";
const comparisons: ReadonlySet<Binary> = new Set<Comparison>([
  ...(["eq", "ne", "lt_s", "le_s", "gt_s", "ge_s", "lt_u", "ge_u"] as const),
]);

export type Expr =
  | { readonly op: "const"; readonly type: Type; readonly value: bigint }
  | { readonly op: "local"; readonly type: Type; readonly name: string }
  /** A column of the person that the pass stands at. */
  | { readonly op: "self"; readonly type: Type; readonly column: number }
  /** An element of an array. */
  | { readonly op: "at"; readonly type: Type; readonly array: number; readonly index: Expr }
  /** A number of the plan, or one of a row of them: they lie in memory, so that another number needs no other code. */
  | { readonly op: "uniform"; readonly type: Type; readonly uniform: number; readonly index: Expr | null }
  /** What the people directly below have brought: complete when it is read, for they come first. */
  | { readonly op: "below"; readonly type: Type; readonly field: number }
  | {
      readonly op: "binary";
      readonly type: Type;
      readonly name: Binary;
      readonly a: Expr;
      readonly b: Expr;
    }
  | {
      readonly op: "select";
      readonly type: Type;
      readonly when: Expr;
      readonly yes: Expr;
      readonly no: Expr;
    }
  | { readonly op: "call"; readonly type: Type; readonly name: string; readonly args: readonly Expr[] }
  /** To 64 bits, or down to 32. */
  | { readonly op: "widen" | "narrow"; readonly type: Type; readonly of: Expr };

/** How two values become one. */
export type How = "add" | "max" | "min" | "or" | "and";
/** `add or stop`: a sum that stops the pass where it does not fit into 64 bits. */
export type Merge = How | "add or stop";

export type Stmt =
  | { readonly op: "set"; readonly name: string; readonly value: Expr }
  /** Sets the column of the person that the pass stands at. */
  | { readonly op: "column"; readonly column: number; readonly value: Expr }
  | { readonly op: "store"; readonly array: number; readonly index: Expr; readonly value: Expr }
  /** Into what the person above will find `below`. */
  | { readonly op: "merge"; readonly field: number; readonly how: Merge; readonly value: Expr }
  | { readonly op: "if"; readonly when: Expr; readonly yes: readonly Stmt[]; readonly no: readonly Stmt[] }
  | { readonly op: "while"; readonly test: Expr; readonly body: readonly Stmt[] }
  /** Makes room for more elements behind the last array; stops the pass where there is none. */
  | { readonly op: "grow"; readonly array: number; readonly elements: Expr }
  | { readonly op: "stop"; readonly why: number };

export const i32 = (value: number): Expr => ({ op: "const", type: "i32", value: BigInt(value) });
export const i64 = (value: bigint | number): Expr => ({ op: "const", type: "i64", value: BigInt(value) });
export const local = (name: string, type: Type): Expr => ({ op: "local", type, name });
export const at = (array: number, type: Type, index: Expr): Expr => ({ op: "at", type, array, index });
export const call = (name: string, type: Type, ...args: readonly Expr[]): Expr => ({
  op: "call",
  type,
  name,
  args,
});

/** A number that is known when the code is made; null for any other expression. */
const known = (expr: Expr): bigint | null => (expr.op === "const" ? expr.value : null);

/** Two expressions of one type, worked out at once where both are known, and left out where one changes nothing. */
export function binary(name: Binary, a: Expr, b: Expr): Expr {
  const type = comparisons.has(name) ? "i32" : a.type;
  const [left, right] = [known(a), known(b)];
  if (left === null && right === null) return { op: "binary", type, name, a, b };
  if (left !== null && right !== null) {
    const folded = fold(name, left, right);
    if (folded !== null) return { op: "const", type, value: folded };
  }
  if (right === 0n && (name === "add" || name === "sub" || name === "or")) return a;
  if (left === 0n && (name === "add" || name === "or")) return b;
  if (right === 1n && name === "mul") return a;
  if (left === 1n && name === "mul") return b;
  if ((left === 0n || right === 0n) && name === "mul") return left === 0n ? a : b;
  if (a.type === "i32" && name === "and") {
    // Yes and no are 1 and 0.
    if (left === 0n) return a;
    if (right === 0n) return b;
    if (left === 1n && isTruth(b)) return b;
    if (right === 1n && isTruth(a)) return a;
  }
  return { op: "binary", type, name, a, b };
}

function fold(name: Binary, a: bigint, b: bigint): bigint | null {
  switch (name) {
    case "add":
      return a + b;
    case "sub":
      return a - b;
    case "mul":
      return a * b;
    case "and":
      return a & b;
    case "or":
      return a | b;
    case "eq":
      return a === b ? 1n : 0n;
    case "ne":
      return a !== b ? 1n : 0n;
    case "lt_s":
      return a < b ? 1n : 0n;
    case "le_s":
      return a <= b ? 1n : 0n;
    case "gt_s":
      return a > b ? 1n : 0n;
    case "ge_s":
      return a >= b ? 1n : 0n;
    default:
      return null;
  }
}

/** Whether an expression comes to 1 or 0 and to nothing else. */
const isTruth = (expr: Expr): boolean =>
  (expr.op === "binary" && comparisons.has(expr.name)) ||
  (expr.op === "binary" && expr.name === "and" && isTruth(expr.a) && isTruth(expr.b));

export function select(when: Expr, yes: Expr, no: Expr): Expr {
  const decided = known(when);
  if (decided !== null) return decided !== 0n ? yes : no;
  if (known(yes) !== null && known(yes) === known(no)) return yes;
  return { op: "select", type: yes.type, when, yes, no };
}

export const not = (of: Expr): Expr => binary("eq", of, i32(0));
export const widen = (of: Expr): Expr =>
  of.op === "const" ? { ...of, type: "i64" } : { op: "widen", type: "i64", of };
export const narrow = (of: Expr): Expr =>
  of.op === "const" ? { ...of, type: "i32" } : { op: "narrow", type: "i32", of };
export const set = (name: string, value: Expr): Stmt => ({ op: "set", name, value });
export const when = (test: Expr, yes: readonly Stmt[], no: readonly Stmt[] = []): Stmt => ({
  op: "if",
  when: test,
  yes,
  no,
});
export const loop = (test: Expr, body: readonly Stmt[]): Stmt => ({ op: "while", test, body });
export const store = (array: number, index: Expr, value: Expr): Stmt => ({
  op: "store",
  array,
  index,
  value,
});

/** A function of the code itself, for what one instruction does not do. */
export type Routine = {
  readonly name: string;
  readonly params: readonly { readonly name: string; readonly type: Type }[];
  readonly body: readonly Stmt[];
  readonly result: Expr;
};
