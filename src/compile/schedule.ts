import type { Pass, Step } from "../ir/program.ts";
import { withoutUnread } from "../ir/unread.ts";
import type { Draft } from "./code.ts";
import type { Where } from "./terms.ts";

/**
 * Orders columns into passes: each stands in a pass behind all that it needs of others, and passes go through a tree in one
 * direction. Of all that can be worked out next, the direction is taken that lets most columns in; what a pass has computed
 * of the same person, and of those it has already gone through, may be read in it. Columns that are `new` have passes of their own.
 */
export function schedule(knots: readonly Knot[], home: string, isNew: (knot: Knot) => boolean): Step[] {
  const done = new Set<Draft>();
  let open = knots;
  const steps: Step[] = [];
  while (open.length > 0) {
    const machine = open.find(
      (knot) => knot.length === 1 && knot[0]!.machine !== null && isReady(knot, done, new Set(), null),
    );
    const [older, newer] = [
      bestPass(open, done, home, (knot) => !isNew(knot)),
      bestPass(open, done, home, isNew),
    ];
    const best = (newer?.taken.length ?? 0) > (older?.taken.length ?? 0) ? newer : older;
    if (best && best.taken.length > 0) {
      steps.push(passOf(best.direction, best.taken, steps.length));
      for (const knot of best.taken) for (const draft of knot) done.add(draft);
      open = open.filter((knot) => !best.taken.includes(knot));
    } else if (machine) {
      const [draft] = machine;
      steps.push({ kind: "machine", name: draft!.key, machine: draft!.machine!, computes: [draft!.id] });
      done.add(draft!);
      open = open.filter((knot) => knot !== machine);
    } else throw new Error(`nothing can be worked out next: ${open[0]?.map(({ key }) => key).join(", ")}`);
  }
  return steps;
}

/** A way through the people; `once`: through nobody, for what is about the company. */
type Direction = { readonly order: Pass["order"]; readonly tree: string };
/** Columns that hang together. */
export type Knot = readonly Draft[];

function bestPass(
  open: readonly Knot[],
  done: ReadonlySet<Draft>,
  home: string,
  mayTake: (knot: Knot) => boolean,
): { readonly direction: Direction; readonly taken: readonly Knot[] } | null {
  const directions = new Map<string, Direction>();
  const consider = (direction: Direction) =>
    directions.set(`${direction.order} ${direction.tree}`, direction);
  consider({ order: "deepest first", tree: home });
  for (const draft of open.flat()) {
    if (draft.order) consider(draft.order);
    for (const { relation, tree } of [...draft.reads.values()].flat())
      if (relation === "below") consider({ order: "deepest first", tree });
      else if (relation === "above") consider({ order: "top first", tree });
  }
  if (open.flat().some(({ once }) => once)) consider({ order: "once", tree: "" });
  let best: { direction: Direction; taken: Knot[] } | null = null;
  for (const direction of directions.values()) {
    const within = new Set<Draft>();
    const taken: Knot[] = [];
    // Knots stand behind what they need, so that one look at each is enough.
    for (const knot of open) {
      if (knot.some((draft) => draft.machine !== null) || !mayTake(knot)) continue;
      if (
        knot.some(
          ({ order, once }) => (order && !sameWay(order, direction)) || once !== (direction.order === "once"),
        )
      )
        continue;
      if (!isReady(knot, done, within, direction)) continue;
      taken.push(knot);
      for (const draft of knot) within.add(draft);
    }
    if (!best || taken.length > best.taken.length) best = { direction, taken };
  }
  return best;
}

const sameWay = (a: Direction, b: Direction): boolean => a.order === b.order && a.tree === b.tree;

/** Whether everything that a knot reads is there, or is computed in the same pass where it may be read. */
function isReady(
  knot: Knot,
  done: ReadonlySet<Draft>,
  within: ReadonlySet<Draft>,
  direction: Direction | null,
): boolean {
  const members = new Set(knot);
  return knot.every((draft) =>
    [...draft.reads].every(
      ([other, wheres]) =>
        done.has(other) ||
        wheres.every(
          (where) =>
            where.relation === "before" ||
            ((members.has(other) || within.has(other)) && direction !== null && mayRead(where, direction)),
        ),
    ),
  );
}

const mayRead = ({ relation, tree }: Where, direction: Direction): boolean =>
  relation === "self" ||
  (tree === direction.tree &&
    ((relation === "below" && direction.order === "deepest first") ||
      (relation === "above" && direction.order === "top first")));

function passOf({ order, tree }: Direction, knots: readonly Knot[], index: number): Pass {
  const drafts = knots.flatMap(bySelf);
  return {
    kind: "pass",
    name: String(index),
    order,
    tree,
    fields: drafts.flatMap(({ fields }) => fields),
    byDepth: drafts.some(({ byDepth }) => byDepth),
    travellers: drafts.flatMap(({ travellers }) => travellers),
    body: withoutUnread([...drafts.flatMap(({ body }) => body), ...drafts.flatMap(({ brings }) => brings)]),
    computes: drafts.flatMap(({ id, extras }) => [id, ...extras.map((extra) => extra.id)]),
  };
}

/** The columns of a knot in the order in which one person's are worked out. */
function bySelf(knot: Knot): Draft[] {
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
  const index = new Map<Draft, number>();
  const low = new Map<Draft, number>();
  const onStack = new Set<Draft>();
  const stack: Draft[] = [];
  const knots: Draft[][] = [];
  const needs = new Map(
    drafts.map((draft) => [
      draft,
      [...draft.reads]
        .filter(([, wheres]) => wheres.some(({ relation }) => relation !== "before"))
        .map(([other]) => other),
    ]),
  );
  for (const root of drafts) {
    if (index.has(root)) continue;
    const work: { draft: Draft; next: number }[] = [{ draft: root, next: 0 }];
    while (work.length > 0) {
      const frame = work.at(-1)!;
      const { draft } = frame;
      if (frame.next === 0) {
        index.set(draft, index.size);
        low.set(draft, index.get(draft)!);
        stack.push(draft);
        onStack.add(draft);
      }
      const others = needs.get(draft) ?? [];
      const other = others[frame.next++];
      if (other) {
        if (!index.has(other)) work.push({ draft: other, next: 0 });
        else if (onStack.has(other)) low.set(draft, Math.min(low.get(draft)!, index.get(other)!));
        continue;
      }
      work.pop();
      const above = work.at(-1);
      if (above) low.set(above.draft, Math.min(low.get(above.draft)!, low.get(draft)!));
      if (low.get(draft) !== index.get(draft)) continue;
      const knot: Draft[] = [];
      for (;;) {
        const member = stack.pop()!;
        onStack.delete(member);
        knot.push(member);
        if (member === draft) break;
      }
      knots.push(knot.reverse());
    }
  }
  return knots;
}
