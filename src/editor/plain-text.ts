import type { EditorState, Extension } from "@codemirror/state";
import { type Panel, showPanel } from "@codemirror/view";

/**
 * The longest text that is read again at every key: some sixteen hundred lines, ten times the largest plan of the gallery.
 * A longer one is written as plain text, so that nobody waits for a letter; it is checked and worked out all the same.
 */
export const LIVELY_LENGTH_MOST = 60_000;

/** Whether nothing is read of a text but what somebody asks for. */
export const isPlainText = ({ doc }: EditorState): boolean => doc.length > LIVELY_LENGTH_MOST;

/** Says so below such a text. */
export const plainTextNote: Extension = showPanel.compute(["doc"], (state) =>
  isPlainText(state) ? note : null,
);

function note(): Panel {
  const dom = document.createElement("p");
  dom.className = "cm-note";
  dom.setAttribute("role", "status");
  dom.textContent =
    "This text is very long. It is checked as always, and written without colours, folds and lists that open by themselves.";
  return { dom };
}
