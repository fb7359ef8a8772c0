import { isolateHistory } from "@codemirror/commands";
import { Transaction } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Span } from "../base/span.ts";

/** A figure of the text under somebody's finger: written as it moves, one step for undo when it is let go. */
export type LiveEdit = { readonly set: (text: string) => void; readonly end: () => void };

/**
 * Begins such an edit. While it goes on nothing enters the history; at the end the old text is put back, outside the
 * history too, and the last one written once, as a step of its own.
 */
export function beginLiveEdit(view: EditorView, span: Span): LiveEdit {
  const before = view.state.sliceDoc(span.from, span.to);
  let shown = before;
  const write = (text: string, recorded: boolean): void => {
    view.dispatch({
      changes: { from: span.from, to: span.from + shown.length, insert: text },
      annotations: recorded ? isolateHistory.of("full") : Transaction.addToHistory.of(false),
      userEvent: "input.slide",
    });
    shown = text;
  };
  return {
    set: (text) => {
      if (text !== shown) write(text, false);
    },
    end: () => {
      const last = shown;
      if (last === before) return;
      write(before, false);
      write(last, true);
    },
  };
}
