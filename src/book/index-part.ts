import { type Builtin, builtins } from "../../grammar/builtins.ts";
import { type Code, catalogue } from "../diagnostics/catalogue.ts";
import { planWith } from "../diagnostics/problems/wording.ts";
import { type BookPlan, type Chapter, isRunnable, plansOf } from "./chapters.ts";
import { rulesOf, sectionOf, sectionsOf, tokensOf } from "./coverage.ts";
import { leadingWords, printedName, rules } from "./grammar-model.ts";
import { code, type Heading, slugOf, tableOf } from "./markdown.ts";

/** The end of the book: where each construct, each name and each problem is told of. */

/** So many sections of a construct are listed. */
const MOST_SECTIONS = 4;

/** A plan that can be run, with what it is made of, the section that it is in, and the code that the section speaks of. */
type Placed = {
  readonly text: string;
  readonly tokens: ReadonlySet<string>;
  readonly rules: ReadonlySet<string>;
  readonly section: Heading;
  readonly told: string;
  /** Whether it explains: the tour and the brochures show much, and explain little. */
  readonly explains: boolean;
};

/** `## Index`: constructs, names and problems, each with links to where they are explained. */
export function indexPart(chapters: readonly Chapter[]): string {
  const placed = placedPlans(chapters);
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

function placedPlans(chapters: readonly Chapter[]): readonly Placed[] {
  const told = new Map(sectionsOf(chapters).map(({ heading, codes }) => [heading.anchor, codes]));
  return plansOf(chapters)
    .filter(isRunnable)
    .flatMap((plan) => {
      const section = sectionOf(chapters, plan);
      if (!section) return [];
      const own = ownText(plan);
      return [
        {
          text: [plan.block.text, ...plan.block.shown].join("\n"),
          tokens: tokensOf(own),
          rules: rulesOf(own),
          section,
          told: told.get(section.anchor) ?? "",
          explains: !/five-minutes|brochures/.test(plan.chapter),
        },
      ];
    });
}

/** What a plan adds to the one that it goes on from. */
const ownText = ({ block, whole }: BookPlan): string => (block.after === null ? whole : planWith(block.text));

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

/** The sections that show something; if there are any, those of them that speak of it. */
function linksTo(words: string, placed: readonly Placed[]): string {
  const spokenOf = new RegExp(`\\b${words}\\b`);
  const best = [
    placed.filter(({ explains, told }) => explains && spokenOf.test(told)),
    placed.filter(({ explains }) => explains),
    placed,
  ].find((some) => some.length > 0);
  return [...new Map((best ?? []).map(({ section }) => [section.anchor, section.text]))]
    .slice(0, MOST_SECTIONS)
    .map(([anchor, text]) => `[${text}](#${anchor})`)
    .join(", ");
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
