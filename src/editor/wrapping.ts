import { Compartment, type Extension } from "@codemirror/state";
import { type Command, EditorView } from "@codemirror/view";

const lines = new Compartment();

/** Whether long lines go on below. Tables read better unwrapped, so at first they do not. */
export const wrapping: Extension = lines.of([]);

export const toggleWrapping: Command = (view) => {
  view.dispatch({ effects: lines.reconfigure(view.lineWrapping ? [] : EditorView.lineWrapping) });
  return true;
};
