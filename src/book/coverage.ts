import type { CstNode } from "chevrotain";
import type { WordName } from "../../grammar/vocabulary.ts";
import { parseConcrete } from "../syntax/concrete.ts";
import { type BookPlan, type Chapter, isRunnable, plansOf } from "./chapters.ts";
import { type Heading, headingsOf, withoutFences } from "./markdown.ts";

/** Which words and rules of the grammar the plans of the book show, and where first. */

/** The names of the tokens of a text. */
export const tokensOf = (text: string): ReadonlySet<WordName> => {
  const { tokens, comments } = parseConcrete(text);
  return new Set([...tokens, ...comments].map(({ tokenType }) => tokenType.name as WordName));
};

/** The rules of the grammar that a text is made of. */
export function rulesOf(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: CstNode): void => {
    found.add(node.name);
    for (const children of Object.values(node.children))
      for (const child of children) if ("children" in child) visit(child);
  };
  visit(parseConcrete(text).cst);
  return found;
}

/** The section in which each word first stands in a plan that can be run. */
export function firstUsesOf(chapters: readonly Chapter[]): ReadonlyMap<WordName, Heading> {
  const firstUses = new Map<WordName, Heading>();
  for (const plan of plansOf(chapters).filter(isRunnable)) {
    const section = sectionOf(chapters, plan);
    if (!section) continue;
    for (const name of tokensOf(plan.whole)) if (!firstUses.has(name)) firstUses.set(name, section);
  }
  return firstUses;
}

/** The heading that a plan stands under. */
export function sectionOf(chapters: readonly Chapter[], plan: BookPlan): Heading | undefined {
  const at = chapters.findIndex(({ file }) => file === plan.chapter);
  const before = chapters.slice(0, at).map(({ text }) => text);
  return headingsOf([...before, chapters[at]!.text.slice(0, plan.block.from)].join("\n\n")).at(-1);
}

/** Every section of the chapters, with the code that its sentences and its tables speak of. */
export function sectionsOf(
  chapters: readonly Chapter[],
): readonly { readonly heading: Heading; readonly codes: string }[] {
  const text = withoutFences(chapters.map((chapter) => chapter.text).join("\n\n"));
  const headings = headingsOf(text);
  const bodies = text.split(/^#{1,6} .+$/m).slice(1);
  return headings.map((heading, i) => ({
    heading,
    codes: [...(bodies[i] ?? "").matchAll(/`([^`\n]+)`/g)].map(([, spelled]) => spelled).join(" ; "),
  }));
}
