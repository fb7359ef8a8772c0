import { rankNames } from "../../check/declarations.ts";
import { DATE, isAmount, PERSON, type Type, UNKNOWN } from "../../check/types.ts";
import type { Known } from "../known.ts";
import type { Site } from "../names/site.ts";
import { columnOptions, orderInputs } from "./column-options.ts";
import { fitOf } from "./fit.ts";
import { functionOptions } from "./function-options.ts";
import { builtinOption, callOption, declaredOption, namedOption, written } from "./named-option.ts";
import { type Option, plainOption } from "./option.ts";

/** What a bare name may stand for at its place, by whose place it is: a person's, an order's, nobody's. */
export function valueOptions(known: Known, site: Site): readonly Option[] {
  const { scope, expected, isCell } = site;
  const { declarations, inference } = known.context;
  const fit = (type: Type): number => fitOf(known, expected, type);
  const parameters = [...scope.parameters].map(([name, { type }]) => {
    const of = site.item && "name" in site.item ? site.item.name.text : "";
    return namedOption(known, { kind: "parameter", of, name }, "variable", type, 12 + fit(type));
  });
  const params = [...declarations.params.keys()].map((name) =>
    declaredOption(known, name, "variable", 5 + fit(inference.typeOf(name))),
  );
  const tables = [...declarations.tables.keys()].map((name) =>
    callOption(known, name, 5 + fit(inference.tableType(name))),
  );
  const people = scope.my ? ["my", ...(scope.journey ? ["source", "below"] : [])] : [];
  return [
    ...wordOptions(known, expected, isCell),
    ...parameters,
    ...peopleOptions(site),
    ...params,
    ...tables,
    ...(scope.it === "person" ? columnOptions(known, expected, scope.paidByName) : []),
    ...(scope.it === "order" || scope.it === "party" ? ofOrders(known, site) : []),
    ...[...scope.bound].map(([name, type]) => builtinOption(name, fit(type), type)),
    ...(scope.candidate === null ? [] : [builtinOption("rank", -2)]),
    ...people.map((name) => builtinOption(name, fit(PERSON))),
    ...(isCell ? [] : functionOptions(known, site)),
  ];
}

/** The people of the example. */
export const peopleOptions = ({ scope }: Site): readonly Option[] =>
  [...(scope.people?.keys() ?? [])].map((name) => ({
    ...plainOption(name, "class", 10, "of this example"),
    ...(written(name) === name ? {} : { template: written(name) }),
  }));

/** Ranks and choices, where one of them is wanted. */
function wordOptions(known: Known, expected: Type, isCell: boolean): readonly Option[] {
  if (expected.kind === "rank") {
    const ladder = known.context.declarations.ladders.get(expected.ladder);
    const ranks = ladder ? rankNames(ladder).filter((rank) => rank !== "") : [];
    return ranks.map((name, i) =>
      namedOption(known, { kind: "rank", of: expected.ladder, name }, "enum", UNKNOWN, 60 - i, isCell),
    );
  }
  if (expected.kind !== "choice") return [];
  return (expected.choices ?? []).map((name, i) => plainOption(name, "enum", 60 - i));
}

/** In a clause about orders a bare name is the order's, and nothing else is guessed. */
function ofOrders(known: Known, { scope, expected }: Site): readonly Option[] {
  const { inference } = known.context;
  const names = orderInputs(known).filter((name) => scope.it === "order" || isAmount(inference.typeOf(name)));
  const options = names.map((name) =>
    declaredOption(known, name, "variable", 12 + fitOf(known, expected, inference.typeOf(name))),
  );
  return scope.it === "order"
    ? [...options, plainOption("date", "property", 11 + fitOf(known, expected, DATE), "a date")]
    : options;
}
