import { type Exact, isZero, multiply, sum, toDecimal, whole } from "../base/exact.ts";
import { decimalsOfGrid, withThousands } from "../base/figure-text.ts";
import { moneyText } from "../base/money-text.ts";
import type { Span } from "../base/span.ts";
import type { Value } from "../base/value.ts";
import type { Type } from "../check/types.ts";
import { amountOf } from "../meaning/bonuses.ts";
import { wordOf } from "../meaning/evaluate.ts";
import { periodInWords } from "../meaning/own-periods.ts";
import type { Run } from "../meaning/run.ts";
import type { Affected } from "./affected.ts";
import type { OrderFlow } from "./order-flow.ts";
import type { Contribution, Trace } from "./trace.ts";
import type { Failing } from "./why-not.ts";

/** What is needed to put reasons into words: the plan's text, to quote rules, and what people are called. */
export type Wording = {
  readonly run: Run;
  readonly text: string;
  readonly nameOf: (person: number) => string;
};

/** A value as a sentence says it: `$12.50`, `120 PV`, `5 %`, `Silver`, `yes`. */
export function say({ run }: Wording, value: Value, type: Type): string {
  if (type.kind === "percent") return `${toDecimal(multiply(value as Exact, whole(100)))} %`;
  return wordOf(run, value, type, (amount) =>
    type.kind === "money"
      ? sayMoney(run, amount)
      : type.kind === "points"
        ? `${withThousands(toDecimal(amount))} ${type.of}`
        : withThousands(toDecimal(amount)),
  );
}

const sayMoney = ({ plan }: Run, amount: Exact): string =>
  moneyText(plan.currency, toDecimal(amount), decimalsOfGrid(plan.rounding.grid));

/** A rule as the plan writes it, on one line. */
export const quote = (
  { text }: Wording,
  { from, to }: { readonly from: number; readonly to: number },
): string => text.slice(from, to).replace(/#.*$/gm, "").replace(/\s+/g, " ").trim();

/** One line of reasons: how far it stands in, and where the plan says it (null: of the data). */
export type Sentence = {
  readonly depth: number;
  readonly text: string;
  readonly span: Span | null;
  readonly person: number | null;
};

/** The reasons of a value, one a line, parts further in; what says nothing new is left out. */
export function sentencesOf(wording: Wording, trace: Trace, depth = 0): Sentence[] {
  const rule = quote(wording, trace.span);
  const value = say(wording, trace.value, trace.type);
  if (trace.literal) return [];
  const lines: Sentence[] =
    rule === value
      ? []
      : [{ depth, text: `${rule} is ${value}`, span: trace.span, person: trace.column?.person ?? null }];
  if (trace.members) lines.push(...sentencesOfMembers(wording, trace.type, trace.members, depth + 1));
  for (const part of trace.parts) lines.push(...sentencesOf(wording, part, depth + 1));
  return lines;
}

/** How many of those who are counted are named. */
const MOST_NAMED = 8;

/** Who brought what, a line each; of those who were only counted, their names on one line. */
function sentencesOfMembers(
  wording: Wording,
  type: Type,
  { shown, others, rest }: NonNullable<Trace["members"]>,
  depth: number,
): Sentence[] {
  const line = (text: string, person: number | null): Sentence => ({ depth, text, span: null, person });
  const more = (count: number): string => `${withThousands(String(count))} more`;
  if (rest === null) {
    const named = shown.slice(0, MOST_NAMED);
    const left = others + shown.length - named.length;
    // Of one's own orders there is no name.
    if (named.length === 0 || named.some(({ order }) => order >= 0)) return [];
    const names = named.map((one) => subjectOf(wording, one, shown)).join(", ");
    return [
      line(left > 0 ? `${names} and ${more(left)}` : names, named.length === 1 ? named[0]!.person : null),
    ];
  }
  const lines = shown.map((one) =>
    line(`${subjectOf(wording, one, shown)}: ${say(wording, one.value, type)}`, one.person),
  );
  return others > 0
    ? [...lines, line(`and ${more(others)}, together ${say(wording, rest, type)}`, null)]
    : lines;
}

/** Somebody, or a period of somebody's own. */
function subjectOf({ run, nameOf }: Wording, one: Contribution, all: readonly Contribution[]): string {
  const isOneself = all.every(({ person, order }) => person === one.person && order < 0);
  const period = isOneself && all.length > 1 ? periodInWords(run, one.period) : undefined;
  return period || nameOf(one.person);
}

/** Why a condition fails: `PV >= 100: has 80 PV, 20 PV more would do`. */
export function sentenceOfFailing(wording: Wording, { span, has, needs, missing, type }: Failing): string {
  const rule = quote(wording, span);
  if (has === null || needs === null) return `${rule} does not hold`;
  const more = missing ? `; ${say(wording, missing, type)} more would do` : "";
  return `${rule}: has ${say(wording, has, type)}, needs ${say(wording, needs, type)}${more}`;
}

/** Whether an order went into a bonus in a period of another clock than the plan's own. */
export const isOtherClock = ({ plan, timeline }: Run, { period }: OrderFlow): boolean =>
  timeline.clockOf(period) !== plan.clock;

/** Where an order's money went, stop by stop. */
export function sentencesOfFlow(wording: Wording, flow: OrderFlow): string[] {
  const { run, nameOf } = wording;
  const bonus = run.plan.bonuses.get(flow.bonus)!;
  const money = (amount: Exact) => sayMoney(run, amount);
  if (flow.journeys.length === 0) return [`${bonus.title}: this order is no part of its base.`];
  const when = isOtherClock(run, flow) ? `, ${periodInWords(run, flow.period)}` : "";
  const lines = [
    `${bonus.title}${when}: of ${money(flow.ledger.offered)} offered, ${money(flow.paid)} is paid.`,
  ];
  for (const { source, base, stages } of flow.journeys) {
    lines.push(
      `  ${say(wording, base, bonus.journey!.base.type)} of ${nameOf(source)} goes up ${bonus.journey!.tree}:`,
    );
    for (const { person, what, level, rate, amount } of stages) {
      const who = nameOf(person);
      if (what === "paid")
        lines.push(`    ${who}, level ${level}: ${say(wording, rate, bonus.pays.type)}, ${money(amount)}`);
      else if (what === "not paid") lines.push(`    ${who}, level ${level}: nothing`);
      else if (what === "boundary") lines.push(`    ${who} is where it ends`);
      else lines.push(`    ${who} is passed by: ${what === "customer" ? "a customer" : "not counted"}`);
    }
  }
  for (const [reason, amount] of flow.ledger.broken)
    if (!isZero(amount)) lines.push(`  not paid, ${reason}: ${money(amount)}`);
  return lines;
}

/**
 * Whom a line of the plan is about, and what hangs on it: `` `active` is yes for 77 of 300 people. `Team` and `Match` hang
 * on it. `` The second is empty where nothing does; both are where the line is about nobody.
 */
export function sentencesOfAffected(
  wording: Wording,
  affected: Affected,
  period: number,
): { readonly who: string; readonly what: string } {
  const { run } = wording;
  const { declared, dependent, rank, through, people, there } = affected;
  if (through.length === 0) return { who: "", what: "" };
  const some = `${withThousands(String(people.length))} of ${withThousands(String(there))} ${there === 1 ? "person" : "people"}`;
  const rules = dependent.filter((name) => isNamedRule(run, name) && !through.includes(name));
  const what =
    rules.length === 0 ? "" : `${listedRules(rules)} ${rules.length === 1 ? "hangs" : "hang"} on it.`;
  if (rank) {
    const { name } = run.plan.ladders.get(rank.ladder)!.ranks[rank.rank]!;
    return { who: `\`${name}\` is the rank of ${some}.`, what };
  }
  const own = through.filter((name) => declared.includes(name));
  if (own.length === 0)
    return { who: `\`${declared.join("`, `")}\` reaches ${some}, by ${listedRules(through)}.`, what };
  const [name] = own;
  return {
    who:
      own.length === 1
        ? hasColumn(wording, name!, some, people, period)
        : `${some} have some of ${listedRules(own)}.`,
    what,
  };
}

function hasColumn(
  { run }: Wording,
  name: string,
  some: string,
  people: readonly number[],
  period: number,
): string {
  const { plan } = run;
  const bonus = plan.bonuses.get(name);
  if (plan.ladders.has(name)) return `${some} hold a rank of \`${name}\`.`;
  if (bonus?.flavour === "flow") return `\`${name}\` brings something to ${some}.`;
  if (bonus || plan.pools.has(name)) {
    const known = plan.clocks.has(name) ? undefined : run.known?.total(name, period);
    const total = known ?? sum(people.map((person) => amountOf(run, "paid", name, person, period)));
    return `\`${name}\` ${bonus?.flavour === "charge" ? "takes" : "pays"} ${sayMoney(run, total)} ${bonus?.flavour === "charge" ? "from" : "to"} ${some}.`;
  }
  const type = plan.measures.get(name)?.type ?? plan.inputs.get(name)?.type;
  return type?.kind === "yes/no" ? `\`${name}\` is yes for ${some}.` : `${some} have some \`${name}\`.`;
}

/** Rules that a sentence lists before it says how many more there are. */
const MOST_RULES = 5;

const isNamedRule = ({ plan }: Run, name: string): boolean =>
  plan.measures.has(name) || plan.ladders.has(name) || plan.bonuses.has(name) || plan.pools.has(name);

function listedRules(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  const more = quoted.length - MOST_RULES;
  return listed(more > 1 ? [...quoted.slice(0, MOST_RULES), `${more} more rules`] : quoted);
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
