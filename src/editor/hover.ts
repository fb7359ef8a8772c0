import { type Extension, Facet } from "@codemirror/state";
import {
  activateHover,
  type Command,
  closeHoverTooltips,
  EditorView,
  hasHoverTooltips,
  hoverTooltip,
  keymap,
  type Tooltip,
} from "@codemirror/view";
import type { TokenName } from "../../grammar/tokens.ts";
import { vocabulary, type WordName } from "../../grammar/vocabulary.ts";
import type { Span } from "../base/span.ts";
import { descriptionBox, spoken } from "./description-box.ts";
import { type Known, knownOf } from "./known.ts";
import { type Description, describe, describeToken } from "./names/description.ts";
import { mentionAt } from "./names/mentions.ts";
import { describeTypeWord } from "./names/type-words.ts";
import { isPlainText } from "./plain-text.ts";
import { underlinesAt } from "./problems.ts";
import { remark } from "./remark.ts";

/** What a name comes to just now, for whoever is looked at; null where nobody knows. */
export type PresentValue = (name: string) => string | null;

/** Where the editor asks for present values: the page knows whom it shows. */
export const presentValues = Facet.define<PresentValue, PresentValue>({
  combine: ([first]) => first ?? (() => null),
});

/** What a name or a word means, under the pointer and at the caret. */
export const hover = (): Extension => [tooltip, keymap.of([{ key: "Escape", run: closeDescription }])];

export type Found = { readonly span: Span; readonly description: Description; readonly name: string | null };

/** What can be told of the name or the word at a place. */
export function foundAt(known: Known, place: number): Found | null {
  const token = known.concrete.tokens.find(
    ({ startOffset, endOffset }) => startOffset <= place && place <= endOffset! + 1,
  );
  if (
    !token ||
    known.concrete.comments.some(
      ({ startOffset, endOffset }) => startOffset < place && place <= endOffset! + 1,
    )
  )
    return null;
  const mention = mentionAt(known, place);
  const tokenSpan = { from: token.startOffset, to: token.endOffset! + 1 };
  if (mention) {
    const { site, target, span } = mention;
    const type = site.scope.parameters.get(site.text)?.type ?? null;
    const description = target
      ? describe(known, target, type)
      : describeTypeWord(site.role === "type" ? site.text : "");
    if (description)
      return {
        span,
        description,
        name: target?.kind === "declared" || target?.kind === "builtin" ? target.name : null,
      };
  }
  const description = describeWord(token.tokenType.name as TokenName);
  return description && { span: tokenSpan, description, name: null };
}

/** Figures, texts and brackets explain themselves. */
function describeWord(token: TokenName): Description | null {
  const word = vocabulary[token as WordName];
  return word && ["opening", "keyword", "setting", "operator"].includes(word.style)
    ? describeToken(token)
    : null;
}

function tooltipAt(view: EditorView, place: number): Tooltip | null {
  if (isPlainText(view.state) && !isAskedByKey(view)) return null;
  const found = foundAt(knownOf(view.state.doc), place);
  if (!found) return null;
  const { span, description } = found;
  return {
    pos: span.from,
    end: span.to,
    above: true,
    create: () => ({ dom: descriptionBox(description, valueShown(view, found)) }),
  };
}

const valueShown = (view: EditorView, { name }: Found): string | null =>
  name === null ? null : view.state.facet(presentValues)(name);

const tooltip = hoverTooltip((view, place) => tooltipAt(view, place), { hideOnChange: true });

/** Shows what stands at the caret, and what is wrong with it, until the caret moves on; and says it. */
export const describeHere: Command = (view) => {
  const { head } = view.state.selection.main;
  const found = foundAt(knownOf(view.state.doc), head);
  const problems = underlinesAt(view.state, head, head);
  if (!found && problems.length === 0) return remark(view, "There is nothing to tell of what stands here.");
  showAllAt(view, problems[0] ? head : found!.span.from);
  const sentences = [
    ...problems.map(({ message }) => message.replaceAll("`", "")),
    ...(found ? [spoken(found.description, valueShown(view, found))] : []),
  ];
  view.dispatch({ effects: EditorView.announce.of(sentences.join(" ")) });
  return true;
};

const asked = new WeakSet<EditorView>();

/** Whether what is about to be shown was asked for by key: then it has nothing that only a pointer can use. */
export const isAskedByKey = (view: EditorView): boolean => asked.has(view);

/** Opens whatever the pointer would show at a place, and leaves it open until the caret moves or the text changes. */
export function showAllAt(view: EditorView, place: number): void {
  asked.add(view);
  activateHover(view, place, 1, {
    until: ({ docChanged, selection }) => docChanged || selection !== undefined,
  });
  asked.delete(view);
}

const closeDescription: Command = (view) => {
  if (!hasHoverTooltips(view.state)) return false;
  view.dispatch({ effects: closeHoverTooltips });
  return true;
};
