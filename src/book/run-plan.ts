import { check } from "../check/check.ts";
import type { CheckedExample, CheckedPlan } from "../check/checked-plan.ts";
import type { Formula } from "../check/formula.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { evaluate } from "../meaning/evaluate.ts";
import { evaluateAll } from "../meaning/evaluation.ts";
import { worldOfExample } from "../meaning/example-world.ts";
import { runExample } from "../meaning/examples.ts";
import { about } from "../meaning/run.ts";
import { parse } from "../syntax/parse.ts";
import { isFigure, printValue } from "./figures.ts";

/** What is wrong with a plan of the book, one sentence each; nothing, if it checks and all that it expects comes out. */
export function faultsOf(text: string): readonly string[] {
  const { plan, diagnostics } = check(parse(text));
  const noticed = diagnostics.map(({ severity, code, message }) => `${severity} ${code}: ${message}`);
  if (!plan) return noticed;
  if (plan.examples.length === 0) return [...noticed, "the plan has no example"];
  return [
    ...noticed,
    ...plan.examples.flatMap((example) => {
      const { failures, passed } = runExample(plan, example);
      if (passed === 0 && failures.length === 0) return [`the example "${example.title}" expects nothing`];
      return failures.map(({ message }) => `the example "${example.title}" fails. ${message}`);
    }),
  ];
}

export const problemsOf = (text: string): readonly Diagnostic[] => check(parse(text)).diagnostics;

/** A table of results: for each person, or for each period and case, some columns. */
export type Results = {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly figures: readonly boolean[];
};

/**
 * What an example of a plan comes to. A shown column is of everybody (`Title`, `gross(Team)`, `counted(500)`), which
 * gives a row a person; or of somebody or the company (`Ann.Title`, `sum(Team in company)`), which gives a row a period.
 *
 * The columns are put into the example as one more line of expectations, each equal to itself: so they are checked as
 * any other expression, and their formulas are read back.
 */
export function resultsOf(text: string, shown: readonly string[], only: string | null): readonly Results[] {
  return parse(text)
    .plan.items.filter((item) => item.kind === "Example")
    .filter(({ title }) => only === null || title.text === only)
    .map(({ title, span }) => {
      const { plan } = check(parse(text));
      const people = plan!.examples.find((example) => example.title === title.text)!.people.map(asWritten);
      const ofEverybody = shown.every((column) => !isOfSomebody(column, people));
      const asked = ofEverybody
        ? people.flatMap((person) => shown.map((column) => columnOf(person, column)))
        : shown;
      const brace = span.to - 1;
      const line = `expect ${asked.map((expression) => `${expression} = ${expression}`).join(", ")}\n`;
      const asking = `${text.slice(0, brace)}\n  ${line}${text.slice(brace)}`;
      const { plan: asks, diagnostics } = check(parse(asking));
      if (!asks)
        throw new Error(`"${title.text}" cannot show ${shown.join(", ")}: ${diagnostics[0]?.message}`);
      const example = asks.examples.find((one) => one.title === title.text)!;
      return tabulate(asks, example, asked.length, shown, ofEverybody, moneySignOf(text));
    });
}

const asWritten = ({ name }: { readonly name: string }): string =>
  /^[\p{L}][\p{L}\p{N}_]*$/u.test(name) ? name : `"${name}"`;

const isOfSomebody = (column: string, people: readonly string[]): boolean =>
  / in company\b/.test(column) ||
  /^(offered|broken)\(/.test(column) ||
  people.some((person) => new RegExp(`(^|[( ])${person}\\.`).test(column));

function columnOf(person: string, column: string): string {
  const stage = /^(gross|earned|paid)\((.+)\)$/.exec(column);
  return stage ? `${stage[1]}(${person}.${stage[2]})` : `${person}.${column}`;
}

/** The currency sign that the plan is written with. */
const moneySignOf = (text: string): string => /\p{Sc}/u.exec(text)?.[0] ?? "$";

function tabulate(
  plan: CheckedPlan,
  example: CheckedExample,
  asked: number,
  shown: readonly string[],
  ofEverybody: boolean,
  moneySign: string,
): Results {
  const severalRuns = example.runs.length > 1;
  const severalPeriods = example.periods.length > 1;
  const rows: string[][] = [];
  let formulas: readonly Formula[] = [];
  for (const { label, given, expectations } of example.runs) {
    const lastPeriod = example.periods.length - 1;
    const run = evaluateAll(plan, worldOfExample(plan, example, given), lastPeriod);
    formulas = expectations.slice(-asked).map(({ condition }) => {
      if (condition.kind !== "Compare") throw new Error(`"${example.title}": not a column`);
      return condition.left;
    });
    const print = (formula: Formula, period: number) =>
      printValue(run, evaluate(run, formula, about(-1, period)), formula.type, moneySign);
    example.periods.forEach((periodLabel, period) => {
      const lead = [...(severalRuns ? [label] : []), ...(severalPeriods ? [periodLabel] : [])];
      if (!ofEverybody) rows.push([...lead, ...formulas.map((formula) => print(formula, period))]);
      else
        example.people.forEach(({ name }, person) => {
          const own = formulas.slice(person * shown.length, (person + 1) * shown.length);
          rows.push([...lead, name, ...own.map((formula) => print(formula, period))]);
        });
    });
  }
  const lead = [
    ...(severalRuns ? ["case"] : []),
    ...(severalPeriods ? ["period"] : []),
    ...(ofEverybody ? [""] : []),
  ];
  return {
    title: example.title,
    head: [...lead, ...shown.map((column) => `\`${column}\``)],
    rows,
    figures: [...lead.map(() => false), ...formulas.slice(0, shown.length).map(({ type }) => isFigure(type))],
  };
}
