import { planWith } from "../diagnostics/problems/wording.ts";
import { type BookPlan, type Chapter, isRunnable, plansOf } from "./chapters.ts";
import { rulesOf, sectionOf, sectionsOf, tokensOf } from "./coverage.ts";
import type { Heading } from "./markdown.ts";

/** Where something of the language is shown: the sections with a plan that has it, and that can be run. */

/** So many sections of a construct are listed. */
const MOST_SECTIONS = 4;

/** A plan that can be run, with what it is made of, the section that it is in, and the code that the section speaks of. */
export type Placed = {
  readonly text: string;
  readonly tokens: ReadonlySet<string>;
  readonly rules: ReadonlySet<string>;
  readonly section: Heading;
  readonly told: string;
  /** Whether it explains: the tour and the brochures show much, and explain little. */
  readonly explains: boolean;
};

/** The plans that can be run, each with the section that it stands in. */
export function placedPlans(chapters: readonly Chapter[]): readonly Placed[] {
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

/** The sections that show something; if there are any, those of them that speak of it. */
export function linksTo(words: string, placed: readonly Placed[]): string {
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
