import { type Formula, partsOf } from "./formula.ts";

/** What a formula reads beside the person or order that it is about. */
type Reads = {
  /** The one who asks (`my`), or somebody of an example; or the leg gone through outside. */
  asker: boolean;
  /** The one who asks by name, and not only the leg gone through. */
  my: boolean;
  /** `source`, `below`, or the path of a journey. */
  journey: boolean;
  /** A column of the order gone through, or how things stood with it. */
  order: boolean;
  /** `level`, `distance`, `generation` of the place where it stands. */
  levels: boolean;
  total: boolean;
  /** Arguments of the measure, the rank that is tried, or its cell. */
  keyed: boolean;
  argument: boolean;
};
const cache = new WeakMap<Formula, Readonly<Reads>>();

/** Worked out once for each formula of a plan. */
export function readsOf(formula: Formula): Readonly<Reads> {
  const known = cache.get(formula);
  if (known) return known;
  const reads: Reads = {
    ...{ asker: false, my: false, journey: false, order: false },
    ...{ levels: false, total: false, keyed: false, argument: false },
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
      reads.asker = reads.my = true;
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
      reads.keyed = reads.argument = true;
      break;
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
