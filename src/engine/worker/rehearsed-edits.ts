import type { Parsed } from "../../syntax/parsed.ts";
import type { Item } from "../../syntax/syntax.ts";

/**
 * After so many edits somebody's first ones take two thirds of what they take after a dozen that bring a rule each; after
 * more of them no less.
 */
export const MOST_REHEARSALS = 40;

/** One of so many edits brings a rule to the text; the others write on those that stand there. */
const ONE_IN = 5;

/** Rules of which each has columns of its own: where a param is another all columns are made anew, which takes long. */
const RULES: ReadonlySet<Item["kind"]> = new Set<Item["kind"]>([
  ...(["Measure", "Tree", "Ranks", "Table", "Bonus", "Pool", "Limit", "Pairing", "Board"] as const),
]);

/**
 * A text as somebody could go on with it, who means the same: in each number another one. A rule comes to it that is read
 * by nobody; or one that stands there is written with more room in it, and so read, understood and made into code anew,
 * whatever kind of rule it is.
 *
 * @param parsed a text with nothing wrong in it.
 */
export function rehearsedEdit({ text, plan }: Parsed, number: number): string {
  const rules = plan.items.filter(({ kind }) => RULES.has(kind));
  const round = Math.floor(number / ONE_IN);
  if (number % ONE_IN === 0 || rules.length === 0)
    return `${text}\nmeasure rehearsed = payout${" + payout".repeat(round)}\n`;
  const written = number - round - 1;
  const { from } = rules[written % rules.length]!.span;
  const end = from + /^\w*/.exec(text.slice(from))![0].length;
  return text.slice(0, end) + " ".repeat(1 + Math.floor(written / rules.length)) + text.slice(end);
}
