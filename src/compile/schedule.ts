import type { Pass, Step } from "../ir/program.ts";
import { withoutUnread } from "../ir/unread.ts";
import type { Age } from "./again/known-columns.ts";
import type { MovedBy } from "./again/moved-by.ts";
import type { Draft } from "./code.ts";
import type { Where } from "./formulas/terms.ts";

/**
 * Orders columns into passes: each stands in a pass behind all that it needs of others, and passes go through a tree in one
 * direction. Of all that can be worked out next, the direction is taken that lets most columns in; what a pass has computed
 * of the same person, and of those it has already gone through, may be read in it. Columns of each age, and those that
 * the same params move, have passes of their own: those of few params before the others, which read them.
 */
export function schedule(
  knots: readonly Knot[],
  home: string,
  { ageOf, movedBy }: { readonly ageOf: (knot: Knot) => Age; readonly movedBy: (knot: Knot) => MovedBy },
): Step[] {
  const done = new Set<Draft>();
  const directions = new Directions();
  let open = knots.map((knot) => waitingOf(knot, { age: ageOf(knot), movedBy: movedBy(knot) }, directions));
  const movers = [...new Set(open.map((one) => one.movedBy))].sort((a, b) => a.length - b.length);
  const steps: Step[] = [];
  while (open.length > 0) {
    const ways = directions.of(open, home);
    const next = nextOf(open, done, ways, movers);
    if (!next)
      throw new Error(`nothing can be worked out next: ${open[0]?.knot.map(({ key }) => key).join(", ")}`);
    steps.push(stepOf(next, steps.length));
    const taken = new Set(next.taken);
    for (const { knot } of taken) for (const draft of knot) done.add(draft);
    open = open.filter((one) => !taken.has(one));
  }
  return steps;
}

const NOTHING: ReadonlySet<Draft> = new Set();
const AGES: readonly Age[] = ["kept", "written", "following"];

/** A way through the people; `once`: through nobody, for what is about the company. The same object for the same way. */
type Direction = { readonly order: Pass["order"]; readonly tree: string };
/** Columns that hang together. */
export type Knot = readonly Draft[];

/** Columns that hang together, with what decides in which pass they can be worked out. */
type Waiting = {
  readonly knot: Knot;
  readonly age: Age;
  readonly movedBy: MovedBy;
  readonly isMachine: boolean;
  /** Ways that they have to go, and all that they could gain by. */
  readonly only: ReadonlySet<Direction>;
  readonly ways: ReadonlySet<Direction>;
  /** Of how many of them there is one figure for all. */
  readonly once: number;
  /** What has to be there before them, and how it is read. */
  readonly reads: readonly (readonly [Draft, readonly Where[]])[];
};

/** Every way once. */
class Directions {
  private readonly known: Readonly<Record<Pass["order"], Map<string, Direction>>> = {
    "deepest first": new Map(),
    "top first": new Map(),
    once: new Map(),
  };

  way(order: Pass["order"], tree: string): Direction {
    const known = this.known[order];
    let direction = known.get(tree);
    if (!direction) known.set(tree, (direction = { order, tree }));
    return direction;
  }

  /** All ways that there is anything to gain by, that along the home tree first. */
  of(open: readonly Waiting[], home: string): ReadonlySet<Direction> {
    const ways = new Set([this.way("deepest first", home)]);
    for (const one of open) for (const way of one.ways) ways.add(way);
    if (open.some((one) => one.once > 0)) ways.add(this.way("once", ""));
    return ways;
  }
}

function waitingOf(
  knot: Knot,
  { age, movedBy }: Pick<Waiting, "age" | "movedBy">,
  directions: Directions,
): Waiting {
  const only = new Set<Direction>();
  const ways = new Set<Direction>();
  const reads: [Draft, readonly Where[]][] = [];
  let [isMachine, once] = [false, 0];
  for (const draft of knot) {
    if (draft.machine !== null) isMachine = true;
    if (draft.once) once++;
    if (draft.order) only.add(directions.way(draft.order.order, draft.order.tree));
    for (const way of only) ways.add(way);
    draft.reads.forEach((wheres, other) => {
      for (const { relation, tree } of wheres)
        if (relation === "below") ways.add(directions.way("deepest first", tree));
        else if (relation === "above") ways.add(directions.way("top first", tree));
      const now = wheres.some(isBefore) ? wheres.filter((where) => !isBefore(where)) : wheres;
      if (now.length > 0) reads.push([other, now]);
    });
  }
  return { knot, age, movedBy, isMachine, only, ways, once, reads };
}

const isBefore = ({ relation }: Where): boolean => relation === "before";

/** What is worked out next: columns in a pass, or where that is null, one by a machine. */
type Next = { readonly direction: Direction | null; readonly taken: readonly Waiting[] };
type BestPass = Next & { readonly direction: Direction };
const NO_PASS: BestPass = { direction: { order: "once", tree: "" }, taken: [] };

/**
 * Of the first movers by whom anything can be worked out next, the pass that lets most columns of one age in, or a machine
 * where there is no pass: so those moved by more params, who may wait for it, stand in one pass with all that they read.
 */
function nextOf(
  open: readonly Waiting[],
  done: ReadonlySet<Draft>,
  ways: ReadonlySet<Direction>,
  movers: readonly MovedBy[],
): Next | null {
  for (const mover of movers) {
    const ofMover = open.filter((one) => one.movedBy === mover);
    const inPasses = ofMover.filter((one) => !one.isMachine);
    let best: BestPass = NO_PASS;
    for (const age of AGES) {
      const pass = bestOf(
        inPasses.filter((one) => one.age === age),
        done,
        ways,
      );
      if (pass.taken.length > best.taken.length) best = pass;
    }
    if (best.taken.length > 0) return best;
    const machine = ofMover.find(
      (one) => one.isMachine && one.knot.length === 1 && isReady(one, done, NOTHING, null),
    );
    if (machine) return { direction: null, taken: [machine] };
  }
  return null;
}

function stepOf({ direction, taken }: Next, index: number): Step {
  if (direction !== null)
    return passOf(
      direction,
      taken.map(({ knot }) => knot),
      index,
    );
  const { key, machine, id } = taken[0]!.knot[0]!;
  return { kind: "machine", name: key, machine: machine!, computes: [id] };
}

function bestOf(mayBe: readonly Waiting[], done: ReadonlySet<Draft>, ways: ReadonlySet<Direction>): BestPass {
  let best: BestPass | null = null;
  if (mayBe.length === 0) return NO_PASS;
  for (const direction of ways) {
    const within = new Set<Draft>();
    const taken: Waiting[] = [];
    // Knots stand behind what they need, so that one look at each is enough.
    for (const one of mayBe) {
      if (one.once !== (direction.order === "once" ? one.knot.length : 0)) continue;
      if (one.only.size > 1 || (one.only.size === 1 && !one.only.has(direction))) continue;
      if (!isReady(one, done, within, direction)) continue;
      taken.push(one);
      for (const draft of one.knot) within.add(draft);
    }
    if (!best || taken.length > best.taken.length) best = { direction, taken };
  }
  return best!;
}

/** Whether everything that a knot reads is there, or is computed in the same pass where it may be read. */
const isReady = (
  { knot, reads }: Waiting,
  done: ReadonlySet<Draft>,
  within: ReadonlySet<Draft>,
  direction: Direction | null,
): boolean =>
  reads.every(
    ([other, wheres]) =>
      done.has(other) ||
      (direction !== null &&
        (within.has(other) || knot.includes(other)) &&
        wheres.every((where) => mayRead(where, direction))),
  );

const mayRead = ({ relation, tree }: Where, direction: Direction): boolean =>
  relation === "self" ||
  (tree === direction.tree &&
    ((relation === "below" && direction.order === "deepest first") ||
      (relation === "above" && direction.order === "top first")));

/** Passes by the code of their first column: of what, and which way they go. */
const passes = new WeakMap<
  Draft["body"],
  { readonly bodies: readonly Draft["body"][]; readonly pass: Pass }
>();

/** A pass of some columns: the same object as long as these are drafted as they were, and stand together. */
function passOf({ order, tree }: Direction, knots: readonly Knot[], index: number): Pass {
  const drafts = knots.flatMap(bySelf);
  const name = String(index);
  const bodies = drafts.map(({ body }) => body);
  const known = passes.get(bodies[0]!);
  const isKnown =
    known?.pass.order === order &&
    known.pass.tree === tree &&
    known.bodies.length === bodies.length &&
    known.bodies.every((body, i) => body === bodies[i]);
  if (isKnown) return known.pass.name === name ? known.pass : { ...known.pass, name };
  const pass: Pass = {
    ...{ kind: "pass", name, order, tree },
    fields: drafts.flatMap(({ fields }) => fields),
    byDepth: drafts.some(({ byDepth }) => byDepth),
    travellers: drafts.flatMap(({ travellers }) => travellers),
    body: withoutUnread([...drafts.flatMap(({ body }) => body), ...drafts.flatMap(({ brings }) => brings)]),
    computes: drafts.flatMap(({ id, extras }) => [id, ...extras.map((extra) => extra.id)]),
  };
  passes.set(bodies[0]!, { bodies, pass });
  return pass;
}

/** The columns of a knot in the order in which one person's are worked out. */
function bySelf(knot: Knot): readonly Draft[] {
  if (knot.length === 1) return knot;
  const members = new Set(knot);
  const ordered: Draft[] = [];
  const visit = (draft: Draft): void => {
    if (!members.delete(draft)) return;
    for (const [other, wheres] of draft.reads)
      if (wheres.some(({ relation }) => relation === "self")) visit(other);
    ordered.push(draft);
  };
  for (const draft of knot) visit(draft);
  return ordered;
}

/** Strongly connected parts (Tarjan 1972), each behind those that it needs. */
export function knotsOf(drafts: readonly Draft[]): Draft[][] {
  const found = new Map<Draft, Visited>();
  const stack: Visited[] = [];
  const knots: Draft[][] = [];
  const visit = (draft: Draft): Visited => {
    const needs: Draft[] = [];
    draft.reads.forEach((wheres, other) => {
      if (!wheres.every(isBefore)) needs.push(other);
    });
    const visited: Visited = { draft, needs, next: 0, index: found.size, low: found.size, onStack: true };
    found.set(draft, visited);
    stack.push(visited);
    return visited;
  };
  for (const root of drafts) {
    if (found.has(root)) continue;
    const work = [visit(root)];
    while (work.length > 0) {
      const top = work.at(-1)!;
      const other = top.needs[top.next++];
      if (other) {
        const known = found.get(other);
        if (!known) work.push(visit(other));
        else if (known.onStack) top.low = Math.min(top.low, known.index);
        continue;
      }
      work.pop();
      const above = work.at(-1);
      if (above) above.low = Math.min(above.low, top.low);
      if (top.low !== top.index) continue;
      const knot = stack.splice(stack.indexOf(top));
      for (const member of knot) member.onStack = false;
      knots.push(knot.map((member) => member.draft));
    }
  }
  return knots;
}

/** A column on the way to its knot: `next`: which of those that it needs is looked at next. */
type Visited = {
  readonly draft: Draft;
  readonly needs: readonly Draft[];
  next: number;
  readonly index: number;
  low: number;
  onStack: boolean;
};
