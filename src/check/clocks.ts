import { type ClockUnit, clockUnits } from "../base/calendar.ts";
import { diagnose } from "../diagnostics/diagnostic.ts";
import type { Expr, Item, Name, Node } from "../syntax/syntax.ts";
import type { Context, Scope } from "./context.ts";
import { visit } from "./expressions-in.ts";

const clockOfWord: Readonly<Record<Node<"Clock">["word"], ClockUnit>> = {
  daily: "day",
  weekly: "week",
  monthly: "month",
  quarterly: "quarter",
  yearly: "year",
};

/** How a clock is called before a declaration, and as a group of periods. */
export const adverbOf: Readonly<Record<ClockUnit, string>> = {
  day: "daily",
  week: "weekly",
  month: "monthly",
  quarter: "quarterly",
  year: "yearly",
};

const clocked = new Set<Item["kind"]>(["Measure", "Ranks", "Bonus", "Pool", "Limit", "Pairing", "Board"]);

/** The clock that a declaration runs by. */
export const clockOfItem = (item: Item, own: ClockUnit): ClockUnit =>
  item.clock ? clockOfWord[item.clock.word] : own;

/** The clock of every column that has one. Inputs, params, tables and trees have none. */
export function clocksOf(items: readonly Item[], own: ClockUnit): Map<string, ClockUnit> {
  const clocks = new Map<string, ClockUnit>();
  for (const item of items)
    if (clocked.has(item.kind) && "name" in item && !clocks.has(item.name.text))
      clocks.set(item.name.text, clockOfItem(item, own));
  return clocks;
}

/** Reports a clock where it means nothing. */
export function checkClockWord(context: Context, item: Item): void {
  if (item.clock && !clocked.has(item.kind))
    context.report(diagnose("clock/not-here", item.clock.span, { word: item.clock.word }));
}

const isLonger = (a: ClockUnit, b: ClockUnit): boolean => clockUnits.indexOf(a) > clockUnits.indexOf(b);

/** The clock of the rule at a place; null where everything may be read. */
export const readerClock = (context: Context, scope: Scope): ClockUnit | null =>
  scope.clock ?? context.rule.clock;

/** Reports a column of another clock that is read as if it were of the rule's own. Amounts add up by themselves. */
export function checkClockOfColumn(context: Context, name: Name, scope: Scope): void {
  const own = context.clockOf(name.text);
  const reader = readerClock(context, scope);
  if (!own || !reader || own === reader) return;
  const { bonuses, pools } = context.declarations;
  if (isLonger(own, reader))
    context.report(
      diagnose("clock/longer", name.span, { name: name.text, own: adverbOf[own], reader: adverbOf[reader] }),
    );
  else if (!bonuses.has(name.text) && !pools.has(name.text))
    context.report(
      diagnose("clock/shorter", name.span, {
        name: name.text,
        own: adverbOf[own],
        reader: adverbOf[reader],
        group: `${own}s`,
      }),
    );
}

/** The longest clock that an expression reads beyond the rule's own: what `previous` and `so_far` go to. */
export function longerClockIn(context: Context, expr: Expr, scope: Scope): ClockUnit | null {
  const reader = readerClock(context, scope);
  let longest: ClockUnit | null = null;
  visit(expr, (inner) => {
    if (inner.kind !== "Path") return;
    for (const { name } of inner.steps) {
      const own = context.clockOf(name.text);
      if (own && reader && isLonger(own, longest ?? reader)) longest = own;
    }
  });
  return longest;
}

const clockOfGroup: Readonly<Record<string, ClockUnit>> = {
  days: "day",
  weeks: "week",
  months: "month",
  years: "year",
};

/** The clock of a group such as `weeks`; null, and reported, where it is not shorter than the rule's own. */
export function clockOfShorterGroup(context: Context, group: Node<"Group">, scope: Scope): ClockUnit | null {
  const clock = clockOfGroup[group.base]!;
  const reader = readerClock(context, scope) ?? context.clock;
  if (isLonger(reader, clock)) return clock;
  context.report(diagnose("clock/group", group.span, { group: group.base, reader: adverbOf[reader] }));
  return null;
}
