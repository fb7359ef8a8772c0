import { type CheckedGroup, type Formula, partsOf } from "../../check/formula.ts";
import { readsOf } from "../../check/reads.ts";
import type { Scope } from "./scope.ts";

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
