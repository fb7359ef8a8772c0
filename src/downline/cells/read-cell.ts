import { compare, fraction, multiply, ONE } from "../../base/exact.ts";
import type { Value } from "../../base/value.ts";
import type { Type } from "../../check/types.ts";
import { quoted } from "../faults.ts";
import type { Limits } from "../limits.ts";
import { bareFigure, type FigureStyle, readFigure } from "./figures.ts";
import { readDay } from "./read-day.ts";

/** A cell read as a value of a plan, or a sentence that says why it is none. */
export type CellReading = { readonly value: Value } | { readonly message: string };

/** What stands around a cell: how its column writes figures, and the names that cells may hold. */
export type CellContext = {
  readonly figures: FigureStyle;
  readonly ranks: ReadonlyMap<string, readonly string[]>;
  readonly person: (id: string) => number | undefined;
  readonly limits: Limits;
};

const YES = ["yes", "y", "true", "1"];
const NO = ["no", "n", "false", "0"];
const HUNDREDTH = fraction(1, 100);

/** Reads a cell that is not empty, as the type that the plan gives its column. */
export function readCell(text: string, type: Type, context: CellContext): CellReading {
  switch (type.kind) {
    case "money":
      return readFigure(text, /%$/.test(text) ? text : bareFigure(text), context.figures);
    case "points":
    case "number":
      return readFigure(text, text, context.figures);
    case "percent":
      return readPercent(text, context);
    case "yes/no": {
      const word = text.toLowerCase();
      if (YES.includes(word)) return { value: true };
      return NO.includes(word)
        ? { value: false }
        : { message: `${quoted(text)} is neither yes nor no; write one of them.` };
    }
    case "date": {
      const reading = readDay(text, context.limits);
      return "day" in reading ? { value: reading.day } : reading;
    }
    case "rank": {
      const ranks = context.ranks.get(type.ladder) ?? [];
      const index = ranks.findIndex((rank) => sameWord(rank, text));
      if (index >= 0) return { value: index };
      // A person without a rank is written so in results, which come back as files.
      if (sameWord(text, "none")) return { value: -1 };
      return { message: `${quoted(text)} is not a rank of ${type.ladder}; its ranks are ${listed(ranks)}.` };
    }
    case "choice": {
      const choice = type.choices?.find((one) => sameWord(one, text));
      if (choice !== undefined) return { value: choice };
      return {
        message: `${quoted(text)} is not a choice of this column; write ${listed(type.choices ?? [], "or")}.`,
      };
    }
    case "person": {
      const person = context.person(text);
      return person === undefined
        ? { message: `Nobody in the file has the id ${quoted(text)}.` }
        : { value: person };
    }
    case "text":
    case "duration":
    case "unknown":
      return { value: text };
  }
}

/**
 * `5%` is 0.05, and so is a bare `0.05`, as spreadsheets keep percentages. A bare figure above 1 is mostly meant to have
 * a sign, and sometimes is not: nobody but the writer can tell.
 */
function readPercent(text: string, { figures }: CellContext): CellReading {
  const sign = /\s*%$/.exec(text);
  const reading = readFigure(text, sign ? text.slice(0, sign.index) : text, figures);
  if ("message" in reading) return reading;
  if (sign) return { value: multiply(reading.value, HUNDREDTH) };
  if (compare(reading.value, ONE) <= 0 && compare(reading.value, fraction(-1, 1)) >= 0) return reading;
  return { message: `${quoted(text)} may be ${text}% or a hundred times that; write the percent sign.` };
}

const sameWord = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const WORDS_IN_A_SENTENCE = 12;

function listed(words: readonly string[], last = "and"): string {
  if (words.length === 0) return "none";
  const shown = words.slice(0, WORDS_IN_A_SENTENCE);
  if (words.length > shown.length) return `${shown.join(", ")} and ${words.length - shown.length} more`;
  return shown.length === 1 ? shown[0]! : `${shown.slice(0, -1).join(", ")} ${last} ${shown.at(-1)}`;
}
