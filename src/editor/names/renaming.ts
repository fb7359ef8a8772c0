import { builtins } from "../../../grammar/builtins.ts";
import { vocabulary, type WordName } from "../../../grammar/vocabulary.ts";
import type { Span } from "../../base/span.ts";
import type { Edit } from "../../diagnostics/diagnostic.ts";
import { type Known, know } from "../known.ts";
import {
  declarationOf,
  type Mention,
  mentionAt,
  mentionsOf,
  mentionsOfTarget,
  sameTarget,
  type Target,
} from "./mentions.ts";

/** Something that can be called by another name, and where somebody pointed at it. */
export type Renamable = { readonly target: Target; readonly span: Span };

/** What stands at a place, if the plan itself gives it its name. */
export function renamableAt(known: Known, place: number): Renamable | null {
  const mention = mentionAt(known, place);
  if (!mention?.target || !declarationOf(known, mention.target)) return null;
  if (mention.target.kind === "declared" && hasMeaningByItself(mention.target.name)) return null;
  return { target: mention.target, span: mention.span };
}

/** `tree sponsor` says more of what every plan has, and `each owner` goes by the input of that name. */
const hasMeaningByItself = (name: string): boolean =>
  name === "owner" || builtins.some((builtin) => builtin.name === name);

export type Renaming = { readonly edits: readonly Edit[] } | { readonly refusal: string };

/**
 * The changes that call a thing by another name wherever it is named. It is refused where the new name is no name or is
 * taken; and, because a text may mean something else with it in places that nobody thought of, the new text is read
 * once, and every name in it has to stand for what it stood for before.
 */
export function renamed(known: Known, target: Target, name: string): Renaming {
  const refusal = refusalOf(known, target, name);
  if (refusal !== null) return { refusal };
  const mentions = mentionsOfTarget(known, target);
  const edits = mentions.map(
    ({ span, site }): Edit => ({
      span,
      insert: site.isCell && isPlainWords(name) ? name : quotedIfNeeded(name),
    }),
  );
  const after = know(applied(known.text, edits));
  if (meansTheSame(known, after, target, name)) return { edits };
  return { refusal: `With \`${name}\` some rules would mean something else.` };
}

const PLAIN = /^\p{L}[\p{L}\p{M}\p{N}_]*$/u;
const isReserved = (word: string): boolean => vocabulary[word as WordName]?.reserved === "everywhere";
const isPlain = (name: string): boolean => PLAIN.test(name) && !isReserved(name);
const isPlainWords = (name: string): boolean => name.split(" ").every(isPlain);
const quotedIfNeeded = (name: string): string => (isPlain(name) ? name : `"${name}"`);

/** Ranks, choices and people may have names of several words. */
const mayHaveSpaces = (kind: Target["kind"]): boolean =>
  kind === "rank" || kind === "choice" || kind === "person";

function refusalOf({ context }: Known, target: Target, name: string): string | null {
  if (name === target.name) return `It is called \`${name}\` already.`;
  if (
    mayHaveSpaces(target.kind)
      ? !/^[^"\n\r|#{}\s](?:[^"\n\r|#{}]*[^"\n\r|#{}\s])?$/u.test(name)
      : !PLAIN.test(name)
  )
    return "A name is made of letters, digits and `_`, with a letter first.";
  if (!mayHaveSpaces(target.kind) && isReserved(name)) return `\`${name}\` is a word of the language.`;
  if (target.kind === "declared" && context.declarations.names.has(name))
    return `\`${name}\` is already defined.`;
  const builtin = builtins.find((one) => one.name === name);
  if (target.kind === "declared" && builtin && builtin.kind !== "field" && builtin.kind !== "group")
    return `\`${name}\` has a meaning of its own in every plan.`;
  return null;
}

function applied(text: string, edits: readonly Edit[]): string {
  let [result, at] = ["", 0];
  for (const { span, insert } of edits) {
    result += text.slice(at, span.from) + insert;
    at = span.to;
  }
  return result + text.slice(at);
}

/** Whether each name stands for the same thing, the one that was renamed by its new name. */
function meansTheSame(before: Known, after: Known, target: Target, name: string): boolean {
  const [old, now] = [mentionsOf(before), mentionsOf(after)];
  if (old.length !== now.length || after.concrete.problems.length > before.concrete.problems.length)
    return false;
  const examples = new Map(examplesOf(before).map((place, i) => [place, examplesOf(after)[i] ?? ""]));
  const expected = (mention: Target): Target => {
    const isOwner = target.kind === "declared" && mention.of === target.name;
    const of = mention.kind === "person" ? (examples.get(mention.of) ?? "") : isOwner ? name : mention.of;
    return { kind: mention.kind, of, name: sameTarget(mention, target) ? name : mention.name };
  };
  return old.every((mention, i) =>
    mention.target ? sameTarget(now[i]!.target, expected(mention.target)) : now[i]!.target === null,
  );
}

const examplesOf = ({ plan }: Known): string[] =>
  plan.items.filter(({ kind }) => kind === "Example").map(({ span }) => String(span.from));

/** Where a name leads: to where it is declared, and from there to where it is used next. */
export function destinationOf(known: Known, place: number): Span | null {
  const mention = mentionAt(known, place);
  const target = mention?.target ?? null;
  if (!mention || !target) return null;
  const declaration = declarationOf(known, target);
  if (!declaration) return null;
  if (declaration.span.from !== mention.span.from) return declaration.span;
  const mentions: readonly Mention[] = mentionsOfTarget(known, target);
  return (mentions.find(({ span }) => span.from > mention.span.from) ?? mentions[0]!).span;
}
