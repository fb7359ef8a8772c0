import type { Progress, Work } from "../base/pieces.ts";
import type { Value } from "../base/value.ts";
import { isAmount } from "../check/types.ts";
import { evaluateUpTo } from "../meaning/evaluation.ts";
import type { Run } from "../meaning/run.ts";
import { TooMuch, tooManyForEvaluator } from "../meaning/too-much.ts";
import type { Changed } from "../runtime/machine.ts";
import { Stopped } from "../runtime/stopped.ts";
import type { PeriodColumns } from "./code/period-columns.ts";
import { type Refusal, refusalOf, type WorkedOut } from "./code/worked-out.ts";
import type { ExampleReport, FileFault } from "./protocol.ts";

/** Of so many people times periods the plain evaluator has its answer within a minute. */
const MOST_BY_EVALUATOR = 100_000;

/** Results that stand: a plan run over the people, up to and with a period. */
export type Standing = {
  readonly text: string;
  readonly run: Run;
  readonly faults: readonly FileFault[];
  readonly checkMs: number;
  /** What code has worked out; or why the plan is run by the plain evaluator. */
  worked: WorkedOut | Refusal;
  /** The columns of the period, where code has worked them out. */
  columns: PeriodColumns | null;
  /** What the plan's examples came to, as soon as somebody has asked for it. */
  examples: readonly ExampleReport[] | null;
  /** The last period that the plain evaluator has worked out; -1 where none. */
  evaluated: number;
  /** The period that is on the screen. */
  period: number;
};

/** Changes a figure in what code has worked out; null where that cannot be, and all is worked out anew. */
export function changeByCode(
  { worked, run }: Standing,
  name: string,
  person: number,
  value: Value | undefined,
): Changed | null {
  const { world, plan } = run;
  // Of several periods, those that are not in memory are worked out from what they have kept of the files.
  if (!("known" in worked) || world.periods.length > 1) return null;
  const { type, inOrders } = plan.inputs.get(name)!;
  if (!isAmount(type) || inOrders || world.summed?.has(name)) return null;
  try {
    return worked.machine.change(name, person, value);
  } catch (error) {
    if (error instanceof Stopped) return null;
    throw error;
  }
}

/** Of several periods that go before one, it is known how many are done. */
const workingOut = (now: number, upTo: number): Progress => ({
  doing: "Working everything out",
  part: upTo > 0 && now >= 0 && now <= upTo ? now / (upTo + 1) : null,
});

/** Works out the period of what stands: by code, or where that cannot be, by the plain evaluator. */
export function* workOut(standing: Standing): Work<void> {
  const { run, period } = standing;
  if ("known" in standing.worked) {
    try {
      const { machine, running } = standing.worked;
      for (const _ of running(period)) yield workingOut(machine.periodNow, period);
      run.known = standing.worked.known;
      standing.columns = standing.worked.columns;
      return;
    } catch (error) {
      // What takes code too long takes the evaluator longer.
      if (error instanceof TooMuch) throw error;
      standing.worked = refusalOf(error);
      standing.columns = null;
      run.known = null;
    }
  }
  const { because, mend } = standing.worked;
  if (mend !== undefined && run.world.size * (period + 1) > MOST_BY_EVALUATOR)
    throw tooManyForEvaluator(because, MOST_BY_EVALUATOR, mend);
  standing.evaluated = evaluateUpTo(run, period, standing.evaluated);
}

/** How many are there in the period that stands. */
export function whoIsThere({ run, period, columns }: Standing): {
  readonly people: number;
  readonly distributors: number;
} {
  if (columns) return columns.marksOf(run.world, period);
  const { joinedPeriod, customer, size } = run.world;
  let [people, customers] = [0, 0];
  for (let person = 0; person < size; person++) {
    if (joinedPeriod[person]! > period) continue;
    people++;
    customers += customer[person]!;
  }
  return { people, distributors: people - customers };
}
