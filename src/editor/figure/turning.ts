import { EditorView } from "@codemirror/view";
import type { Figure } from "./figure-at.ts";
import { beginLiveEdit } from "./live-edit.ts";
import { stepped } from "./stepped.ts";

/** How far the pointer moves before a press becomes a turn, and for each step of it. */
const STARTS_AFTER_PX = 4;
const STEP_PX = 5;
const STEPS_WITH_SHIFT = 10;

/**
 * Turns a figure like a knob for as long as the pointer is down: sideways, by tens with Shift. Escape puts the old figure
 * back; let go, the whole turn is one step for undo. `pressed` is what a press without a turn means.
 */
export function turn(
  view: EditorView,
  start: PointerEvent,
  { span, written }: Figure,
  pressed: () => void,
): void {
  const edit = beginLiveEdit(view, span);
  const listening = new AbortController();
  let turns = false;
  // What was pressed may be gone from the page before the pointer is up: the text stays.
  const held = view.scrollDOM;
  held.setPointerCapture(start.pointerId);

  const finish = (): void => {
    listening.abort();
    if (held.hasPointerCapture(start.pointerId)) held.releasePointerCapture(start.pointerId);
    view.dom.classList.remove("cm-turning");
    edit.end();
  };
  const undo = (): void => {
    edit.set(written);
    finish();
  };
  const move = (event: PointerEvent): void => {
    if (event.pointerId !== start.pointerId) return;
    const aside = event.clientX - start.clientX;
    if (!turns && Math.abs(aside) >= STARTS_AFTER_PX) {
      turns = true;
      view.dom.classList.add("cm-turning");
    }
    const steps = Math.trunc(aside / STEP_PX) * (event.shiftKey ? STEPS_WITH_SHIFT : 1);
    if (turns) edit.set(stepped(written, steps) ?? written);
  };
  const release = (event: PointerEvent): void => {
    if (event.pointerId !== start.pointerId) return;
    finish();
    if (turns) view.dispatch({ effects: EditorView.announce.of(edit.shown()) });
    else pressed();
  };
  const cancel = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    undo();
  };
  const { signal } = listening;
  held.addEventListener("pointermove", move, { signal });
  held.addEventListener("pointerup", release, { signal });
  held.addEventListener("pointercancel", undo, { signal });
  view.dom.ownerDocument.addEventListener("keydown", cancel, { signal, capture: true });
}
