import { placesMoved } from "../syntax/moved.ts";
import type { CheckedPlan, CheckedTable, CheckedTree } from "./checked-plan.ts";
import type { CheckedItem } from "./item.ts";

type Kind = CheckedItem["kind"];
type CheckedOf<K extends Kind> = Extract<CheckedItem, { kind: K }>["checked"];

/** A part of a plan: which declarations it is made of, and how. */
type Part<K extends Kind, T> = { readonly kind: K; readonly of: (all: readonly CheckedOf<K>[]) => T };
const part = <K extends Kind, T>(kind: K, of: Part<K, T>["of"]): Part<K, T> => ({ kind, of });

/** By name: of two declarations of one name only the first stands. */
function byName<T extends { readonly name: string }>(all: readonly T[]): Map<string, T> {
  const named = new Map<string, T>();
  for (const one of all) if (one.name !== "" && !named.has(one.name)) named.set(one.name, one);
  return named;
}

/** As they stand in the text. */
const inOrder = <T>(all: readonly T[]): readonly T[] => all;

const PARTS = {
  inputs: part("Input", (all) => byName(all.flat())),
  params: part("Param", byName),
  measures: part("Measure", byName),
  trees: part("Tree", withSponsor),
  ladders: part("Ranks", byName),
  tables: part("Table", withLater),
  bonuses: part("Bonus", byName),
  pools: part("Pool", byName),
  limits: part("Limit", inOrder),
  pairings: part("Pairing", byName),
  boards: part("Board", byName),
  ensures: part("Ensure", inOrder),
  examples: part("Example", inOrder),
};

/** What a plan has of its declarations, by kind. */
export type Parts = Pick<CheckedPlan, keyof typeof PARTS>;

/** Everybody has a sponsor, whether the plan says so or not. */
function withSponsor(all: readonly CheckedTree[]): CheckedPlan["trees"] {
  const trees = byName(all);
  if (!trees.has("sponsor")) trees.set("sponsor", SPONSOR);
  return trees;
}
const SPONSOR: CheckedTree = {
  name: "sponsor",
  span: { from: 0, to: 0 },
  binary: false,
  parent: null,
  filled: null,
  from: null,
};

/** A table that is said again from a later day on stands behind the first of its name. */
function withLater(all: readonly CheckedTable[]): CheckedPlan["tables"] {
  const tables = new Map<string, CheckedTable>();
  for (const table of all) {
    const first = tables.get(table.name);
    if (!first) {
      if (table.name !== "") tables.set(table.name, table);
    } else if (table.from) tables.set(table.name, { ...first, later: [...first.later, table] });
  }
  return tables;
}

/** Puts declarations together by what they are. `moves`: by how many letters each has moved since it was understood. */
function made<K extends Kind, T>(
  { kind, of }: Part<K, T>,
  items: readonly CheckedItem[],
  moves: readonly number[] | null,
): T {
  const all: CheckedOf<K>[] = [];
  for (const [i, item] of items.entries())
    if (item.kind === kind) all.push(placesMoved(item.checked, moves?.[i] ?? 0) as CheckedOf<K>);
  return of(all);
}

/** The parts of a plan, with every place in a declaration as it was when that was understood. */
export function partsOf(items: readonly CheckedItem[]): Parts {
  const parts: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(PARTS))
    parts[name] = made(one as Part<Kind, unknown>, items, null);
  return parts as Parts;
}

const placeless = new WeakMap<CheckedPlan, CheckedPlan>();

/**
 * A plan with every place where it is now; `moves` as above. A part is moved when somebody looks at it: what people come to
 * goes by no place.
 */
export function placed(
  plan: CheckedPlan,
  items: readonly CheckedItem[],
  moves: readonly number[],
): CheckedPlan {
  if (moves.every((by) => by === 0)) return plan;
  const copy = { ...plan };
  for (const [name, one] of Object.entries(PARTS))
    Object.defineProperty(copy, name, {
      enumerable: true,
      configurable: true,
      get() {
        const value = made(one as Part<Kind, unknown>, items, moves);
        Object.defineProperty(copy, name, { value, enumerable: true });
        return value;
      },
    });
  placeless.set(copy, plan);
  return copy;
}

/**
 * The same plan for whoever asks for no places: its declarations, and all formulas in them, are the same objects as long as
 * they are the same. The places in them are those of texts before.
 */
export const regardlessOfPlaces = (plan: CheckedPlan): CheckedPlan => placeless.get(plan) ?? plan;
