import { builtInColumns } from "../../check/declarations.ts";
import { isAmount, type Type, UNKNOWN } from "../../check/types.ts";
import type { Known } from "../known.ts";
import { fitOf } from "./fit.ts";
import { builtinOption, callOption, declaredOption } from "./named-option.ts";
import type { Option } from "./option.ts";

/** Inputs that belong to single orders. */
export const orderInputs = ({ context }: Known): readonly string[] =>
  [...context.declarations.inputs].filter(([, { item }]) => item.inOrders).map(([name]) => name);

/** The columns of a person, what the plan declares first; bonuses by their bare name only where they mean what is paid. */
export function columnOptions(known: Known, expected: Type, withBonuses: boolean): readonly Option[] {
  const { declarations, inference } = known.context;
  const { params, tables, bonuses, pools } = declarations;
  const ofOrders = new Set(orderInputs(known));
  const isColumn = (name: string): boolean => {
    if (params.has(name) || tables.has(name)) return false;
    if (pools.has(name) || (bonuses.has(name) && bonuses.get(name)!.flavour !== "flow")) return withBonuses;
    return !ofOrders.has(name) || isAmount(inference.typeOf(name));
  };
  const names = new Set([...[...declarations.names.keys()].filter(isColumn), ...builtInColumns]);
  return [...names].map((name) => columnOption(known, name, expected));
}

function columnOption(known: Known, name: string, expected: Type): Option {
  const { declarations, inference } = known.context;
  // A pairing has no value itself, but fields that have.
  const isMachine = declarations.pairings.has(name) || declarations.boards.has(name);
  const type = isMachine ? UNKNOWN : inference.typeOf(name);
  const fit = 10 + (isMachine ? -8 : fitOf(known, expected, type));
  if ((declarations.measures.get(name)?.parameters.length ?? 0) > 0) return callOption(known, name, fit);
  return declarations.names.has(name)
    ? { ...declaredOption(known, name, "variable", fit), ...(isMachine ? { detail: "" } : {}) }
    : builtinOption(name, fit - 6, type);
}
