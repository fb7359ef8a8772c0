import { planWith } from "../diagnostics/problems/wording.ts";
import { type Block, blocksOf } from "./blocks.ts";
import { pointAt } from "./caret.ts";
import { fenced, slugOf, tableOf } from "./markdown.ts";
import { faultsOf, problemsOf, resultsOf } from "./run-plan.ts";

/** A hand-written chapter of the book. */
export type Chapter = { readonly file: string; readonly text: string };

/** A plan of the book: its block, and the whole text that is run. */
export type BookPlan = {
  readonly chapter: string;
  readonly line: number;
  readonly block: Block;
  readonly whole: string;
};

/** The plans of all chapters, in order. */
export function plansOf(chapters: readonly Chapter[]): readonly BookPlan[] {
  const named = new Map<string, string>();
  return chapters.flatMap(({ file, text }) =>
    blocksOf(text).map((block) => {
      const line = text.slice(0, block.from).split("\n").length;
      const whole = wholeOf(block, named);
      if (whole === undefined) throw new Error(`${file}:${line} no plan before this one has that name`);
      if (block.named !== null) named.set(block.named, whole);
      return { chapter: file, line, block, whole };
    }),
  );
}

/** The text that is run: the block itself, behind the plan that it goes on from; or such a plan as it is. */
function wholeOf(block: Block, named: ReadonlyMap<string, string>): string | undefined {
  if (block.whole !== null) return named.get(block.whole);
  if (block.after === null) return underHeader(block.text);
  const before = named.get(block.after);
  return before === undefined ? undefined : `${before}\n${block.text}\n`;
}

/** A block without a header is a few lines of a plan: it stands under a small one. */
const underHeader = (text: string): string =>
  /^\s*(#.*\n\s*)*plan "/.test(text) ? `${text}\n` : planWith(text.trim());

/** Whether a plan can be run as it stands. */
export const isRunnable = ({ block }: BookPlan): boolean => block.refused === null;

/** What is wrong with a plan of the book: nothing, mostly. */
export function faultsOfPlan({ block, whole }: BookPlan): readonly string[] {
  const told = block.refused ?? block.noticed;
  if (told === null) return faultsOf(whole);
  const codes = problemsOf(whole).map(({ code }) => code);
  if (codes.join() !== told) return [`it is not told ${told} alone, but ${codes.join(", ") || "nothing"}`];
  return block.refused ? [] : faultsOf(whole).filter((fault) => !fault.includes(` ${told}: `));
}

/** A chapter as it stands in the book: beneath each plan what its fence asks for. */
export function printChapter({ file, text }: Chapter, plans: readonly BookPlan[]): string {
  let printed = "";
  let at = 0;
  for (const plan of plans.filter(({ chapter }) => chapter === file)) {
    printed += text.slice(at, plan.block.from) + printPlan(plan);
    at = plan.block.to;
  }
  return (printed + text.slice(at)).trim();
}

function printPlan(plan: BookPlan): string {
  const { block, whole } = plan;
  const told = block.refused ?? block.noticed;
  const problem = told === null ? undefined : problemsOf(whole).find(({ code }) => code === told);
  const shown = block.whole === null ? block.text : whole;
  if (!problem) return [fenced("plan", shown), ...resultTables(plan)].join("\n\n");
  const shift = whole.lastIndexOf(block.text);
  const span = { from: problem.span.from - shift, to: problem.span.to - shift };
  const link = `[${told}](problems.md#${slugOf(told!)})`;
  return [
    fenced("text", pointAt(block.text, span)),
    `> ${problem.message} (${problem.severity}: ${link})`,
    ...resultTables(plan),
  ].join("\n\n");
}

const resultTables = ({ block: { shown, only }, whole }: BookPlan): readonly string[] =>
  shown.length === 0
    ? []
    : resultsOf(whole, shown, only).map(
        ({ title, head, rows, figures }) => `*${title}*\n\n${tableOf(head, rows, figures)}`,
      );
