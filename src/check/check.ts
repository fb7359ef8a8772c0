import type { Span } from "../base/span.ts";
import type { Code } from "../diagnostics/catalogue.ts";
import { type Diagnostic, diagnose } from "../diagnostics/diagnostic.ts";
import { inItsFirstPlace } from "../syntax/moved.ts";
import type { Parsed } from "../syntax/parsed.ts";
import type { Item } from "../syntax/syntax.ts";
import { checkFiguresForAllTime } from "./by-day.ts";
import { type KnownItem, knownOf, remember } from "./checked-again.ts";
import type { CheckedPlan } from "./checked-plan.ts";
import { clocksOf } from "./clocks.ts";
import type { Context } from "./context.ts";
import { reportOtherCurrencies } from "./currencies.ts";
import { type Declarations, declare } from "./declarations.ts";
import { dependenciesOf } from "./dependencies.ts";
import { doubtsOf } from "./doubts/doubts.ts";
import { checkHeader } from "./header.ts";
import { infer } from "./inference.ts";
import { checkItem } from "./item.ts";
import { reportColumnsAsFacts } from "./ladders.ts";
import { checkOtherMoments } from "./other-moments.ts";
import { checkOwnArguments } from "./own-arguments.ts";
import { partsOf, placed, regardlessOfPlaces } from "./parts.ts";
import { stratify } from "./strata.ts";

/**
 * A plan where nothing is wrong, and everything that was noticed. What is probably not meant is looked for when somebody
 * asks what was noticed: the plan can be run meanwhile, and who wants nothing but the plan does not wait for it.
 */
export type Checked = { readonly plan: CheckedPlan | null; readonly diagnostics: readonly Diagnostic[] };

/**
 * Understands a parsed plan: resolves every name, gives every value its unit, and orders the rules so that each stands
 * behind what it needs. All problems of the text are found at once; a plan comes out only where none is an error.
 */
export function check(parsed: Parsed): Checked {
  const { plan, told } = checkRules(parsed);
  let diagnostics: readonly Diagnostic[] | null = null;
  return {
    plan,
    get diagnostics() {
      diagnostics ??= withDoubts(plan, parsed, told);
      return diagnostics;
    },
  };
}

function withDoubts(
  plan: CheckedPlan | null,
  parsed: Parsed,
  told: readonly Diagnostic[],
): readonly Diagnostic[] {
  const doubts = plan ? wherePlaced(plan, (one) => doubtsOf(one, parsed.text)) : [];
  return inTextOrder([...parsed.diagnostics, ...told, ...doubts]);
}

/** What there is to say of a plan, with the places where it stands now: nearly always that is nothing. */
function wherePlaced(
  plan: CheckedPlan,
  find: (plan: CheckedPlan) => readonly Diagnostic[],
): readonly Diagnostic[] {
  const somewhere = regardlessOfPlaces(plan);
  const found = find(somewhere);
  return found.length === 0 || somewhere === plan ? found : find(plan);
}

/** The same without doubts. What was understood of the text before, and is the same in this one, is not checked again. */
function checkRules(parsed: Parsed): {
  readonly plan: CheckedPlan | null;
  readonly told: readonly Diagnostic[];
} {
  const found: Diagnostic[] = [];
  const report = (problem: Diagnostic) => void found.push(problem);
  const { items, settings } = parsed.plan;
  const first = items.map(inItsFirstPlace);
  const isRead = items.every((item, i) => item === first[i]);
  const atFirst = isRead ? null : { ...parsed.plan, items: first };
  const declarations = atPlaces(atFirst, () => parsed.plan, report, declare);
  const header = checkHeader(parsed.plan, report);
  reportOtherCurrencies(parsed.plan, parsed.text, report);
  const clocks = clocksOf(first, header.clock);
  const context: Context = {
    text: parsed.text,
    declarations,
    inference: infer(declarations, first),
    report,
    used: new Set(),
    hasWorth: (points) => header.worth.has(points),
    clock: header.clock,
    clockOf: (name) => clocks.get(name) ?? null,
    rule: { clock: header.clock },
  };

  const before = knownOf(settings, first, context.inference);
  const known = new Map<Item, KnownItem>();
  const understood = items.map((item, i) => {
    const { told, ...one } = before.get(first[i]!) ?? understand(context, item);
    if (told.length === 0) known.set(first[i]!, { ...one, told });
    return one;
  });
  if (parsed.diagnostics.length === 0)
    remember(settings, { items: first, inference: context.inference, known });
  for (const { used } of understood) for (const name of used) context.used.add(name);
  const checked = understood.map((one) => one.checked);
  const moves = understood.map((one, i) => items[i]!.span.from - one.item.span.from);
  const title = parsed.plan.title?.text ?? "";
  const rules: CheckedPlan = { title, ...header, ...partsOf(checked), clocks, passes: [] };
  const atTheirs = (): CheckedPlan => placed(rules, checked, moves);
  const elsewhere = moves.some((by) => by !== 0) ? rules : null;
  const passes = atPlaces(elsewhere, atTheirs, report, (plan, tell) => stratify(dependenciesOf(plan), tell));
  if (found.every(({ severity }) => severity !== "error"))
    atPlaces(elsewhere, atTheirs, report, (plan, tell) => {
      checkFiguresForAllTime(plan, tell);
      checkOwnArguments(plan, tell);
      checkOtherMoments(plan, tell);
    });
  const declared = () => (isRead ? declarations : declare(parsed.plan, () => {}));
  atPlaces(isRead ? null : declarations, declared, report, (all, tell) => {
    reportUnused(all, context.used, tell);
    reportColumnsAsFacts(all, context.used, tell);
  });

  const faultless = [...parsed.diagnostics, ...found].every(({ severity }) => severity !== "error");
  return {
    plan: faultless ? placed({ ...rules, passes }, checked, moves) : null,
    told: found.filter(({ code, span }) => !lostParts.has(code) || !isUnread(parsed, span)),
  };
}

/** A declaration by itself, and what there is to say of it. */
function understand(context: Context, item: Item): KnownItem {
  const [told, used]: [Diagnostic[], Set<string>] = [[], new Set()];
  const report = (problem: Diagnostic): void => {
    told.push(problem);
    context.report(problem);
  };
  return { item, checked: checkItem({ ...context, report, used }, item), used, told };
}

/**
 * Looks for problems where declarations stood when they were read, and where there is something to say once more where
 * they stand now: that is rare, and only then anybody has to know of all places. `before`: null where nothing has moved.
 */
function atPlaces<From, Found>(
  before: From | null,
  now: () => From,
  report: (problem: Diagnostic) => void,
  look: (from: From, report: (problem: Diagnostic) => void) => Found,
): Found {
  let isTold = before === null;
  const found =
    before &&
    look(before, () => {
      isTold = true;
    });
  return isTold ? look(now(), report) : found!;
}

/** Parts that a declaration lacks: where some of it could not be read, nobody knows whether it does. */
const lostParts: ReadonlySet<Code> = new Set(["bonus/pays-missing", "pool/part-missing", "group/missing"]);

/** Whether something of the declaration around a place could not be read. */
function isUnread({ plan, diagnostics }: Parsed, at: Span): boolean {
  const item = plan.items.find(({ span }) => span.from <= at.from && at.to <= span.to);
  const next = item && plan.items[plan.items.indexOf(item) + 1];
  const end = next?.span.from ?? Number.POSITIVE_INFINITY;
  return diagnostics.some(
    ({ code, span }) =>
      code === "syntax/unexpected" && item && item.span.from <= span.from && span.from < end,
  );
}

/** By place; of several with one code at one place, one is enough. */
function inTextOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics
    .filter(({ code, span, message }) => {
      const key = `${code} ${span.from} ${span.to} ${message}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .sort((a, b) => a.span.from - b.span.from || a.span.to - b.span.to);
}

/** What nothing reads: params and tables, which have no other use. */
function reportUnused(
  declarations: Declarations,
  used: ReadonlySet<string>,
  report: (problem: Diagnostic) => void,
): void {
  for (const [what, map] of [
    ["param", declarations.params],
    ["table", declarations.tables],
  ] as const)
    for (const [name, { name: declared }] of map)
      if (!used.has(name)) report(diagnose("name/unused", declared.span, { name, what }));
}
