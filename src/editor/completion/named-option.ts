import { nameOfType, type Type, UNKNOWN } from "../../check/types.ts";
import type { Known } from "../known.ts";
import { describe, describeBuiltin } from "../names/description.ts";
import type { Target } from "../names/mentions.ts";
import type { Option } from "./option.ts";

const typeText = (type: Type): string => (type.kind === "unknown" ? "" : nameOfType(type));

/** Names of several words stand in quotes; in a cell of a table nobody needs them. */
export const written = (name: string, isCell = false): string =>
  isCell || /^\p{L}[\p{L}\p{M}\p{N}_]*$/u.test(name) ? name : `"${name}"`;

/** Something of this plan. */
export function namedOption(
  known: Known,
  target: Target,
  kind: Option["kind"],
  type: Type,
  fit: number,
  isCell = false,
): Option {
  const { name } = target;
  const template = written(name, isCell);
  return {
    label: name,
    ...(template === name ? {} : { template }),
    detail: typeText(type),
    kind,
    fit,
    describe: () => describe(known, target, type),
  };
}

/** Something that the plan declares. */
export const declaredOption = (
  known: Known,
  name: string,
  kind: Option["kind"] = "variable",
  fit = 0,
): Option =>
  namedOption(known, { kind: "declared", of: "", name }, kind, known.context.inference.typeOf(name), fit);

/** Something that every plan has. */
export const builtinOption = (name: string, fit: number, type: Type = UNKNOWN): Option => ({
  label: name,
  detail: typeText(type),
  kind: "property",
  fit,
  describe: () => describeBuiltin(name, type),
});

/** A measure with parameters or a table, put in with its places to fill: each is called like what it is mostly given. */
export function callOption(known: Known, name: string, fit: number): Option {
  const { declarations, inference } = known.context;
  const { parameters } = (declarations.measures.get(name) ?? declarations.tables.get(name))!;
  const type = declarations.tables.has(name) ? inference.tableType(name) : inference.typeOf(name);
  return {
    ...namedOption(known, { kind: "declared", of: "", name }, "function", type, fit),
    template: `${name}(${parameters.map(({ text }) => `\${${text}}`).join(", ")})`,
  };
}
