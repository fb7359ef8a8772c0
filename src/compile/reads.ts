import { type CheckedGroup, type Formula, partsOf } from "../check/formula.ts";
import type { Scope } from "./scope.ts";

/** What a formula reads beside the person or order that it is about. */
type Reads = {
  asker: boolean;
  journey: boolean;
  /** A column of the order gone through, or how things stood with it. */
  order: boolean;
  levels: boolean;
  total: boolean;
  keyed: boolean;
};
const cache = new WeakMap<Formula, Readonly<Reads>>();

/** Worked out once for each formula of a plan. */
export function readsOf(formula: Formula): Readonly<Reads> {
  const known = cache.get(formula);
  if (known) return known;
  const reads: Reads = {
    ...{ asker: false, journey: false, order: false },
    ...{ levels: false, total: false, keyed: false },
  };
  look(formula, reads, { inner: false, inOrders: false });
  cache.set(formula, reads);
  return reads;
}

/** `inner`: inside a group of its own, whose levels are not those of the place outside; `inOrders`: whose orders are not. */
type Inside = { readonly inner: boolean; readonly inOrders: boolean };

function look(formula: Formula, reads: Reads, { inner, inOrders }: Inside): void {
  switch (formula.kind) {
    case "My":
    case "Someone":
      reads.asker = true;
      break;
    case "Source":
    case "Below":
      reads.journey = true;
      break;
    case "OrderColumn":
    case "SoFar":
      if (!inOrders) reads.order = true;
      break;
    case "Bound":
      if (formula.name === "total") reads.total = true;
      else if (!inner) reads.levels = true;
      break;
    case "Argument":
    case "Candidate":
    case "Blank":
      reads.keyed = true;
      break;
    default:
      break;
  }
  for (const { part, group } of partsOf(formula)) {
    if (group?.base === "path") reads.journey = true;
    // A leg belongs to the group around it.
    if (group?.base === "leg" && !inner) reads.asker = true;
    look(part, reads, {
      inner: inner || (group !== null && group.base !== "orders"),
      inOrders: inOrders || group?.base === "orders",
    });
  }
}

/** Whether a formula reads nothing but the person gone through, and what is the same for everybody. */
export function isAboutItAlone(formula: Formula, scope: Scope, inLegs = false): boolean {
  const { asker } = readsOf(formula);
  if (asker && !(inLegs && asksOnlyForLegs(formula))) return false;
  return isAboutPeople(formula, scope);
}

/** Whether a formula reads nothing but the person gone through, though that one may also be the one who asks. */
export const isAboutOne = (formula: Formula, scope: Scope): boolean =>
  readsOf(formula).asker
    ? scope.my === scope.it && scope.leg === null && isAboutPeople(formula, scope)
    : isAboutItAlone(formula, scope);

/** Whether a formula reads nothing but people, whoever they are, and what is the same for everybody. */
function isAboutPeople(formula: Formula, scope: Scope): boolean {
  const { journey, order, levels, total, keyed } = readsOf(formula);
  if (journey || levels || total) return false;
  if (order && (scope.order !== null || scope.party !== null)) return false;
  return !keyed || isKeyFixed(scope);
}

/** Whether arguments and cells of a scope are the same for everybody. */
export const isKeyFixed = ({ args, blank }: Scope): boolean =>
  args.every(({ fixed }) => fixed !== null) && (blank === null || !readsOf(blank).asker);

/** Whether it is only the leg gone through that a formula asks about, and nobody by `my`. */
function asksOnlyForLegs(formula: Formula): boolean {
  if (formula.kind === "My" || formula.kind === "Someone") return false;
  return partsOf(formula).every(({ part }) => asksOnlyForLegs(part));
}

/** The parts of a group and of what is folded over it. */
export const partsOfGroup = (group: CheckedGroup): readonly Formula[] =>
  [group.counting, group.until, group.through, group.where].filter((part) => part !== null);
