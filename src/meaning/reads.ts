import { type Formula, partsOf } from "../check/formula.ts";
import type { At, Run } from "./run.ts";

/** What a formula reads beside the person or order that it is about. */
export type Reads = {
  /** The one who asks (`my`), or somebody of an example. */
  readonly asker: boolean;
  /** `source`, `below`, or the path of a journey. */
  readonly journey: boolean;
  /** A column of the order gone through, or how things stood with it. */
  readonly order: boolean;
  /** `level`, `distance`, `generation` of the place where it stands. */
  readonly levels: boolean;
  readonly total: boolean;
  /** Arguments of the measure, the rank that is tried, or its cell. */
  readonly keyed: boolean;
};

const cache = new WeakMap<Formula, Reads>();

/** Worked out once for each formula of a plan. */
export function readsOf(run: Run, formula: Formula): Reads {
  const known = cache.get(formula);
  if (known) return known;
  const reads = {
    ...{ asker: false, journey: false, order: false },
    ...{ levels: false, total: false, keyed: false },
  };
  look(formula, reads, { inner: false, inOrders: false });
  cache.set(formula, reads);
  void run;
  return reads;
}

/** Whether a formula reads nothing but the person gone through (and, where `keyed`, arguments and the rank tried). */
export function isAboutItAlone(run: Run, formula: Formula, keyed = false): boolean {
  const reads = readsOf(run, formula);
  return !reads.asker && !reads.journey && !reads.levels && (keyed || !reads.keyed);
}

/** Whether that holds at a place: there may be an order, about which it is as well. */
export const isAboutItAloneAt = (run: Run, formula: Formula, at: At): boolean =>
  isAboutItAlone(run, formula) && !(readsOf(run, formula).order && (at.order >= 0 || at.party !== null));

/** `inner`: inside a group of its own, whose levels are not those of the place outside; `inOrders`: whose orders are not. */
type Inside = { readonly inner: boolean; readonly inOrders: boolean };

function look(
  formula: Formula,
  reads: { -readonly [K in keyof Reads]: boolean },
  { inner, inOrders }: Inside,
): void {
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
