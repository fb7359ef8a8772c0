import { type Exact, isZero } from "../base/exact.ts";
import { MONEY } from "../check/types.ts";
import { amountOf } from "../meaning/bonuses.ts";
import { periodInWords, periodsBehind } from "../meaning/own-periods.ts";
import { type Sentence, say, sentencesOf, type Wording } from "./sentences.ts";
import { traceColumn } from "./trace.ts";

/**
 * The reasons of a column of somebody, in words: of a bonus by another clock those of each of its periods in which it came
 * to something, or of the last one, where it came to nothing in any.
 */
export function reasonsOf(
  wording: Wording,
  name: string,
  person: number,
  period: number,
  depth = 0,
): Sentence[] {
  const { run } = wording;
  const own = periodsBehind(run, name, period);
  const reasonsIn = (one: number, deep: number): Sentence[] => {
    const reasons = traceColumn(run, name, person, one);
    return reasons ? sentencesOf(wording, reasons, deep) : [];
  };
  if (own.length === 1 && own[0] === period) return reasonsIn(period, depth);
  const isBonus = run.plan.bonuses.has(name) || run.plan.pools.has(name);
  const amountIn = (one: number): Exact | null =>
    isBonus ? amountOf(run, "gross", name, person, one) : null;
  const isNothing = (amount: Exact | null) => amount !== null && isZero(amount);
  const told = own.filter((one) => !isNothing(amountIn(one)));
  return (told.length > 0 ? told : own.slice(-1)).flatMap((one) => {
    const lines = reasonsIn(one, depth + 1);
    if (lines.length === 0) return [];
    const amount = amountIn(one);
    const what = amount && `: ${say(wording, amount, run.plan.bonuses.get(name)?.type ?? MONEY)}`;
    return [
      { depth, text: `in ${periodInWords(run, one)}${what ?? ""}`, span: null, person: null },
      ...lines,
    ];
  });
}
