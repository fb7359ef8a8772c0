import { toDecimal } from "../base/exact.ts";
import { decimalsOfGrid, withThousands } from "../base/figure-text.ts";
import { moneyText } from "../base/money-text.ts";
import type { Span } from "../base/span.ts";
import type { CheckedExample, CheckedPlan, Expectation } from "../check/checked-plan.ts";
import type { Formula } from "../check/formula.ts";
import { evaluate, wordOf } from "./evaluate.ts";
import { evaluateAll } from "./evaluation.ts";
import { worldOfExample } from "./example-world.ts";
import { about, type Run } from "./run.ts";
import { TooMuch } from "./too-much.ts";

/** How one example of a plan came out. */
export type ExampleResult = {
  readonly title: string;
  readonly span: Span;
  readonly passed: number;
  readonly failures: readonly ExampleFailure[];
};
/** `message`: one sentence, what was expected and what it is. */
export type ExampleFailure = { readonly span: Span; readonly message: string };

/** Runs an example, case by case, and holds it to what it expects and to what the plan ensures. */
export function runExample(plan: CheckedPlan, example: CheckedExample): ExampleResult {
  const failures: ExampleFailure[] = [];
  let passed = 0;
  for (const { label, given, expectations } of example.runs) {
    const lastPeriod = example.periods.length - 1;
    let run: Run;
    try {
      run = evaluateAll(plan, worldOfExample(plan, example, given), lastPeriod);
    } catch (error) {
      if (!(error instanceof TooMuch)) throw error;
      failures.push({ span: example.span, message: error.message });
      continue;
    }
    const ensured = plan.ensures.map(
      ({ span, condition }): Expectation => ({
        span,
        period: lastPeriod,
        condition,
        text: "what the plan ensures",
      }),
    );
    for (const expectation of [...expectations, ...ensured]) {
      if (evaluate(run, expectation.condition, about(-1, expectation.period))) passed++;
      else failures.push({ span: expectation.span, message: sentence(run, example, label, expectation) });
    }
  }
  return { title: example.title, span: example.span, passed, failures };
}

function sentence(
  run: Run,
  example: CheckedExample,
  label: string,
  { condition, period, text }: Expectation,
): string {
  const where = [
    label === "" ? null : `case ${label}`,
    example.periods.length > 1 ? `period ${example.periods[period]}` : null,
  ].filter((part) => part !== null);
  const place = where.length > 0 ? `In ${where.join(", ")}: ` : "";
  return `${place}expected ${text}, ${found(run, condition, period)}.`;
}

/** What the left side of a comparison really is; of other conditions only that they do not hold. */
function found(run: Run, condition: Formula, period: number): string {
  if (condition.kind === "Logic" && condition.op === "and") {
    const failing = [condition.left, condition.right].find((part) => !evaluate(run, part, about(-1, period)));
    return found(run, failing ?? condition.left, period);
  }
  if (condition.kind !== "Compare") return "which does not hold";
  const value = evaluate(run, condition.left, about(-1, period));
  return `and it is ${printed(run, value, condition.left)}`;
}

const printed = (run: Run, value: ReturnType<typeof evaluate>, { type }: Formula): string => {
  if (type.kind === "percent" && typeof value === "object" && value !== null && "n" in value)
    return `${toDecimal({ n: BigInt(value.n) * 100n, d: value.d })}%`;
  const { currency, rounding } = run.plan;
  return wordOf(run, value, type, (amount) =>
    type.kind === "money"
      ? moneyText(currency, toDecimal(amount), decimalsOfGrid(rounding.grid))
      : withThousands(toDecimal(amount)),
  );
};
