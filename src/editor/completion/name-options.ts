import { clockUnits } from "../../base/calendar.ts";
import { reasonWords } from "../../check/calls/bonus-amounts.ts";
import { pairingFields } from "../../check/formula.ts";
import { factName } from "../../check/inference.ts";
import { UNKNOWN } from "../../check/types.ts";
import type { Known } from "../known.ts";
import type { Site } from "../names/site.ts";
import { describeTypeWord, typeWords } from "../names/type-words.ts";
import { columnOptions, orderInputs } from "./column-options.ts";
import { builtinOption, declaredOption, namedOption } from "./named-option.ts";
import { type Option, plainOption } from "./option.ts";
import { peopleOptions, valueOptions } from "./value-options.ts";

const currencies = ["USD", "EUR", "GBP", "CHF", "CAD", "AUD", "JPY", "INR"];

/** The names that may stand at a site, each with how well it fits there. */
export function namesAt(known: Known, site: Site): readonly Option[] {
  const { params, bonuses, pools, kindsOfPoints } = known.context.declarations;
  const inOrder = (names: readonly string[]): readonly Option[] =>
    names.map((name, i) => plainOption(name, "constant", 9 - i));
  const declared = (names: Iterable<string>): readonly Option[] =>
    [...names].map((name) => declaredOption(known, name));
  switch (site.role) {
    case "value":
    case "called":
    case "declares fact":
      return valueOptions(known, site);
    case "member":
      return memberOptions(known, site);
    case "tree":
      return treeOptions(known, site);
    case "type":
      return typeOptions(known);
    case "points":
      return declared(kindsOfPoints);
    case "bonus":
      return [
        ...declared([...bonuses.keys(), ...pools.keys()]),
        ...(site.item?.kind === "Limit" ? [plainOption("all", "constant", -5, "every bonus and pool")] : []),
      ];
    case "param":
      return declared(params.keys());
    case "parameter":
      return site.item?.kind === "Table" ? inOrder(site.item.parameters.map(({ text }) => text)) : [];
    case "column":
      return givenOptions(known, site);
    case "order column":
      return [
        ...declared(orderInputs(known)),
        ...["date", "period"].map((name) => plainOption(name, "property", -2)),
      ];
    case "person":
      return [
        ...peopleOptions(site),
        ...(site.isAlone ? [plainOption("everyone", "constant", -5, "the whole company")] : []),
      ];
    case "reason":
      return inOrder(reasonWords);
    case "currency":
      return inOrder(currencies);
    case "clock":
      return inOrder(["month", ...clockUnits.filter((unit) => unit !== "month")]);
    case "shape":
      return inOrder(["binary"]);
    default:
      return [];
  }
}

function typeOptions(known: Known): readonly Option[] {
  const { kindsOfPoints, ladders } = known.context.declarations;
  return [
    ...typeWords.map(
      (word, i): Option => ({ ...plainOption(word, "type", 40 - i), describe: () => describeTypeWord(word) }),
    ),
    ...[...kindsOfPoints].map((name) => ({
      ...declaredOption(known, name, "type"),
      detail: "points of that kind",
    })),
    ...[...ladders.keys()].map((name) => declaredOption(known, name, "type")),
  ];
}

/** Trees; where sides are wanted the binary ones first. */
function treeOptions(known: Known, site: Site): readonly Option[] {
  const { trees } = known.context.declarations;
  return [...new Set(["sponsor", ...trees.keys()])].map((name, i) => {
    const isBinary = trees.get(name)?.shape?.text === "binary";
    const fit = (site.item?.kind === "Pairing" && isBinary ? 20 : 0) - i;
    const option = trees.has(name) ? declaredOption(known, name, "class", fit) : builtinOption(name, fit);
    return { ...option, detail: isBinary ? "binary" : "" };
  });
}

/** What may stand behind a dot. */
function memberOptions(known: Known, { owner, scope, expected }: Site): readonly Option[] {
  const { pairings, ladders } = known.context.declarations;
  if (owner?.kind === "machine") {
    const fields = pairings.has(owner.name) ? pairingFields : ["cycles"];
    return fields.map((name, i) => builtinOption(name, 9 - i));
  }
  if (owner?.type.kind === "person") return columnOptions(known, expected, scope.paidByName);
  if (owner?.type.kind !== "rank") return [];
  const { ladder } = owner.type;
  const facts =
    ladders
      .get(ladder)
      ?.head?.cells.slice(1)
      .flatMap((cell) => factName(cell) ?? []) ?? [];
  return [
    ...facts.map((name) => namedOption(known, { kind: "fact", of: ladder, name }, "property", UNKNOWN, 10)),
    ...["career", "qualified"].map((name) => builtinOption(name, 0)),
  ];
}

/** What an example may give of a person; in an outline with the colon that follows it. */
function givenOptions(known: Known, { isCell, owner }: Site): readonly Option[] {
  const { trees, pairings, boards } = known.context.declarations;
  const isInOutline = !isCell && owner === null;
  const hasSides = [...trees.values()].some((tree) => tree.shape?.text === "binary");
  const special = ["joined", "kind", ...(hasSides ? ["side"] : []), ...(isInOutline ? ["alike"] : [])];
  const never = new Set(["age", "payout", ...special, ...pairings.keys(), ...boards.keys()]);
  const own = columnOptions(known, UNKNOWN, true).filter(({ label }) => !never.has(label));
  return [...own, ...special.map((name) => plainOption(name, "property", 2))].map((option) => ({
    ...option,
    template: isInOutline ? `${option.label}: ` : option.label,
  }));
}
