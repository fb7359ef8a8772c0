import { parseSync } from "vite";
import { own } from "../../src/base/own.ts";

/** One small change of a source: what stands from `from` to `to` becomes `by`. */
export type Mutant = {
  readonly file: string;
  readonly from: number;
  readonly to: number;
  readonly by: string;
  readonly line: number;
  readonly change: string;
};

type Node = { readonly type: string; readonly start: number; readonly end: number } & Readonly<
  Record<string, unknown>
>;

const SWAPPED: Readonly<Record<string, string>> = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "===": "!==",
  "!==": "===",
  "+": "-",
  "-": "+",
  "*": "+",
  "&&": "||",
  "||": "&&",
  "??": "&&",
  "+=": "-=",
  "-=": "+=",
};

/** Functions of exact numbers, and lists, by what somebody could have written instead. */
const MISTAKEN: Readonly<Record<string, string>> = {
  add: "subtract",
  subtract: "add",
  multiply: "add",
  min: "max",
  max: "min",
  minimum: "maximum",
  maximum: "minimum",
  smaller: "larger",
  larger: "smaller",
  isNegative: "isZero",
  some: "every",
  every: "some",
};

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/**
 * Every mutant of a file: operators swapped, conditions turned round, branches exchanged, whole numbers one off, calls
 * mistaken for their neighbours, statements left out. Types are let alone, they are not there when it runs.
 */
export function mutantsOf(file: string, text: string): Mutant[] {
  const found: Mutant[] = [];
  const put = (from: number, to: number, by: string): void => {
    const line = text.slice(0, from).split("\n").length;
    found.push({ file, from, to, by, line, change: `${text.slice(from, to).split("\n")[0]} -> ${by}` });
  };
  const source = (node: Node): string => text.slice(node.start, node.end);
  const visit = (node: Node): void => {
    if (node.type.startsWith("TS") && !/^TS(NonNull|As|Satisfies)/.test(node.type)) return;
    mutate(node);
    for (const value of Object.values(node))
      for (const inner of Array.isArray(value) ? value : [value]) if (isNode(inner)) visit(inner);
  };
  const mutate = (node: Node): void => {
    switch (node.type) {
      case "BinaryExpression":
      case "LogicalExpression":
      case "AssignmentExpression": {
        const operator = String(node.operator);
        const by = own(SWAPPED, operator);
        if (by === undefined) return;
        const at = text.indexOf(operator, (node.left as Node).end);
        put(at, at + operator.length, by);
        return;
      }
      case "IfStatement":
      case "ConditionalExpression": {
        const test = node.test as Node;
        put(test.start, test.end, `!(${source(test)})`);
        return;
      }
      case "UnaryExpression":
        if (node.operator === "!" || node.operator === "-") put(node.start, node.start + 1, "");
        return;
      case "Literal":
        if (typeof node.value === "number") put(node.start, node.end, String(node.value + 1));
        if (typeof node.value === "boolean") put(node.start, node.end, String(!node.value));
        return;
      case "CallExpression": {
        const callee = node.callee as Node;
        const name = callee.type === "MemberExpression" ? (callee.property as Node) : callee;
        const by = name.type === "Identifier" ? own(MISTAKEN, String(name.name)) : undefined;
        if (by !== undefined) put(name.start, name.end, by);
        return;
      }
      case "ExpressionStatement":
      case "ContinueStatement":
      case "BreakStatement":
        if (!source(node).startsWith("super")) put(node.start, node.end, ";");
    }
  };
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]!.message}`);
  visit(program as unknown as Node);
  return found;
}
