import type { Text } from "@codemirror/state";
import { type ClockUnit, clockUnits } from "../base/calendar.ts";
import { clocksOf } from "../check/clocks.ts";
import type { Context } from "../check/context.ts";
import { declare } from "../check/declarations.ts";
import { infer } from "../check/inference.ts";
import { type Concrete, parseConcrete } from "../syntax/concrete.ts";
import { parse } from "../syntax/parse.ts";
import type { Node } from "../syntax/syntax.ts";

/**
 * What is known of one text: how it is read, and what it declares. The colours need the first part at every key; the
 * rest is worked out when somebody asks, and once, however many ask: completion, hovers, renaming.
 */
export type Known = {
  readonly text: string;
  readonly concrete: Concrete;
  readonly plan: Node<"Plan">;
  /** What the check sees of the whole plan. Nothing is reported: problems come from the engine. */
  readonly context: Context;
};

const kept = new WeakMap<Text, Known>();

/** What is known of a document, which never changes: another text is another document. */
export function knownOf(doc: Text): Known {
  const known = kept.get(doc) ?? know(doc.toString());
  kept.set(doc, known);
  return known;
}

/** What is known of a text. */
export function know(text: string): Known {
  const concrete = parseConcrete(text);
  const plan = once(() => parse(text).plan);
  const context = once(() => contextOf(text, plan()));
  return {
    text,
    concrete,
    get plan() {
      return plan();
    },
    get context() {
      return context();
    },
  };
}

function contextOf(text: string, plan: Node<"Plan">): Context {
  const report = (): void => {};
  const declarations = declare(plan, report);
  const clock = clockOf(plan);
  const clocks = clocksOf(plan.items, clock);
  return {
    text,
    declarations,
    inference: infer(declarations, plan.items),
    report,
    used: new Set(),
    hasWorth: (points) =>
      plan.settings.some((setting) => setting.kind === "Worth" && setting.of.text === points),
    clock,
    clockOf: (name) => clocks.get(name) ?? null,
    // No clock is asked for: a column of another clock has its type all the same.
    rule: { clock: null },
  };
}

function clockOf({ settings }: Node<"Plan">): ClockUnit {
  const period = settings.find((setting) => setting.kind === "Period");
  return clockUnits.find((unit) => unit === period?.unit.text) ?? "month";
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
