import type { Draft } from "./code.ts";
import type { Knot } from "./schedule.ts";

/** The params that columns go by, in one order: only columns of one company stand in the same pass. */
export type Company = string;

/** Of more companies than these each would have too little to do: then there are those that params move, and the others. */
const MOST_COMPANIES = 6;

/**
 * Parts columns by the params that they go by, of themselves or by what they read: they get passes of their own, so that a
 * slider that is dragged runs no others. What would lie in memory for one company alone goes with it, and what nobody else
 * reads of a tree that it has gone through anyway. All stay together where that spares nothing: where everything that goes
 * through a tree is moved by every param, or earlier periods are looked back to, of which nothing is left.
 *
 * @param knots columns in parts that hang together, each behind those that it needs.
 * @param paramsOf the params that numbers of the plan go by.
 * @param home the tree in whose order people stand.
 */
export function companiesOf(
  knots: readonly Knot[],
  paramsOf: ReadonlyMap<number, ReadonlySet<string>>,
  { home, isLookingBack }: { readonly home: string; readonly isLookingBack: boolean },
): (knot: Knot) => Company {
  if (isLookingBack || paramsOf.size === 0) return () => TOGETHER;
  const moved = movedBy(knots, paramsOf);
  const params = [...new Set(moved.values())];
  const isCoarse = new Set(params.map(companyOf)).size > MOST_COMPANIES;
  const companies = new Map<Knot, Company>();
  for (const [knot, by] of moved) companies.set(knot, isCoarse && by.size > 0 ? MOVED : companyOf(by));
  joinReaders(knots, companies);
  joinAlong(knots, companies, home);
  const all = companyOf(new Set(params.flatMap((by) => [...by])));
  const spares = knots.some((knot) => treesOf(knot).size > 0 && ![all, MOVED].includes(companies.get(knot)!));
  return spares ? (knot) => companies.get(knot)! : () => TOGETHER;
}

const TOGETHER: Company = "";
const MOVED: Company = "params";
const companyOf = (params: ReadonlySet<string>): Company => [...params].sort().join(" ");

/** The params that each knot goes by. */
function movedBy(
  knots: readonly Knot[],
  paramsOf: ReadonlyMap<number, ReadonlySet<string>>,
): ReadonlyMap<Knot, ReadonlySet<string>> {
  const ofDraft = new Map<Draft, ReadonlySet<string>>();
  const ofKnot = new Map<Knot, ReadonlySet<string>>();
  for (const knot of knots) {
    const params = new Set<string>();
    for (const { uniforms, reads } of knot) {
      for (const id of uniforms) for (const name of paramsOf.get(id) ?? []) params.add(name);
      for (const one of reads.keys()) for (const name of ofDraft.get(one) ?? []) params.add(name);
    }
    for (const draft of knot) ofDraft.set(draft, params);
    ofKnot.set(knot, params);
  }
  return ofKnot;
}

/** Lets columns that have no place in memory go with the company that alone reads them. */
function joinReaders(knots: readonly Knot[], companies: Map<Knot, Company>): void {
  const readers = new Map<Draft, Set<Company>>();
  // From those that others need no more to those that all need: who reads a column is known when it is asked about.
  for (const knot of knots.toReversed()) {
    const [one, another] = new Set(knot.flatMap((draft) => [...(readers.get(draft) ?? [])]));
    if (one !== undefined && another === undefined && knot.every(isNowhere)) companies.set(knot, one);
    const company = companies.get(knot)!;
    for (const read of readBy(knot)) {
      const known = readers.get(read);
      if (known) known.add(company);
      else readers.set(read, new Set([company]));
    }
  }
}

/** Lets what nothing else waits for go with those for whom a tree is gone through that people do not stand in. */
function joinAlong(knots: readonly Knot[], companies: Map<Knot, Company>, home: string): void {
  const isElsewhere = (tree: string): boolean => tree !== home;
  const along = new Map<string, Company>();
  for (const knot of knots)
    for (const tree of treesOf(knot))
      if (isElsewhere(tree) && !along.has(tree) && companies.get(knot) !== TOGETHER)
        along.set(tree, companies.get(knot)!);
  const waitedFor = new Set<Draft>();
  for (const knot of knots.toReversed()) {
    const isFree =
      companies.get(knot) === TOGETHER &&
      knot.every((draft) => draft.machine === null && !waitedFor.has(draft)) &&
      [...treesOf(knot)].every(isElsewhere);
    if (!isFree) for (const read of readBy(knot)) waitedFor.add(read);
  }
  const joined = new Map<Draft, Company>();
  for (const knot of knots) {
    if (companies.get(knot) !== TOGETHER || knot.some((draft) => waitedFor.has(draft))) continue;
    const company =
      [...treesOf(knot)].map((tree) => along.get(tree)).find((one) => one !== undefined) ??
      readBy(knot)
        .map((read) => joined.get(read))
        .find((one) => one !== undefined);
    if (company === undefined) continue;
    companies.set(knot, company);
    for (const draft of knot) joined.set(draft, company);
  }
}

/** What is read of other knots. */
const readBy = (knot: Knot): Draft[] =>
  knot.flatMap(({ reads }) => [...reads.keys()].filter((one) => !knot.includes(one)));

/** Whether a column has no place in memory yet: it gets one where another pass reads it. */
const isNowhere = ({ array, room, machine }: Draft): boolean =>
  array === null && room === null && machine === null;

/** The trees that are gone through for columns. */
function treesOf(knot: Knot): ReadonlySet<string> {
  const trees = new Set<string>();
  for (const { order, reads } of knot) {
    if (order) trees.add(order.tree);
    for (const wheres of reads.values())
      for (const { relation, tree } of wheres)
        if (relation === "below" || relation === "above") trees.add(tree);
  }
  return trees;
}
