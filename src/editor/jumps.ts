import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { type Command, EditorView } from "@codemirror/view";
import type { Span } from "../base/span.ts";
import { remark } from "./remark.ts";

/** The places that somebody was at before they jumped, and those they went back from; they move with the text. */
type Way = { readonly behind: readonly number[]; readonly ahead: readonly number[] };

const PLACES_MOST = 100;
const walked = StateEffect.define<Way>();

const way = StateField.define<Way>({
  create: () => ({ behind: [], ahead: [] }),
  update: (places, { changes, docChanged, effects }) => {
    const set = effects.find((effect) => effect.is(walked));
    if (set) return set.value;
    if (!docChanged) return places;
    const mapped = (list: readonly number[]): readonly number[] => list.map((place) => changes.mapPos(place));
    return { behind: mapped(places.behind), ahead: mapped(places.ahead) };
  },
});

/** Remembers jumps, so that one can go back. */
export const jumps: Extension = way;

const stand = (view: EditorView, { from, to }: Span, next: Way, y: "nearest" | "center"): void => {
  const line = view.state.doc.lineAt(from);
  view.dispatch({
    selection: { anchor: from, head: to },
    effects: [
      walked.of(next),
      EditorView.scrollIntoView(from, { y, yMargin: 40 }),
      EditorView.announce.of(`Line ${line.number}: ${line.text.trim()}`),
    ],
    userEvent: "select",
  });
};

/** Selects a place of the text and brings it into sight, so that `goBack` leads to where the caret was. */
export function jumpTo(view: EditorView, { from, to }: Span, y: "nearest" | "center" = "nearest"): void {
  const { state } = view;
  const end = state.doc.length;
  const target = { from: Math.min(from, end), to: Math.min(to, end) };
  const { head } = state.selection.main;
  const { behind } = state.field(way);
  stand(view, target, { behind: [...behind, head].slice(-PLACES_MOST), ahead: [] }, y);
}

/** To where the caret was before the last jump. */
export const goBack: Command = (view) => {
  const { behind, ahead } = view.state.field(way);
  const place = behind.at(-1);
  if (place === undefined) return remark(view, "There is no place to go back to.");
  const { head } = view.state.selection.main;
  stand(view, { from: place, to: place }, { behind: behind.slice(0, -1), ahead: [...ahead, head] }, "center");
  return true;
};

/** To where `goBack` was called. */
export const goForward: Command = (view) => {
  const { behind, ahead } = view.state.field(way);
  const place = ahead.at(-1);
  if (place === undefined) return remark(view, "There is no place to go forward to.");
  const { head } = view.state.selection.main;
  stand(view, { from: place, to: place }, { behind: [...behind, head], ahead: ahead.slice(0, -1) }, "center");
  return true;
};
