import { kept } from "../base/kept.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Item, Node } from "../syntax/syntax.ts";
import { rankNames } from "./declarations.ts";
import { factName, haveSameTypes, type Inference } from "./inference.ts";
import type { CheckedItem } from "./item.ts";
import { sameWords } from "./same-words.ts";

/** A declaration as it was understood where it stood: which names it reads, and what there is to say of it. */
export type KnownItem = {
  readonly item: Item;
  readonly checked: CheckedItem;
  readonly used: ReadonlySet<string>;
  readonly told: readonly Diagnostic[];
};

/** A text as it was understood: `items`: each in its first place; `known`: those of them that there is nothing to say of. */
export type Understood = {
  readonly items: readonly Item[];
  readonly inference: Inference;
  readonly known: ReadonlyMap<Item, KnownItem>;
};

/**
 * What was understood last of texts with one head, by its settings: these are the same object as long as somebody writes
 * below them (see `parseAgain`), and what is known here goes with them.
 */
const lasts = new WeakMap<Node<"Plan">["settings"], Understood>();

export function remember(settings: Node<"Plan">["settings"], understood: Understood): void {
  lasts.set(settings, understood);
}

const NOTHING: Understood["known"] = new Map();

/**
 * The declarations of a text that are understood as they were in the text before: they are the same, and of all others
 * nothing is another that one declaration can see of another, which is its head and its type.
 *
 * @param items declarations, each in its first place.
 */
export function knownOf(
  settings: Node<"Plan">["settings"],
  items: readonly Item[],
  inference: Inference,
): Understood["known"] {
  const last = lasts.get(settings);
  if (!last || !areHeadsSame(last.items, items)) return NOTHING;
  return haveSameTypes(last.inference, inference) ? last.known : NOTHING;
}

/** Whether declarations that are others now are called, and say of themselves, what those in their place did. */
function areHeadsSame(was: readonly Item[], are: readonly Item[]): boolean {
  const shorter = Math.min(was.length, are.length);
  let above = 0;
  while (above < shorter && was[above] === are[above]) above++;
  let below = 0;
  while (below < shorter - above && was.at(-1 - below) === are.at(-1 - below)) below++;
  const [gone, come] = [was.slice(above, was.length - below), are.slice(above, are.length - below)];
  const others = [...are.slice(0, above), ...are.slice(are.length - below)];
  const isUnseen = (one: Item): boolean => isNew(one, others);
  if (gone.length !== come.length)
    return (gone.length === 0 || come.length === 0) && [...gone, ...come].every(isUnseen);
  return gone.every((one, i) => hasSameHead(one, come[i]!) || (isUnseen(one) && isUnseen(come[i]!)));
}

/** Whether nobody can see that a declaration has come or gone: a rule whose name no other one has in it. */
function isNew(item: Item, others: readonly Item[]): boolean {
  // A name of several words is not found among them.
  if (item.kind !== "Measure" || item.name.quoted) return false;
  return others.every((other) => !wordsOf(other).has(item.name.text));
}

/** Every word of a declaration. */
const wordsOf = (item: Item): ReadonlySet<string> => kept(item, "words", () => collectWords(item, new Set()));

function collectWords(part: unknown, words: Set<string>): Set<string> {
  if (typeof part === "string") words.add(part);
  else if (typeof part === "object" && part !== null)
    for (const key in part) if (key !== "span") collectWords(part[key as keyof typeof part], words);
  return words;
}

/** Whether two declarations look the same to the others: what they say besides is seen by their types alone. */
const hasSameHead = (was: Item, is: Item): boolean =>
  was === is || (was.kind === is.kind && sameWords(headOf(was), headOf(is)));

function headOf(item: Item): object {
  switch (item.kind) {
    case "Input":
      return { ...item, fallback: null };
    case "Param":
      return { ...item, value: null, from: null, to: null, step: null };
    case "Measure":
      return { ...item, body: null };
    case "Tree":
      return { ...item, parent: item.parent !== null, filled: null, from: null };
    case "Ranks": {
      const { clock, name, head } = item;
      return { clock, name, ranks: rankNames(item), facts: head?.cells.map(factName) ?? [] };
    }
    case "Table":
      return { ...item, rows: null, from: item.from !== null };
    case "Bonus":
    case "Pool":
      return { ...item, clauses: null };
    case "Pairing":
    case "Board":
      return { ...item, settings: null };
    case "Limit":
    case "Ensure":
    case "Example":
      return { clock: item.clock };
  }
}
