import type { Span } from "../base/span.ts";
import type { CheckedBonus, CheckedPairing, CheckedPlan } from "./checked-plan.ts";
import { type CheckedGroup, type Formula, partsOf } from "./formula.ts";

/**
 * Where the one who is read stands, seen from the one who reads: the same person, strictly below or above in a tree,
 * anybody (`all`), or in an earlier period (`before`, which can close no circle).
 */
export type Relation = "self" | "below" | "above" | "all" | "before";
export type Edge = {
  readonly to: string;
  readonly relation: Relation;
  readonly tree: string;
  readonly span: Span;
};
/** For every computed column, what it reads. `paid B` is a column beside `B`: what is left of it behind all limits. */
export type Dependencies = ReadonlyMap<string, readonly Edge[]>;

type Place = { readonly relation: Relation; readonly tree: string };
const SELF: Place = { relation: "self", tree: "" };
const ALL: Place = { relation: "all", tree: "" };

export const paidNode = (bonus: string): string => `paid ${bonus}`;

type Computed = Omit<CheckedPlan, "passes">;

/** What every column of a plan reads, and from whom. */
export function dependenciesOf(plan: Computed): Dependencies {
  const edges = new Map<string, Edge[]>();
  const from = (name: string): Edge[] => {
    const known = edges.get(name);
    if (known) return known;
    const fresh: Edge[] = [];
    edges.set(name, fresh);
    return fresh;
  };
  const everyone = (name: string, formula: Formula | null) =>
    formula && collect(plan, from(name), formula, ALL, ALL);
  const own = (name: string, formula: Formula | null) =>
    formula && collect(plan, from(name), formula, SELF, SELF);

  for (const input of plan.inputs.values()) own(input.name, input.fallback);
  for (const measure of plan.measures.values()) own(measure.name, measure.body);
  for (const tree of plan.trees.values()) {
    own(tree.name, tree.parent);
    own(tree.name, tree.from);
    // Filling places everybody in order, so it needs everybody.
    if (tree.filled) {
      everyone(tree.name, tree.filled.wide);
      everyone(tree.name, tree.parent);
    }
  }
  for (const ladder of plan.ladders.values()) {
    for (const header of ladder.headers) own(ladder.name, header.requirement);
    for (const need of ladder.needs) own(ladder.name, need);
    for (const rank of ladder.ranks)
      for (const row of rank.rows) for (const cell of row) own(ladder.name, cell);
  }
  for (const table of plan.tables.values())
    for (const one of [table, ...table.later])
      for (const row of one.cells) for (const cell of row) own(table.name, cell);
  for (const bonus of plan.bonuses.values()) ofBonus(plan, from(bonus.name), bonus);
  for (const pool of plan.pools.values())
    for (const part of [pool.pot, pool.shares, pool.eachAtMost]) everyone(pool.name, part);
  for (const pairing of plan.pairings.values()) ofPairing(plan, from(pairing.name), pairing);
  for (const board of plan.boards.values())
    for (const part of [board.wide, board.deep, board.starts, board.mostCycles]) everyone(board.name, part);

  const paid = from("payout");
  for (const name of [...plan.bonuses.keys(), ...plan.pools.keys()]) {
    const { span } = plan.bonuses.get(name) ?? plan.pools.get(name)!;
    paid.push({ to: paidNode(name), relation: "self", tree: "", span });
    const node = from(paidNode(name));
    node.push({ to: name, relation: "self", tree: "", span });
    for (const limit of limitsAround(plan, name)) {
      for (const other of limit.bonuses)
        node.push({ to: other, relation: "all", tree: "", span: limit.span });
      everyone(paidNode(name), limit.to);
      everyone(paidNode(name), limit.givesWay?.by ?? null);
    }
  }
  return edges;
}

/** The limits that name a bonus, and those that hang together with them by another bonus. */
export function limitsAround(plan: Pick<CheckedPlan, "limits">, bonus: string): CheckedPlan["limits"] {
  const together = new Set([bonus]);
  for (let size = 0; size !== together.size; ) {
    size = together.size;
    for (const limit of plan.limits)
      if (limit.bonuses.some((name) => together.has(name)))
        for (const name of limit.bonuses) together.add(name);
  }
  return plan.limits.filter((limit) => limit.bonuses.some((name) => together.has(name)));
}

function ofBonus(plan: Computed, edges: Edge[], bonus: CheckedBonus): void {
  const { journey } = bonus;
  if (!journey) {
    for (const part of [bonus.pays, bonus.atMost]) if (part) collect(plan, edges, part, SELF, SELF);
    return;
  }
  const below: Place = { relation: "below", tree: journey.tree };
  treeEdge(plan, edges, journey.tree, bonus.span);
  for (const part of [journey.base, journey.where]) {
    if (!part) continue;
    collect(plan, edges, part, below, below);
    if (journey.fromSelf) collect(plan, edges, part, SELF, SELF);
  }
  for (const part of [
    journey.counting,
    journey.until,
    journey.through,
    journey.generation?.at ?? null,
    bonus.pays,
    bonus.eachAtMost,
  ]) {
    if (!part) continue;
    collect(plan, edges, part, SELF, SELF, below);
    collect(plan, edges, part, below, SELF, below);
  }
  if (bonus.atMost) collect(plan, edges, bonus.atMost, SELF, SELF);
}

function ofPairing(plan: Computed, edges: Edge[], pairing: CheckedPairing): void {
  const below: Place = { relation: "below", tree: pairing.tree };
  treeEdge(plan, edges, pairing.tree, pairing.span);
  collect(plan, edges, pairing.volume, below, below);
  if (pairing.fromSelf) collect(plan, edges, pairing.volume, SELF, SELF);
  const own = [
    pairing.firstCycle?.strong,
    pairing.firstCycle?.weak,
    pairing.cycle?.strong,
    pairing.cycle?.weak,
    ...(pairing.steps ?? []),
    pairing.atMost?.limit,
    pairing.carry.atMost,
    pairing.carry.periods,
    pairing.needs?.condition,
    pairing.starts,
  ];
  for (const part of own) if (part) collect(plan, edges, part, SELF, SELF);
}

/** Who is below whom in a tree that rules build is known only when everybody's parent is. */
function treeEdge(plan: Computed, edges: Edge[], tree: string, span: Span): void {
  if (plan.trees.get(tree)?.parent || plan.trees.get(tree)?.from)
    edges.push({ to: tree, relation: "all", tree: "", span });
}

/** Collects what a formula reads, where `it`, `my` and the people of a journey stand as given. */
function collect(
  plan: Computed,
  edges: Edge[],
  formula: Formula,
  it: Place,
  my: Place,
  passed: Place = it,
): void {
  switch (formula.kind) {
    case "Column": {
      const of = placeOf(plan, formula.of, it, my, passed);
      edges.push({ to: formula.name, ...of, span: formula.span });
      break;
    }
    case "OrderColumn":
      edges.push({ to: formula.name, ...it, span: formula.span });
      break;
    case "Flavour":
      edges.push({ to: formula.ladder, ...placeOf(plan, formula.of, it, my, passed), span: formula.span });
      break;
    case "PairingField":
      edges.push({ to: formula.pairing, ...placeOf(plan, formula.of, it, my, passed), span: formula.span });
      break;
    case "BoardField":
      edges.push({ to: formula.board, ...placeOf(plan, formula.of, it, my, passed), span: formula.span });
      break;
    case "Amount": {
      const to = formula.stage === "paid" ? paidNode(formula.bonus) : formula.bonus;
      edges.push({ to, ...placeOf(plan, formula.of, it, my, passed), span: formula.span });
      break;
    }
    case "Balance":
      edges.push({ to: paidNode(formula.bonus), relation: "all", tree: "", span: formula.span });
      break;
    case "Fact":
      break;
    case "Lookup":
      edges.push({ to: formula.table, relation: "self", tree: "", span: formula.span });
      break;
    case "Previous":
      // What is read of an earlier period can close no circle in this one.
      return;
    case "SeparateLegs":
      treeEdge(plan, edges, formula.tree, formula.span);
      break;
    default:
      break;
  }
  for (const { part, group } of partsOf(formula)) {
    if (!group) collect(plan, edges, part, it, my, passed);
    else if (group.base !== "earlier periods") {
      if (group.tree) treeEdge(plan, edges, group.tree, group.span);
      collect(plan, edges, part, placeOfGroup(group, it, passed), my, passed);
    }
  }
}

function placeOf(plan: Computed, person: Formula, it: Place, my: Place, passed: Place): Place {
  switch (person.kind) {
    case "It":
      return it;
    case "My":
      return my;
    case "Source":
    case "Below":
      return passed;
    case "Column": {
      if (person.name !== "sponsor" && !plan.trees.has(person.name)) return ALL;
      return beyond(placeOf(plan, person.of, it, my, passed), "above", person.name);
    }
    case "Nearest":
      return placeOfGroup(person.group, it, passed);
    default:
      return ALL;
  }
}

function placeOfGroup(group: CheckedGroup, it: Place, passed: Place): Place {
  switch (group.base) {
    case "downline":
    case "frontline":
    case "legs":
    case "left leg":
    case "right leg":
      return beyond(it, "below", group.tree);
    case "leg":
      // The whole leg of a person below: that person and everyone further down.
      return it.relation === "below" && it.tree === group.tree ? it : beyond(it, "below", group.tree);
    case "upline":
      return beyond(it, "above", group.tree);
    case "path":
      return passed;
    case "siblings":
    case "company":
      return ALL;
    default:
      return it;
  }
}

/** Further in a direction; both ways, or along two trees, may end anywhere. */
function beyond(place: Place, direction: "below" | "above", tree: string): Place {
  if (place.relation === "before") return place;
  if (place.relation === "self") return { relation: direction, tree };
  return place.relation === direction && place.tree === tree ? place : ALL;
}
