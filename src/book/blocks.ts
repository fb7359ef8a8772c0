import type { Code } from "../diagnostics/catalogue.ts";

/**
 * A fenced block of a chapter that is a plan, and what its fence asks for:
 *
 *     ```plan                            it checks, and its examples pass
 *     ```plan show GV, Title             and these columns of its people are printed beneath
 *     ```plan show Ann.Team for "page 3" of one example only, here a row a period
 *     ```plan named start                other blocks may go on from it
 *     ```plan after start                it stands behind that plan
 *     ```plan whole start                that plan is printed here in one piece
 *     ```plan noticed group/heads-only   it runs, and is told exactly this
 *     ```plan refused unit/mismatch      it does not run, and this is what is wrong with it
 */
export type Block = {
  readonly text: string;
  readonly named: string | null;
  readonly after: string | null;
  readonly whole: string | null;
  readonly noticed: Code | null;
  readonly refused: Code | null;
  readonly shown: readonly string[];
  readonly only: string | null;
  /** Where it stands in its chapter, fences included. */
  readonly from: number;
  readonly to: number;
};

const FENCE = /^```plan(.*)\n([\s\S]*?)^```$/gm;
const INFO =
  /^(?: named (?<named>\w+))?(?: after (?<after>\w+))?(?: whole (?<whole>\w+))?(?: noticed (?<noticed>\S+))?(?: refused (?<refused>\S+))?(?: show (?<shown>.+?))?(?: for "(?<only>[^"]*)")?$/;

/** The plans of a chapter, in order. */
export function blocksOf(chapter: string): readonly Block[] {
  return [...chapter.matchAll(FENCE)].map((match) => {
    const info = INFO.exec(match[1]!.trimEnd());
    if (!info) throw new Error(`\`\`\`plan${match[1]}: no fence of the book`);
    const { named, after, whole, noticed, refused, shown, only } = info.groups!;
    return {
      text: match[2]!.trimEnd(),
      named: named ?? null,
      after: after ?? null,
      whole: whole ?? null,
      noticed: (noticed ?? null) as Code | null,
      refused: (refused ?? null) as Code | null,
      shown: shown ? splitColumns(shown) : [],
      only: only ?? null,
      from: match.index,
      to: match.index + match[0].length,
    };
  });
}

/** Columns are parted by commas outside of parentheses. */
function splitColumns(shown: string): readonly string[] {
  const columns = [""];
  let depth = 0;
  for (const sign of shown) {
    if (sign === "(") depth++;
    if (sign === ")") depth--;
    if (sign === "," && depth === 0) columns.push("");
    else columns[columns.length - 1] += sign;
  }
  return columns.map((column) => column.trim());
}
