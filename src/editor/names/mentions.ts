import { builtins } from "../../../grammar/builtins.ts";
import type { Span } from "../../base/span.ts";
import { type Declarations, rankNames } from "../../check/declarations.ts";
import { factName } from "../../check/inference.ts";
import type { Type } from "../../check/types.ts";
import type { Item } from "../../syntax/syntax.ts";
import type { Known } from "../known.ts";
import type { Site } from "./site.ts";
import { sitesOf } from "./sites.ts";

/**
 * What a name stands for. `of` says whose it is, where it is not the plan's: the measure of a parameter, the ladder of a
 * rank or a fact, the input of a choice, the example of a person (by where that begins).
 */
export type Target = {
  readonly kind: "declared" | "parameter" | "rank" | "fact" | "choice" | "person" | "builtin";
  readonly of: string;
  readonly name: string;
};

/** A place where something is named. */
export type Mention = {
  readonly span: Span;
  readonly site: Site;
  readonly target: Target | null;
  readonly declares: boolean;
};

const kept = new WeakMap<Known, readonly Mention[]>();

/** Every place of a text where something is named, in its order; worked out once. */
export function mentionsOf(known: Known): readonly Mention[] {
  const mentions =
    kept.get(known) ??
    sitesOf(known.context, known.plan).map((site) => ({
      span: site.span,
      site,
      target: targetOf(site, known.context.declarations),
      declares: site.role.startsWith("declares"),
    }));
  kept.set(known, mentions);
  return mentions;
}

/** The mention at a place, or right before it. */
export const mentionAt = (known: Known, place: number): Mention | null =>
  mentionsOf(known).find(({ span }) => span.from <= place && place < span.to) ??
  mentionsOf(known).find(({ span }) => span.to === place) ??
  null;

export const sameTarget = (a: Target | null, b: Target | null): boolean =>
  a !== null && b !== null && a.kind === b.kind && a.of === b.of && a.name === b.name;

/** All places that name one thing, the one that declares it among them. */
export const mentionsOfTarget = (known: Known, target: Target): readonly Mention[] =>
  mentionsOf(known).filter((mention) => sameTarget(mention.target, target));

/** Where a thing is declared: the first place that says so. */
export const declarationOf = (known: Known, target: Target): Mention | null =>
  mentionsOf(known).find((mention) => mention.declares && sameTarget(mention.target, target)) ?? null;

const builtinNames: ReadonlySet<string> = new Set(builtins.map(({ name }) => name));
const builtin = (name: string): Target | null =>
  builtinNames.has(name) ? { kind: "builtin", of: "", name } : null;
const declared = (name: string, { names }: Declarations): Target | null =>
  names.has(name) ? { kind: "declared", of: "", name } : null;

/** Names are told apart by where the item stands: two examples may each have an Ann. */
const placeOf = (item: Item | null): string => String(item?.span.from ?? "");
const nameOf = (item: Item | null): string => (item && "name" in item ? item.name.text : "");

/** Whose words a list of choices is: the first of the inputs that share it, or the param. */
const chosenFor = (item: Item | null): string =>
  item?.kind === "Input" ? (item.names[0]?.text ?? "") : nameOf(item);

function targetOf(site: Site, declarations: Declarations): Target | null {
  const { text, role, item } = site;
  switch (role) {
    case "declares":
      return { kind: "declared", of: "", name: text };
    case "declares parameter":
      return parameterOf(item, text, declarations);
    case "declares rank":
      return { kind: "rank", of: nameOf(item), name: text };
    case "declares fact":
      return { kind: "fact", of: nameOf(item), name: text };
    case "declares choice":
      return { kind: "choice", of: chosenFor(item), name: text };
    case "declares person":
    case "person":
      return text === "everyone" ? null : { kind: "person", of: placeOf(item), name: text };
    case "parameter":
      return parameterOf(item, text, declarations);
    case "called":
      return declared(text, declarations) ?? builtin(text);
    case "member":
      return memberOf(site, declarations);
    case "value":
      return meantBy(site, declarations);
    case "currency":
    case "clock":
    case "shape":
    case "reason":
      return null;
    default:
      return declared(text, declarations) ?? builtin(text);
  }
}

/** The parameter of a table that is called like a ladder stands for it: both change their name together. */
function parameterOf(item: Item | null, name: string, declarations: Declarations): Target {
  const isLadder = item?.kind === "Table" && declarations.ladders.has(name);
  return isLadder ? { kind: "declared", of: "", name } : { kind: "parameter", of: nameOf(item), name };
}

function memberOf({ text, owner }: Site, declarations: Declarations): Target | null {
  if (owner?.kind === "machine") return builtin(text);
  if (owner?.type.kind === "rank") return factOf(owner.type.ladder, text, declarations) ?? builtin(text);
  return declared(text, declarations) ?? builtin(text);
}

function factOf(ladder: string, name: string, declarations: Declarations): Target | null {
  const cells = declarations.ladders.get(ladder)?.head?.cells.slice(1) ?? [];
  return cells.some((cell) => factName(cell) === name) ? { kind: "fact", of: ladder, name } : null;
}

/** What a bare name means, in the order in which the check asks. */
function meantBy(site: Site, declarations: Declarations): Target | null {
  const { text, scope, expected, isAlone, item } = site;
  if (scope.parameters.has(text)) return { kind: "parameter", of: nameOf(item), name: text };
  if (scope.people?.has(text) && (!isAlone || expected.kind === "person"))
    return { kind: "person", of: placeOf(item), name: text };
  const word = isAlone ? wordOf(text, expected, declarations) : null;
  if (word) return word;
  if (scope.bound.has(text) || (text === "rank" && scope.candidate !== null)) return builtin(text);
  return declared(text, declarations) ?? builtin(text) ?? (isAlone ? anyRank(text, declarations) : null);
}

function wordOf(text: string, expected: Type, declarations: Declarations): Target | null {
  if (expected.kind === "rank") {
    const ladder = declarations.ladders.get(expected.ladder);
    return ladder && rankNames(ladder).includes(text)
      ? { kind: "rank", of: expected.ladder, name: text }
      : null;
  }
  if (expected.kind !== "choice" || !expected.choices?.includes(text)) return null;
  const declared = [
    ...[...declarations.inputs.values()].map(({ item }) => item),
    ...declarations.params.values(),
  ];
  for (const item of declared) {
    const choices = item.type?.choices.map((choice) => choice.text) ?? [];
    if (choices.length > 0 && choices.join() === expected.choices.join())
      return { kind: "choice", of: chosenFor(item), name: text };
  }
  return null;
}

/** Where nothing tells which ladder is meant, the first that has the rank. */
function anyRank(text: string, { ladders }: Declarations): Target | null {
  for (const [ladder, declared] of ladders)
    if (rankNames(declared).includes(text)) return { kind: "rank", of: ladder, name: text };
  return null;
}
