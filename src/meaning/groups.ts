import { type Exact, floor, whole } from "../base/exact.ts";
import type { CheckedGroup, Formula } from "../check/formula.ts";
import { evaluate, order, wordOf } from "./evaluate.ts";
import { isThere, ordersOf } from "./presence.ts";
import type { At, Run } from "./run.ts";
import { lastHolding } from "./supremum.ts";
import { TooMuch } from "./too-much.ts";
import { treeOf } from "./trees.ts";

/** What is gone through, as the place where the group's parts are read; `my` stays the person who asks. */
export function membersOf(run: Run, group: CheckedGroup, at: At): At[] {
  let members = [...oneByOne(run, group, at)];
  if (group.base === "orders" && group.by && !group.pick) members = byParty(run, group.by, members, at);
  if (group.pick) members = picked(run, group, members, at);
  return members;
}

/** The same one by one, for whoever may stop early; only of a group that is not picked from and not put together. */
export function* oneByOne(run: Run, group: CheckedGroup, at: At): Iterable<At> {
  for (const member of reach(run, group, at)) {
    takeStep(run, group, at.period);
    if (!group.where || evaluate(run, group.where, member)) yield member;
  }
}

/** Everyone for everyone takes long: so many people for each one in the company, and never fewer than so many in all. */
const MOST_FOR_EACH = 500;
const ofOneself: ReadonlySet<string> = new Set<CheckedGroup["base"]>([
  ...(["orders", "periods", "earlier periods", "last periods", "shorter periods"] as const),
]);
const MOST_AT_LEAST = 5_000_000;
const mostStepsIn = (run: Run): number => Math.max(MOST_AT_LEAST, MOST_FOR_EACH * run.world.size);

function takeStep(run: Run, group: CheckedGroup, period: number): void {
  if (ofOneself.has(group.base)) return;
  let steps = run.steps.get(group);
  if (!steps || steps.period !== period) run.steps.set(group, (steps = { period, count: 0 }));
  if (++steps.count > mostStepsIn(run)) throw tooManyPeople(group.base, mostStepsIn(run));
}

export const tooManyPeople = (base: string, most: number): TooMuch =>
  new TooMuch(
    `A rule goes through more than ${most.toLocaleString("en")} people of \`${base}\` in one period; let it look at fewer, or at nothing of the person who asks.`,
  );

/** Everyone that the base of a group reaches, by `counting`, `until` and `through`. */
function reach(run: Run, group: CheckedGroup, at: At): Iterable<At> {
  const person = (one: number, level: number, distance: number): At => ({
    ...at,
    it: one,
    order: -1,
    party: null,
    leg: -1,
    level,
    distance,
  });
  switch (group.base) {
    case "downline":
      return down(run, group, at, childrenOf(run, group.tree, at.it, at.period));
    case "leg":
      return down(run, group, at, [at.leg]);
    case "left leg":
    case "right leg":
      return down(
        run,
        group,
        at,
        childrenOf(run, group.tree, at.it, at.period, group.base === "left leg" ? 1 : 2),
      );
    case "frontline":
      return there(run, childrenOf(run, group.tree, at.it, at.period), at.period).map((child) =>
        person(child, 1, 1),
      );
    case "legs":
      return there(run, childrenOf(run, group.tree, at.it, at.period), at.period).map((child) => ({
        ...person(child, 1, 1),
        leg: child,
      }));
    case "siblings": {
      const tree = treeOf(run, group.tree, at.period);
      const parent = tree.parent[at.it]!;
      return there(run, parent < 0 ? tree.tops : tree.children[parent]!, at.period).map((one) =>
        person(one, 1, 1),
      );
    }
    case "upline":
      return up(run, group, at);
    case "company": {
      const members: At[] = [];
      for (let one = 0; one < run.world.size; one++)
        if (isThere(run, one, at.period)) members.push(person(one, 0, 0));
      return members;
    }
    case "path":
      return onPath(at, (one) => person(one, 0, 0));
    case "orders":
      return ordersOf(run, at.it, at.period).map((one) => ({ ...at, order: one, party: null, leg: -1 }));
    case "periods":
    case "earlier periods":
    case "last periods":
      return periods(run, group, at);
    case "shorter periods":
      return run.timeline
        .within(at.period, group.clock!)
        .filter((period) => at.it < 0 || isThere(run, at.it, period))
        .map((period) => ({ ...at, period }));
  }
}

function* onPath(at: At, person: (one: number) => At): Iterable<At> {
  for (const one of at.path!.people) yield person(one);
}

const there = (run: Run, people: readonly number[], period: number): readonly number[] =>
  people.filter((one) => isThere(run, one, period));

/** The children of somebody, in joining order; of one side where one is asked for. */
export function childrenOf(
  run: Run,
  tree: string,
  person: number,
  period: number,
  side = 0,
): readonly number[] {
  const { children, side: sideOf } = treeOf(run, tree, period);
  return side === 0 ? children[person]! : children[person]!.filter((child) => sideOf(child) === side);
}

/** Down the legs of some heads: nobody behind a boundary; who is not counted uses up no level. */
function* down(run: Run, group: CheckedGroup, at: At, heads: readonly number[]): Iterable<At> {
  const { children } = treeOf(run, group.tree, at.period);
  const last = lastReached(run, group);
  const stack = [...heads].reverse().map((one) => ({ one, level: 0, distance: 0 }));
  while (stack.length > 0) {
    const { one, level, distance } = stack.pop()!;
    if (level >= last.level || distance >= last.distance) continue;
    const here = (taken: number): At => ({
      ...at,
      it: one,
      order: -1,
      party: null,
      leg: -1,
      level: taken,
      distance: distance + 1,
    });
    if (group.until && evaluate(run, group.until, here(level + 1))) continue;
    const counted =
      isThere(run, one, at.period) && (!group.counting || evaluate(run, group.counting, here(level + 1)));
    const taken = counted ? level + 1 : level;
    if (counted) yield here(taken);
    else takeStep(run, group, at.period);
    if (group.through && evaluate(run, group.through, here(taken))) continue;
    const below = children[one]!;
    for (let i = below.length - 1; i >= 0; i--)
      stack.push({ one: below[i]!, level: taken, distance: distance + 1 });
  }
}

function* up(run: Run, group: CheckedGroup, at: At): Iterable<At> {
  const { parent } = treeOf(run, group.tree, at.period);
  const last = lastReached(run, group);
  let level = 0;
  let distance = 0;
  for (let one = parent[at.it]!; one >= 0; one = parent[one]!) {
    if (level >= last.level || distance >= last.distance) return;
    distance++;
    const here = (taken: number): At => ({
      ...at,
      it: one,
      order: -1,
      party: null,
      leg: -1,
      level: taken,
      distance,
    });
    if (group.until && evaluate(run, group.until, here(level + 1))) return;
    if (!group.counting || evaluate(run, group.counting, here(level + 1))) yield here(++level);
    else takeStep(run, group, at.period);
    if (group.through && evaluate(run, group.through, here(level))) return;
  }
}

/** The last level and distance at which the group's `where` can hold: behind them nobody needs to be looked at. */
function lastReached(
  run: Run,
  { where }: CheckedGroup,
): { readonly level: number; readonly distance: number } {
  if (!where) return EVERYWHERE;
  let known = run.reached.get(where);
  if (!known)
    run.reached.set(
      where,
      (known = { level: lastHolding(run, where, "level"), distance: lastHolding(run, where, "distance") }),
    );
  return known;
}
const EVERYWHERE = { level: Number.POSITIVE_INFINITY, distance: Number.POSITIVE_INFINITY };

/** The periods in which the one who asks was there, earliest first; `distance` is how long ago. */
function periods(run: Run, group: CheckedGroup, at: At): At[] {
  const last = group.base === "earlier periods" ? at.period - 1 : at.period;
  const most = group.last ? Number(floor(evaluate(run, group.last, at) as Exact)) : Number.POSITIVE_INFINITY;
  const members: At[] = [];
  for (let period = Math.max(run.timeline.startOf(at.period), at.period - most + 1); period <= last; period++)
    if (at.it < 0 || isThere(run, at.it, period))
      members.push({ ...at, period, distance: at.period - period });
  return members;
}

/** Orders of one party together, in the order of each party's first. */
function byParty(run: Run, by: Formula, members: readonly At[], at: At): At[] {
  const parties = new Map<string, number[]>();
  for (const member of members) {
    const key = wordOf(run, evaluate(run, by, member), by.type, (amount) => `${amount.n}/${amount.d}`);
    const known = parties.get(key);
    if (known) known.push(member.order);
    else parties.set(key, [member.order]);
  }
  return [...parties.values()].map((party) => ({ ...at, order: -1, party, leg: -1 }));
}

/** The largest or smallest of a group; of equals who joined earlier. */
function picked(run: Run, group: CheckedGroup, members: readonly At[], at: At): At[] {
  const most = Number(floor(evaluate(run, group.pick!.count, at) as Exact));
  const sign = group.pick!.which === "largest" ? -1 : 1;
  return members
    .map((member) => ({ member, by: group.by ? evaluate(run, group.by, member) : whole(0) }))
    .sort((a, b) => sign * order(a.by, b.by) || a.member.it - b.member.it)
    .slice(0, Math.max(0, most))
    .map(({ member }) => member);
}
