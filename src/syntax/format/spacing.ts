import type { IToken } from "chevrotain";
import type { WordName } from "../../../grammar/vocabulary.ts";
import type { Places } from "./places.ts";

/** Signs that have more than one spelling are printed as keyboards have them. */
const signs: Partial<Record<WordName, string>> = {
  LessOrEqual: "<=",
  GreaterOrEqual: ">=",
  NotEqual: "<>",
  Minus: "-",
  Times: "*",
};

/** A token as it is printed: figures with commas between thousands, everything else as it is written. */
export function imageOf({ image, tokenType }: IToken): string {
  const name = tokenType.name as WordName;
  if (name === "Number" || name === "Money" || name === "Percent") return withThousands(image);
  return signs[name] ?? image;
}

function withThousands(image: string): string {
  const [, before = "", whole = "", after = ""] = /^(\D*)([\d,_]+)(.*)$/u.exec(image) ?? [];
  return before + whole.replace(/[,_]/g, "").replace(/\B(?=(?:\d{3})+$)/g, ",") + after;
}

/** Tokens side by side on a line. */
export function inline(tokens: readonly IToken[], places: Places): string {
  let text = "";
  for (const [i, token] of tokens.entries())
    text += (i > 0 ? gapBetween(tokens[i - 1]!, token, places) : "") + imageOf(token);
  return text;
}

function gapBetween(before: IToken, after: IToken, places: Places): string {
  const [left, right] = [before.tokenType.name as WordName, after.tokenType.name as WordName];
  const rule = (token: IToken): string => places.of.get(token)?.rule ?? "";
  if (left === "OpenParen" || right === "CloseParen" || right === "Comma") return "";
  if (left === "Dot" || right === "Dot" || left === "Range" || right === "Range") return "";
  if (right === "OpenParen" && ["callArguments", "parameters"].includes(rule(after))) return "";
  if (right === "Colon" && ["givenColumn", "valueCell"].includes(rule(after))) return "";
  if (left === "Minus" && ["operand", "figure"].includes(rule(before))) return "";
  return " ";
}
