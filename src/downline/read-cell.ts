import { fraction, multiply, parseDecimal } from "../base/exact.ts";
import type { Value } from "../base/value.ts";
import type { Type } from "../check/types.ts";
import { dayMessage, readDay } from "./read-day.ts";

/** A cell read as a value of a plan, or why it is none. */
export type CellReading = { readonly value: Value } | { readonly message: string };

/** What cells may name: the ranks of ladders, and the ids of people. */
export type CellNames = { readonly ranks: ReadonlyMap<string, readonly string[]>; readonly person: (id: string) => number | undefined };

const YES = ["yes", "y", "true", "1"];
const NO = ["no", "n", "false", "0"];
const HUNDREDTH = fraction(1, 100);

/** Reads a cell that is not empty. */
export function readCell(text: string, type: Type, decimalComma: boolean, names: CellNames): CellReading {
  switch (type.kind) {
    case "money":
    case "points":
    case "number":
      return readAmount(text, type.kind === "money" ? text.replace(/^(-?)\s*[$€£¥₹]\s*|\s*[$€£¥₹]$/g, "$1") : text, decimalComma);
    case "percent": {
      const sign = /\s*%$/.exec(text);
      const reading = readAmount(text, sign ? text.slice(0, sign.index) : text, decimalComma);
      if ("value" in reading && sign) return { value: multiply(reading.value as ReturnType<typeof fraction>, HUNDREDTH) };
      return "value" in reading ? reading : { message: `\`${text}\` is no percentage: write it as 5%, or as 0.05.` };
    }
    case "yes/no": {
      const word = text.toLowerCase();
      if (YES.includes(word)) return { value: true };
      return NO.includes(word) ? { value: false } : { message: `\`${text}\` is neither yes nor no.` };
    }
    case "date": {
      const reading = readDay(text);
      return "day" in reading ? { value: reading.day } : { message: dayMessage(text, reading.why) };
    }
    case "rank": {
      if (text.toLowerCase() === "none") return { value: -1 };
      const ranks = names.ranks.get(type.ladder) ?? [];
      const index = ranks.findIndex((rank) => rank.toLowerCase() === text.toLowerCase());
      return index >= 0 ? { value: index } : { message: `\`${text}\` is no rank of ${type.ladder}; its ranks are ${ranks.join(", ")}.` };
    }
    case "choice": {
      const choice = type.choices?.find((one) => one.toLowerCase() === text.toLowerCase());
      return choice !== undefined ? { value: choice } : { message: `\`${text}\` is none of ${(type.choices ?? []).join(", ")}.` };
    }
    case "person": {
      const person = names.person(text);
      return person === undefined ? { message: `Nobody has the id \`${text}\`.` } : { value: person };
    }
    case "text":
    case "duration":
    case "unknown":
      return { value: text };
  }
}

/** A plain decimal figure, with thousands marks only where they belong. */
function readAmount(cell: string, figure: string, decimalComma: boolean): CellReading {
  const plain = decimalComma ? figure.replace(/\./g, "").replace(",", ".") : figure;
  const grouped = decimalComma ? /^[-−]?\d{1,3}(\.\d{3})*(,\d+)?$|^[-−]?\d+(,\d+)?$/ : /^[-−]?\d{1,3}(,\d{3})*(\.\d+)?$|^[-−]?\d*\.?\d+$|^[-−]?\d+\.$/;
  const value = grouped.test(figure.trim()) ? parseDecimal(plain.trim().replace(/\.$/, "")) : null;
  if (value) return { value };
  if (/^[-−]?\d+,\d+$/.test(figure)) return { message: `\`${cell}\` has a decimal comma; write it with a point, as ${figure.replace(",", ".")}.` };
  return { message: `\`${cell}\` is no number.` };
}
