import type { Expr, Stmt } from "./code.ts";
import type { Holds, Pass, Program } from "./program.ts";

/** A program as text, one step a line. */
export function printProgram(program: Program): string {
  const lines: string[] = [`people in the order of ${program.home}`];
  const nameOf = namesOf(program);
  for (const uniform of program.uniforms) {
    const values = typeof uniform.values === "string" ? `the ${uniform.values}` : uniform.values.join(" ");
    lines.push(`number ${uniform.type} ${nameOf.uniform(uniform.id)} = ${values}`);
  }
  for (const array of program.arrays)
    if (array.holds.kind !== "column") lines.push(`array  ${array.memory} ${nameOf.array(array.id)}`);
  for (const step of program.steps) {
    lines.push("", `${step.kind === "pass" ? headOf(step) : `machine ${step.name}`}`);
    if (step.kind === "pass") lines.push(...printBlock(step.body, nameOf, "  "));
  }
  for (const routine of program.routines) {
    const params = routine.params.map(({ name, type }) => `${type} ${name}`).join(", ");
    lines.push("", `routine ${routine.name}(${params})`);
    lines.push(...printBlock(routine.body, nameOf, "  "), `  give ${print(routine.result, nameOf)}`);
  }
  return `${lines.join("\n")}\n`;
}

const headOf = ({ name, order, tree, fields }: Pass): string =>
  `pass ${name}: ${order}${tree ? ` along ${tree}` : ""}${fields.length > 0 ? `, ${fields.length} fields a depth` : ""}`;

type Names = {
  readonly array: (id: number) => string;
  readonly column: (id: number) => string;
  readonly uniform: (id: number) => string;
};

function namesOf(program: Program): Names {
  const column = (id: number) => program.columns[id]!.name;
  return {
    column,
    array(id) {
      return nameOfArray(program.arrays[id]!.holds, column);
    },
    uniform: (id) => program.uniforms[id]!.name,
  };
}

function nameOfArray(holds: Holds, column: (id: number) => string): string {
  switch (holds.kind) {
    case "column":
      return column(holds.column);
    case "before":
      return `${column(holds.column)} before`;
    case "room history":
      return "periods of a room";
    case "history":
      return `periods of ${column(holds.column)}`;
    case "input":
    case "override":
      return holds.what === "given" ? `is ${holds.name} given` : `given ${holds.name}`;
    case "elsewhere":
      return holds.key;
    case "bought":
      return `bought ${holds.name}`;
    case "person":
      return `person's ${holds.what}`;
    case "tree":
      return `${holds.tree}'s ${holds.what}`;
    case "past tree":
      return `periods of ${holds.tree}'s ${holds.what}`;
    case "orders":
      return `${holds.past ? "past orders'" : "orders'"} ${holds.what}`;
    case "order":
      return `${holds.past ? "past order's" : "order's"} ${holds.name}${holds.what === "given" ? " given" : ""}`;
    case "by order":
      return `${holds.name} by order`;
    case "last days":
      return "last days";
    case "pool":
      return "pool";
    case "levels":
    case "room":
      return `room for ${holds.name}`;
  }
}

function printBlock(block: readonly Stmt[], names: Names, indent: string): string[] {
  return block.flatMap((stmt) => printStmt(stmt, names, indent));
}

function printStmt(stmt: Stmt, names: Names, indent: string): string[] {
  const of = (expr: Expr) => print(expr, names);
  switch (stmt.op) {
    case "set":
      return [`${indent}${stmt.name} = ${of(stmt.value)}`];
    case "column":
      return [`${indent}[${names.column(stmt.column)}] = ${of(stmt.value)}`];
    case "store":
      return [`${indent}[${names.array(stmt.array)}][${of(stmt.index)}] = ${of(stmt.value)}`];
    case "merge":
      return [`${indent}above #${stmt.field} ${stmt.how} ${of(stmt.value)}`];
    case "if":
      return [
        `${indent}if ${of(stmt.when)}`,
        ...printBlock(stmt.yes, names, `${indent}  `),
        ...(stmt.no.length > 0 ? [`${indent}else`, ...printBlock(stmt.no, names, `${indent}  `)] : []),
      ];
    case "while":
      return [`${indent}while ${of(stmt.test)}`, ...printBlock(stmt.body, names, `${indent}  `)];
    case "grow":
      return [`${indent}grow ${names.array(stmt.array)} to ${of(stmt.elements)}`];
    case "stop":
      return [`${indent}stop ${stmt.why}`];
  }
}

const signs: Readonly<Record<string, string>> = {
  ...{ add: "+", sub: "-", mul: "*", div_s: "/", rem_s: "%", eq: "==", ne: "!=" },
  ...{ lt_s: "<", le_s: "<=", gt_s: ">", ge_s: ">=", shl: "<<", shr_u: ">>>", shr_s: ">>" },
  ...{ and: "&", or: "|", xor: "^" },
};

function print(expr: Expr, names: Names): string {
  const of = (part: Expr) => print(part, names);
  switch (expr.op) {
    case "const":
      return String(expr.value);
    case "local":
      return expr.name;
    case "self":
      return `[${names.column(expr.column)}]`;
    case "at":
      return `[${names.array(expr.array)}][${of(expr.index)}]`;
    case "uniform":
      return expr.index
        ? `{${names.uniform(expr.uniform)}}[${of(expr.index)}]`
        : `{${names.uniform(expr.uniform)}}`;
    case "below":
      return `below #${expr.field}`;
    case "binary":
      return `(${of(expr.a)} ${signs[expr.name] ?? expr.name} ${of(expr.b)})`;
    case "select":
      return `(${of(expr.yes)} if ${of(expr.when)} else ${of(expr.no)})`;
    case "call":
      return `${expr.name}(${expr.args.map(of).join(", ")})`;
    case "widen":
    case "narrow":
      return of(expr.of);
  }
}
