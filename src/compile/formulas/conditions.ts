import type { Formula } from "../../check/formula.ts";

/** The conditions that all have to hold for a condition to hold. */
export function conjunctsOf(condition: Formula | null): readonly Formula[] {
  if (condition === null) return [];
  return condition.kind === "Logic" && condition.op === "and"
    ? [...conjunctsOf(condition.left), ...conjunctsOf(condition.right)]
    : [condition];
}

/** A comparison with its sides exchanged. */
export const TURNED = { "<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "<>": "<>" } as const;
