import { at, type Expr } from "../ir/code.ts";
import type { TreeArray } from "../ir/program.ts";
import { arrayOf, type Code } from "./code.ts";
import { notYet } from "./not-yet.ts";
import type { Person } from "./terms.ts";

/** A tree of the plan, under the name of the one that the data draw for it. */
export function treeName(code: Code, name: string): string {
  const tree = code.compiling.plan.trees.get(name);
  if (tree?.parent) return notYet("a tree that rules build");
  if (tree?.from) return notYet("a holding tank");
  return code.compiling.facts.trees.has(name) ? name : "sponsor";
}

const memory = {
  order: "i32",
  parent: "i32",
  first: "i32",
  next: "i32",
  place: "i32",
  end: "i32",
  side: "u8",
} as const;

/** An array about a tree. */
export function treeArray(code: Code, name: string, what: Exclude<TreeArray, "depth">): number {
  return arrayOf(code.compiling, memory[what], { kind: "tree", tree: treeName(code, name), what });
}

/** Who is above somebody in a tree: below 0 for nobody. */
export const parentOf = (code: Code, name: string, person: Person): Expr =>
  at(treeArray(code, name, "parent"), "i32", person.expr);

/** 1 left, 2 right, 0 not said. */
export const sideOf = (code: Code, name: string, person: Person): Expr =>
  at(treeArray(code, name, "side"), "i32", person.expr);
