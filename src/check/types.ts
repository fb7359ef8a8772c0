/**
 * What a value is. Points of different kinds never mix; a bare number takes the unit of what stands beside it; and
 * `unknown` is the type of what is broken: it agrees with everything, so that one mistake gives one message.
 */
export type Type =
  | { readonly kind: "money" }
  /** Points of one kind: `of` is the volume input that brings them (`PV`, `CV`). */
  | { readonly kind: "points"; readonly of: string }
  | { readonly kind: "percent" }
  | { readonly kind: "number" }
  | { readonly kind: "yes/no" }
  | { readonly kind: "rank"; readonly ladder: string }
  /** `choices` null: a word that stands alone and has not met its column yet. */
  | { readonly kind: "choice"; readonly choices: readonly string[] | null }
  | { readonly kind: "date" }
  | { readonly kind: "duration" }
  | { readonly kind: "text" }
  | { readonly kind: "person" }
  | { readonly kind: "unknown" };

export const MONEY: Type = { kind: "money" };
export const PERCENT: Type = { kind: "percent" };
export const NUMBER: Type = { kind: "number" };
export const YES_NO: Type = { kind: "yes/no" };
export const DATE: Type = { kind: "date" };
export const DURATION: Type = { kind: "duration" };
export const TEXT: Type = { kind: "text" };
export const PERSON: Type = { kind: "person" };
export const UNKNOWN: Type = { kind: "unknown" };
/** What the built-in column `kind` of a person is; an order may have a `kind` of its own. */
export const KIND_OF_PERSON: Type = { kind: "choice", choices: ["distributor", "customer"] };
export const points = (of: string): Type => ({ kind: "points", of });
export const rank = (ladder: string): Type => ({ kind: "rank", ladder });

/** Whether two types are the same, unit and all. */
export function sameType(a: Type, b: Type): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === "points") return a.of === (b as typeof a).of;
  if (a.kind === "rank") return a.ladder === (b as typeof a).ladder;
  return true;
}

/** Whether values of the type can be added, scaled and rounded. */
export const isAmount = (type: Type): boolean =>
  type.kind === "money" || type.kind === "points" || type.kind === "percent" || type.kind === "number";

/** Whether of two values of the type one is more than the other. */
export const isOrdered = (type: Type): boolean =>
  isAmount(type) || type.kind === "rank" || type.kind === "date" || type.kind === "duration";

/** How a type is called in a sentence: `money`, `points of PV`, `a rank of Title`. */
export function nameOfType(type: Type): string {
  switch (type.kind) {
    case "points":
      return `points of ${type.of}`;
    case "rank":
      return `a rank of ${type.ladder}`;
    case "percent":
      return "a percentage";
    case "yes/no":
      return "yes or no";
    case "money":
      return "money";
    case "number":
      return "a number";
    case "choice":
      return "a choice";
    case "date":
      return "a date";
    case "duration":
      return "a length of time";
    case "text":
      return "a text";
    case "person":
      return "a person";
    case "unknown":
      return "something unknown";
  }
}
