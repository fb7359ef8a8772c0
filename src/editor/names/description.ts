import { builtins } from "../../../grammar/builtins.ts";
import { T, type TokenName } from "../../../grammar/tokens.ts";
import { vocabulary, type WordName } from "../../../grammar/vocabulary.ts";
import type { Span } from "../../base/span.ts";
import { nameOfType, type Type } from "../../check/types.ts";
import type { Item } from "../../syntax/syntax.ts";
import type { Known } from "../known.ts";
import { declarationOf, type Mention, type Target } from "./mentions.ts";

/** What is told of a name or a word, wherever somebody asks: over the text, and beside a list of completions. */
export type Description = {
  /** What it is: `measure GV`. */
  readonly title: string;
  /** `points of PV`; empty where it is no value. */
  readonly type: string;
  /** The line that defines it, or how it is written. */
  readonly code: string;
  /** One sentence: the remark beside the definition, or what the language says. */
  readonly doc: string;
};

const itemWords: Readonly<Record<Item["kind"], string>> = {
  Input: "input",
  Param: "param",
  Measure: "measure",
  Tree: "tree",
  Ranks: "ranks",
  Table: "table",
  Bonus: "bonus",
  Pool: "pool",
  Limit: "limit",
  Pairing: "pairing",
  Board: "board",
  Ensure: "ensure",
  Example: "example",
};

/** What something that is declared is called: `measure`, `flow`. */
export const wordOfItem = (item: Item): string =>
  item.kind === "Bonus" ? item.flavour : itemWords[item.kind];

/** Describes what a name stands for. */
export function describe(known: Known, target: Target, type: Type | null = null): Description | null {
  const { declarations, inference } = known.context;
  const declaration = declarationOf(known, target);
  const code = declaration ? lineOf(known.text, declaration.span) : "";
  const doc = declaration ? remarkOf(known, declaration) : "";
  const { name, of } = target;
  switch (target.kind) {
    case "declared": {
      const item = declaration?.site.item;
      if (!item) return null;
      return {
        title: `${wordOfItem(item)} ${name}`,
        type: typeText(typeOfDeclared(known, item, name)),
        code,
        doc,
      };
    }
    case "parameter": {
      const index = parametersOf(declaration?.site.item ?? null).indexOf(name);
      const found = type ?? inference.parameterTypes(of)[index] ?? null;
      return { title: `${name}, given to ${of}`, type: typeText(found), code, doc: "" };
    }
    case "rank":
      return { title: `${name}, a rank of ${of}`, type: "", code: withHeading(known, of, code), doc };
    case "fact": {
      const column = declarations.ladders
        .get(of)
        ?.head?.cells.findIndex(
          (cell) =>
            cell !== null &&
            cell.span.from <= (declaration?.span.from ?? -1) &&
            cell.span.to >= (declaration?.span.to ?? 0),
        );
      const found = column === undefined || column < 0 ? null : inference.headerType(of, column);
      return { title: `${name}, which every rank of ${of} has`, type: typeText(found), code, doc };
    }
    case "choice":
      return { title: `${name}, a choice of ${of}`, type: "", code, doc };
    case "person":
      return { title: `${name}, somebody of this example`, type: "", code, doc };
    case "builtin":
      return describeBuiltin(name, inference.typeOf(name));
  }
}

/** Describes a word, a sign or a figure of the language. */
export function describeToken(token: TokenName): Description | null {
  if (!(token in vocabulary) || token === "Comment" || token === "Name" || token === "Quoted") return null;
  const { doc, reserved, pattern } = vocabulary[token as WordName];
  const title =
    reserved === "no word"
      ? typeof pattern === "string"
        ? pattern
        : (T[token].LABEL ?? token).replaceAll("`", "")
      : token;
  return { title, type: "", code: "", doc };
}

export function describeBuiltin(name: string, type: Type | null = null): Description | null {
  const builtin = builtins.find((one) => one.name === name);
  if (!builtin) return null;
  const code = builtin.signature === name ? "" : builtin.signature;
  return { title: name, type: builtin.kind === "column" ? typeText(type) : "", code, doc: builtin.doc };
}

function typeText(type: Type | null): string {
  if (!type || type.kind === "unknown") return "";
  return type.kind === "choice" && type.choices ? `one of ${type.choices.join(", ")}` : nameOfType(type);
}

function typeOfDeclared({ context }: Known, item: Item, name: string): Type | null {
  if (item.kind === "Table") return context.inference.tableType(name);
  return item.kind === "Board" || item.kind === "Pairing" ? null : context.inference.typeOf(name);
}

const parametersOf = (item: Item | null): readonly string[] =>
  item?.kind === "Measure" || item?.kind === "Table" ? item.parameters.map(({ text }) => text) : [];

/** The text of a line, without what stands around it and without its remark. */
function lineOf(text: string, { from }: Span): string {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const end = text.indexOf("\n", from);
  return withoutRemark(text.slice(start, end < 0 ? text.length : end))
    .replaceAll(/ {2,}/g, " ")
    .trim();
}

/** A `#` in quotes is none: titles may have one. */
const withoutRemark = (line: string): string => /^(?:[^"#]|"[^"]*")*/.exec(line)![0];

/** A row of a table says little without its heading. */
function withHeading({ context, text }: Known, ladder: string, row: string): string {
  const head = context.declarations.ladders.get(ladder)?.head;
  return head && row !== "" ? `${lineOf(text, head.span)}\n${row}` : row;
}

/** What the author says of it: the remark behind the line, or the remarks right above. */
function remarkOf({ text, concrete }: Known, { span }: Mention): string {
  const lineStart = text.lastIndexOf("\n", span.from - 1) + 1;
  const lineEnd = text.indexOf("\n", span.from);
  const behind = concrete.comments.find(
    (comment) => comment.startOffset > span.to && (lineEnd < 0 || comment.startOffset < lineEnd),
  );
  if (behind) return words(behind.image);
  const above: string[] = [];
  const lines = text.slice(0, lineStart).split("\n").slice(0, -1);
  for (let line = lines.pop(); line !== undefined && /^\s*#/.test(line); line = lines.pop())
    above.unshift(words(line));
  return above.join(" ");
}
const words = (comment: string): string => comment.replace(/^\s*(?:#+|\/\/)\s*/, "").trim();
