import { type CheckedGroup, type Formula, partsOf } from "../check/formula.ts";
import type { Scope } from "./scope.ts";

/** What a formula reads beside the person or order that it is about. */
type Reads = {
  asker: boolean;
  journey: boolean;
  levels: boolean;
  total: boolean;
  keyed: boolean;
};
const cache = new WeakMap<Formula, Readonly<Reads>>();

/** Worked out once for each formula of a plan. */
export function readsOf(formula: Formula): Readonly<Reads> {
  const known = cache.get(formula);
  if (known) return known;
  const reads: Reads = { asker: false, journey: false, levels: false, total: false, keyed: false };
  look(formula, reads, false);
  cache.set(formula, reads);
  return reads;
}

/** `inner`: inside a group of its own, whose levels are not those of the place outside. */
function look(formula: Formula, reads: Reads, inner: boolean): void {
  switch (formula.kind) {
    case "My":
    case "Someone":
      reads.asker = true;
      break;
    case "Source":
    case "Below":
      reads.journey = true;
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
    look(part, reads, inner || (group !== null && group.base !== "orders"));
  }
}

/** Whether a formula reads nothing but the person gone through, and what is the same for everybody. */
export function isAboutItAlone(formula: Formula, scope: Scope, inLegs = false): boolean {
  const reads = readsOf(formula);
  if (reads.journey || reads.levels || reads.total) return false;
  if (reads.asker && !(inLegs && asksOnlyForLegs(formula))) return false;
  return !reads.keyed || isKeyFixed(scope);
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
