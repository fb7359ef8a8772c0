import { own } from "../../base/own.ts";
import {
  isAmount,
  MONEY,
  NUMBER,
  nameOfType,
  PERSON,
  type Type,
  UNKNOWN,
  YES_NO,
} from "../../check/types.ts";
import type { Known } from "../known.ts";
import { describeBuiltin } from "../names/description.ts";
import type { Site } from "../names/site.ts";
import { fitOf } from "./fit.ts";
import type { Option } from "./option.ts";

const resultOf: Readonly<Record<string, Type>> = {
  count: NUMBER,
  place: NUMBER,
  whole: NUMBER,
  any: YES_NO,
  all: YES_NO,
  first: YES_NO,
  separate_legs: YES_NO,
  nearest: PERSON,
  ...Object.fromEntries(
    ["worth", "gross", "earned", "paid", "offered", "broken"].map((name) => [name, MONEY]),
  ),
};

/** What needs somebody whose column it is; of nobody there is no bonus and no period before. */
const ofSomebody = new Set([
  "gross",
  "earned",
  "paid",
  "previous",
  "so_far",
  "highest",
  "first",
  "place",
  "separate_legs",
  "nearest",
  "worth",
]);

/** The functions of the language, put in with what is mostly given to them. */
export function functionOptions(known: Known, { scope, expected }: Site): readonly Option[] {
  const names = Object.entries(templates(known)).filter(
    ([name]) =>
      (scope.it !== "nobody" || !ofSomebody.has(name)) &&
      (scope.paidByName || (name !== "offered" && name !== "broken")),
  );
  const ofOrder = scope.it === "order" || scope.it === "party";
  return names.map(([name, template]) => {
    const type = own(resultOf, name) ?? UNKNOWN;
    const adds = isAmount(expected) && scope.it === "nobody" && name === "sum" ? 20 : 0;
    const misfit = type.kind === "unknown" && !isAmount(expected) && expected.kind !== "unknown" ? -20 : 0;
    return {
      label: name,
      template,
      detail: type.kind === "unknown" ? "" : nameOfType(type),
      kind: "function",
      fit: fitOf(known, expected, type) - 4 + adds + misfit - (ofOrder ? 20 : 0),
      describe: () => describeBuiltin(name),
    };
  });
}

/** What a function is mostly given, in names of this very plan; each place is there to be written over. */
function templates({ context }: Known): Readonly<Record<string, string>> {
  const { inputs, bonuses, pools, measures, kindsOfPoints } = context.declarations;
  const volume = [...kindsOfPoints].find((name) => inputs.has(name)) ?? inputs.keys().next().value ?? "value";
  const yesNo = [...measures].find(
    ([name, { parameters }]) => parameters.length === 0 && context.inference.typeOf(name).kind === "yes/no",
  );
  const condition = yesNo?.[0] ?? `${volume} > 0`;
  const bonus =
    [...bonuses].find(([, { flavour }]) => flavour === "bonus")?.[0] ?? pools.keys().next().value ?? "bonus";
  const field = (text: string): string => `\${${text}}`;
  return {
    sum: `sum(${field(volume)} in ${field("downline")})`,
    count: `count(${field(`frontline where ${condition}`)})`,
    any: `any(${field(condition)} in ${field("downline")})`,
    all: `all(${field(condition)} in ${field("frontline")})`,
    max: `max(${field(volume)} in ${field("legs")})`,
    min: `min(${field(volume)}, ${field("100")})`,
    nearest: `nearest(${field(`upline where ${condition}`)})`,
    place: `place(${field(volume)} in ${field("company")})`,
    separate_legs: `separate_legs(${field("1")} where ${field(condition)})`,
    whole: `whole(${field(`${volume} / 100`)})`,
    worth: `worth(${field(volume)})`,
    previous: `previous(${field(volume)})`,
    so_far: `so_far(${field(volume)})`,
    highest: `highest(${field(volume)})`,
    first: `first(${field(condition)})`,
    gross: `gross(${field(bonus)})`,
    earned: `earned(${field(bonus)})`,
    paid: `paid(${field(bonus)})`,
    offered: `offered(${field(bonus)})`,
    broken: `broken(${field(bonus)})`,
  };
}
