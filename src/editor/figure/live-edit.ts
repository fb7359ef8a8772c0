import { isolateHistory } from "@codemirror/commands";
import { Transaction, type TransactionSpec } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Span } from "../../base/span.ts";

/** A figure of the text under somebody's finger: written as it moves, one step for undo when it is let go. */
export type LiveEdit = {
  readonly set: (text: string) => void;
  readonly end: () => void;
  /** What stands there now. */
  readonly shown: () => string;
};

/** For where there is nothing to edit. */
export const NO_EDIT: LiveEdit = { set: () => {}, end: () => {}, shown: () => "" };

/**
 * Begins such an edit. While it goes on nothing enters the history; at the end the old text is put back, outside the
 * history too, and the last one written once, as a step of its own. If somebody else has written over the figure, or
 * another text was loaded, the edit is over.
 */
export function beginLiveEdit(view: EditorView, { from, to }: Span): LiveEdit {
  const before = view.state.sliceDoc(from, to);
  let shown = before;
  const stillStands = (): boolean => view.state.sliceDoc(from, from + shown.length) === shown;
  const replacing = (old: string, text: string): TransactionSpec => ({
    changes: { from, to: from + old.length, insert: text },
    userEvent: "input.slide",
  });
  return {
    set: (text) => {
      if (text === shown || !stillStands()) return;
      view.dispatch({ ...replacing(shown, text), annotations: Transaction.addToHistory.of(false) });
      shown = text;
    },
    end: () => {
      if (shown === before || !stillStands()) return;
      const back = view.state.update({
        ...replacing(shown, before),
        annotations: Transaction.addToHistory.of(false),
      });
      // In one breath: nobody hears of the old text again.
      view.update([
        back,
        back.state.update({ ...replacing(before, shown), annotations: isolateHistory.of("full") }),
      ]);
    },
    shown: () => shown,
  };
}
