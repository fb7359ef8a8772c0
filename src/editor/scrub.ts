import { isolateHistory } from "@codemirror/commands";
import { type Extension, Prec } from "@codemirror/state";
import { type Command, EditorView, keymap } from "@codemirror/view";
import { T } from "../../grammar/tokens.ts";
import type { Span } from "../base/span.ts";
import { stepped } from "./figure.ts";
import { type Known, knownOf } from "./known.ts";
import { beginLiveEdit } from "./live-edit.ts";

/**
 * Figures that can be turned like a knob: with Alt and the arrow keys where the caret stands, or by dragging them
 * sideways. Shift makes steps of ten. Each turn is one step for undo.
 */
export const scrubbing = (): Extension => [
  Prec.high(
    keymap.of([
      { key: "Alt-ArrowUp", run: stepHere(1), shift: stepHere(10) },
      { key: "Alt-ArrowDown", run: stepHere(-1), shift: stepHere(-10) },
    ]),
  ),
  EditorView.domEventHandlers({ mousedown: press }),
];

const figures = new Set([T.Number, T.Percent, T.Money]);

/** The figure that a place is in, or touches. */
export function figureAt(known: Known, place: number): Span | null {
  const token = known.concrete.tokens.find(
    ({ startOffset, endOffset, tokenType }) =>
      startOffset <= place && place <= endOffset! + 1 && figures.has(tokenType),
  );
  return token ? { from: token.startOffset, to: token.endOffset! + 1 } : null;
}

/** Where the last step was made: steps that follow one another at once are one turn. */
const lastTurn = new WeakMap<EditorView, { readonly from: number; readonly time: number }>();
const SAME_TURN_MS = 500;

function stepHere(steps: number): Command {
  return (view) => {
    const { head } = view.state.selection.main;
    const span = figureAt(knownOf(view.state.doc), head);
    const insert = span && stepped(view.state.sliceDoc(span.from, span.to), steps);
    if (!span || insert === null) return false;
    const last = lastTurn.get(view);
    const time = Date.now();
    lastTurn.set(view, { from: span.from, time });
    const goesOn = last?.from === span.from && time - last.time < SAME_TURN_MS;
    view.dispatch({
      changes: { ...span, insert },
      selection: { anchor: Math.max(span.from, head + insert.length - (span.to - span.from)) },
      // Of this kind the history joins what follows at once, like letters of a word.
      userEvent: "input.type.step",
      annotations: goesOn ? [] : isolateHistory.of("before"),
      effects: EditorView.announce.of(insert),
    });
    return true;
  };
}

/** How far the pointer moves before a press becomes a turn, and for each step of it. */
const STARTS_AFTER_PX = 4;
const STEP_PX = 5;

/** A press on a figure: let go it puts the caret there, moved sideways it turns, moved up or down it selects text. */
function press(event: MouseEvent, view: EditorView): boolean {
  const onFigure = event.target instanceof Element && event.target.closest(".tok-number") !== null;
  if (
    !onFigure ||
    event.button !== 0 ||
    event.detail !== 1 ||
    event.shiftKey ||
    event.altKey ||
    event.ctrlKey ||
    event.metaKey
  )
    return false;
  const place = view.posAtCoords({ x: event.clientX, y: event.clientY });
  const span = place === null ? null : figureAt(knownOf(view.state.doc), place);
  if (place === null || !span) return false;
  const written = view.state.sliceDoc(span.from, span.to);
  if (stepped(written, 0) === null) return false;
  drag(event, view, place, span, written);
  return true;
}

function drag(start: MouseEvent, view: EditorView, place: number, span: Span, written: string): void {
  let does: "nothing yet" | "turns" | "selects" = "nothing yet";
  const { ownerDocument } = view.dom;
  const listening = new AbortController();
  const edit = beginLiveEdit(view, span);
  const select = (head: number): void =>
    view.dispatch({ selection: { anchor: place, head }, userEvent: "select.pointer" });

  const move = (event: MouseEvent): void => {
    const [x, y] = [event.clientX - start.clientX, event.clientY - start.clientY];
    if (does === "nothing yet" && Math.max(Math.abs(x), Math.abs(y)) >= STARTS_AFTER_PX) {
      does = Math.abs(x) >= Math.abs(y) ? "turns" : "selects";
      view.dom.classList.toggle("cm-turning", does === "turns");
    }
    if (does === "turns")
      edit.set(stepped(written, Math.trunc(x / STEP_PX) * (event.shiftKey ? 10 : 1)) ?? written);
    if (does === "selects") select(view.posAtCoords({ x: event.clientX, y: event.clientY }, false));
    event.preventDefault();
  };
  const finish = (): void => {
    listening.abort();
    view.dom.classList.remove("cm-turning");
    edit.end();
  };
  const release = (): void => {
    finish();
    if (does !== "selects") select(place);
  };
  const cancel = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    edit.set(written);
    finish();
  };
  const { signal } = listening;
  ownerDocument.addEventListener("mousemove", move, { signal });
  ownerDocument.addEventListener("mouseup", release, { signal });
  ownerDocument.addEventListener("keydown", cancel, { signal, capture: true });
  view.focus();
}
