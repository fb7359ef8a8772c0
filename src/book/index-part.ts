import { type Builtin, builtins } from "../../grammar/builtins.ts";
import { type Code, catalogue } from "../diagnostics/catalogue.ts";
import { leadingWords, printedName, rules } from "./grammar-model.ts";
import { code, slugOf, tableOf } from "./markdown.ts";
import { linksTo, type Placed } from "./shown-in.ts";

/** The end of the book: where each construct, each name and each problem is told of. */

/** `## Index`: constructs, names and problems, each with links to where they are explained. */
export function indexPart(placed: readonly Placed[]): string {
  return [
    "## Index",
    "### Constructs",
    "By the words that they begin with: the sections that show them, and their rule in the grammar.",
    tableOf(["construct", "shown in", "grammar"], constructs(placed)),
    "### Names",
    "What is there without being declared, and where it is shown.",
    tableOf(["name", "shown in"], names(placed)),
    "### Codes of problems",
    "Each with its page: why it is told, a text that has it, and the same text put right.",
    families()
      .map(([family, codes]) => `- **${family}**: ${codes.map(problemLink).join(", ")}`)
      .join("\n"),
  ].join("\n\n");
}

const constructs = (placed: readonly Placed[]): readonly (readonly string[])[] =>
  rules
    .flatMap(({ name, piece }) => [...new Set(leadingWords(piece))].map((words) => ({ words, name })))
    .sort((a, b) => a.words.localeCompare(b.words, "en"))
    .map(({ words, name }) => [
      code(words),
      linksTo(
        words,
        placed.filter((one) => one.rules.has(name) && words.split(" ").every((word) => one.tokens.has(word))),
      ),
      `[${printedName(name)}](#${printedName(name)})`,
    ]);

const names = (placed: readonly Placed[]): readonly (readonly string[])[] =>
  [...builtins]
    .sort((a, b) => a.name.localeCompare(b.name, "en"))
    .map((builtin) => [
      code(builtin.name),
      linksTo(
        builtin.name,
        placed.filter(({ text }) => usesOf(builtin).test(text)),
      ),
    ]);

function usesOf({ kind, name }: Builtin): RegExp {
  if (kind === "function") return new RegExp(`\\b${name}\\(`);
  return new RegExp(kind === "field" ? `\\.${name}\\b` : `\\b${name}\\b`);
}

function families(): readonly (readonly [string, readonly Code[]])[] {
  const codes = (Object.keys(catalogue) as Code[]).sort();
  const familyOf = (one: Code) => one.slice(0, one.indexOf("/"));
  return [...new Set(codes.map(familyOf))].map((family) => [
    family,
    codes.filter((one) => familyOf(one) === family),
  ]);
}

const problemLink = (one: Code): string => `[${one.slice(one.indexOf("/") + 1)}](problems.md#${slugOf(one)})`;
