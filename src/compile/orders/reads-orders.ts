import { type Formula, partsOf } from "../../check/formula.ts";
import type { Code, Compiling } from "../code.ts";

/** Columns of people that no order changes. */
const ofPeople = new Set(["sponsor", "joined", "age", "kind"]);

/** Whether orders have a say in what a formula comes to: its own, or those behind a column that it reads. */
export const readsOrders = ({ compiling }: Code, formula: Formula): boolean =>
  reads(compiling, formula, new Set());

/** `seen`: columns that are being looked into, or were and read none. */
function reads(compiling: Compiling, formula: Formula, seen: Set<string>): boolean {
  const { plan } = compiling;
  switch (formula.kind) {
    case "OrderColumn":
    case "Flavour":
    case "PairingField":
    case "BoardField":
    case "Amount":
    case "Balance":
      return true;
    case "Column":
      if (columnReads(compiling, formula.name, seen)) return true;
      break;
    default:
      break;
  }
  if ("group" in formula && formula.group.base === "orders") return true;
  const along = "group" in formula ? formula.group.tree : formula.kind === "SeparateLegs" ? formula.tree : "";
  const tree = plan.trees.get(along);
  if (tree && (tree.parent || tree.from)) return true;
  return partsOf(formula).some(({ part }) => reads(compiling, part, seen));
}

/** Ranks, bonuses and trees that rules build are taken to go by orders. */
function columnReads(compiling: Compiling, name: string, seen: Set<string>): boolean {
  const { plan, facts } = compiling;
  if (seen.has(name) || (ofPeople.has(name) && !plan.trees.get(name)?.parent)) return false;
  seen.add(name);
  const input = plan.inputs.get(name);
  if (input)
    return (
      input.inOrders ||
      facts.summed.has(name) ||
      (input.fallback !== null && reads(compiling, input.fallback, seen))
    );
  const measure = plan.measures.get(name);
  if (measure) return reads(compiling, measure.body, seen);
  const tree = plan.trees.get(name);
  return tree === undefined || tree.parent !== null || tree.from !== null;
}

/** Whether what an order says goes by other orders too: where a fallback reads what its buyer orders. */
export function goesByOtherOrders(code: Code, formula: Formula): boolean {
  if (formula.kind !== "OrderColumn") {
    const parts = partsOf(formula).map(({ part }) => part);
    return parts.length === 0 || formula.kind === "Column" || "group" in formula
      ? readsOrders(code, formula)
      : parts.some((part) => goesByOtherOrders(code, part));
  }
  const fallback = code.compiling.plan.inputs.get(formula.name)?.fallback ?? null;
  return fallback !== null && goesByOtherOrders(code, fallback);
}
