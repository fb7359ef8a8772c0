import { isZero } from "../base/exact.ts";
import type { Span } from "../base/span.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { inItsFirstPlace } from "../syntax/moved.ts";
import type { Parsed } from "../syntax/parsed.ts";
import type { Item, Node } from "../syntax/syntax.ts";
import type { CheckedParam, CheckedPlan } from "./checked-plan.ts";
import { isWrittenFigure, tooManyDecimalsOf, valueOfFigure } from "./figures.ts";
import { sameWords } from "./same-words.ts";

/** A text in which nothing is wrong, as it was understood: the plan, and what there is to say of it beside doubts. */
export type Understood = {
  readonly parsed: Parsed;
  readonly plan: CheckedPlan;
  readonly told: readonly Diagnostic[];
};

/**
 * What was understood last of texts with one head, by its settings: these are the same object as long as somebody writes
 * below them (see `parseAgain`), and what is known here goes with them.
 */
const lasts = new WeakMap<Node<"Plan">["settings"], Understood>();

export function remember(understood: Understood): void {
  lasts.set(understood.parsed.plan.settings, understood);
}

/**
 * A text as it was understood before, where nothing of it is new but the figure of a param, or what stands between
 * declarations: the same as if all of it was checked. Null for any other text. No name, type or rule goes by how large the
 * figure of a param is; doubts do, and are looked for by whoever asks.
 */
export function understoodAgain(parsed: Parsed): Understood | null {
  const last = lasts.get(parsed.plan.settings);
  if (!last || parsed.diagnostics.length > 0) return null;
  const change = changeOf(last, parsed);
  if (!change) return null;
  const { move, param } = change;
  const plan = move.by === 0 ? last.plan : planMoved(last.plan, move);
  const params = param ? new Map(plan.params).set(param.name, param) : plan.params;
  return { parsed, plan: { ...plan, params }, told: moved(last.told, move) };
}

/** What stands behind a place has moved by so many letters. */
type Move = { readonly at: number; readonly by: number };
/** What is new in a text; `param`: one that has another figure. */
type Change = { readonly move: Move; readonly param: CheckedParam | null };

function changeOf({ parsed: last, plan }: Understood, now: Parsed): Change | null {
  const [before, items] = [last.plan.items, now.plan.items];
  if (before.length !== items.length || last.plan.title !== now.plan.title) return null;
  const first = items.findIndex((item, i) => item !== before[i]);
  const [was, is] = [before[first], items[first]];
  if (!was || !is) return { move: { at: 0, by: 0 }, param: null };
  const isNew = inItsFirstPlace(was) !== inItsFirstPlace(is);
  const by = isNew ? is.span.to - was.span.to : is.span.from - was.span.from;
  const haveMoved = items.every(
    (item, i) =>
      i < first + (isNew ? 1 : 0) ||
      (inItsFirstPlace(item) === inItsFirstPlace(before[i]!) && item.span.from === before[i]!.span.from + by),
  );
  if (!haveMoved) return null;
  if (!isNew) return { move: { at: was.span.from, by }, param: null };
  return withOtherFigure(plan, was, is);
}

/** A param with another figure of the same kind. A bare 0 is of any kind, and is left to the checker. */
function withOtherFigure({ params }: CheckedPlan, was: Item, is: Item): Change | null {
  if (was.kind !== "Param" || is.kind !== "Param" || was.span.from !== is.span.from) return null;
  const [old, figure] = [was.value, is.value];
  const known = params.get(was.name.text);
  if (!isWrittenFigure(old) || !isWrittenFigure(figure) || known?.value.kind !== "Const") return null;
  const isOfOneKind = sameWords(
    { ...was, value: { ...old, value: null } },
    { ...is, value: { ...figure, value: null } },
  );
  if (!isOfOneKind || isZero(old.value) || isZero(figure.value) || tooManyDecimalsOf(figure) !== null)
    return null;
  const move: Move = { at: old.span.to, by: figure.span.to - old.span.to };
  const value = { ...known.value, span: figure.span, value: valueOfFigure(figure) };
  return { move, param: { ...moved(known, move), value } };
}

function planMoved(plan: CheckedPlan, move: Move): CheckedPlan {
  /** Those that stand before all that has moved are as they were. */
  const all = <T extends { readonly span: Span }>(parts: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
    new Map([...parts].map(([name, part]) => [name, part.span.to <= move.at ? part : moved(part, move)]));
  return {
    ...plan,
    inputs: all(plan.inputs),
    params: moved(plan.params, move),
    measures: all(plan.measures),
    trees: all(plan.trees),
    ladders: all(plan.ladders),
    // Those of later days stand with the first of their name, and elsewhere in the text.
    tables: moved(plan.tables, move),
    bonuses: all(plan.bonuses),
    pools: all(plan.pools),
    pairings: all(plan.pairings),
    boards: all(plan.boards),
    limits: moved(plan.limits, move),
    ensures: moved(plan.ensures, move),
    examples: moved(plan.examples, move),
  };
}

/** The same with its places where they are now. */
function moved<T>(part: T, move: Move): T {
  if (move.by === 0 || typeof part !== "object" || part === null) return part;
  if (Array.isArray(part)) return part.map((one) => moved(one, move)) as T;
  if (part instanceof Map) return new Map([...part].map(([key, one]) => [key, moved(one, move)])) as T;
  const copy: Record<string, unknown> = {};
  for (const key in part) {
    const value: unknown = part[key];
    copy[key] = key === "span" ? spanMoved(value as Span, move) : key === "type" ? value : moved(value, move);
  }
  return copy as T;
}

const spanMoved = ({ from, to }: Span, { at, by }: Move): Span => ({
  from: from >= at ? from + by : from,
  to: to > at ? to + by : to,
});
