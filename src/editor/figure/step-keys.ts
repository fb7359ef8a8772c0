import { isolateHistory } from "@codemirror/commands";
import { type Command, EditorView } from "@codemirror/view";
import { knownOf } from "../known.ts";
import { figureAt } from "./figure-at.ts";
import { stepped } from "./stepped.ts";

/** Where the last step was made: steps that follow one another at once are one turn. */
const lastTurn = new WeakMap<EditorView, { readonly from: number; readonly time: number }>();
const SAME_TURN_MS = 500;

/** Makes the figure at the caret so many steps larger; steps that follow at once are one step for undo. */
export function stepHere(steps: number): Command {
  return (view) => {
    const { state } = view;
    const { head } = state.selection.main;
    const figure = figureAt(knownOf(state.doc), head);
    const insert = figure && stepped(figure.written, steps);
    if (!figure || insert === null || state.readOnly) return false;
    const { from, to } = figure.span;
    const last = lastTurn.get(view);
    const time = Date.now();
    lastTurn.set(view, { from, time });
    const goesOn = last?.from === from && time - last.time < SAME_TURN_MS;
    view.dispatch({
      changes: { from, to, insert },
      // The caret keeps its distance from the end: the digits before it come and go.
      selection: { anchor: Math.max(from, head + insert.length - (to - from)) },
      // Of this kind the history joins what follows at once, like letters of a word.
      userEvent: "input.type.step",
      annotations: goesOn ? [] : isolateHistory.of("before"),
      effects: EditorView.announce.of(insert),
    });
    return true;
  };
}
