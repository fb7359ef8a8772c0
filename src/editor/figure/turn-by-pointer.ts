import type { Extension } from "@codemirror/state";
import { EditorView, hoverTooltip, type Tooltip, type TooltipView } from "@codemirror/view";
import { isAskedByKey } from "../hover.ts";
import { knownOf } from "../known.ts";
import { isPlainText } from "../plain-text.ts";
import { figureAt } from "./figure-at.ts";
import { turn } from "./turning.ts";

/**
 * Figures that can be turned by pulling them sideways: with Alt held wherever they stand, or by the grip that appears
 * below one that is pointed at or touched. (Without Alt a pull selects text, here as everywhere.)
 */
export const turnByPointer = (): Extension => [
  EditorView.domEventHandlers({ pointerdown: pressWithAlt }),
  hoverTooltip(gripAt, { hoverTime: 400 }),
];

function pressWithAlt(event: PointerEvent, view: EditorView): boolean {
  if (event.button !== 0 || !event.altKey || event.ctrlKey || event.metaKey || view.state.readOnly)
    return false;
  const place = view.posAtCoords({ x: event.clientX, y: event.clientY });
  const figure = place === null ? null : figureAt(knownOf(view.state.doc), place);
  if (place === null || !figure) return false;
  // No mouse events follow: with Alt those would begin a selection by columns.
  event.preventDefault();
  view.focus();
  turn(view, event, figure, () =>
    view.dispatch({ selection: { anchor: place }, userEvent: "select.pointer" }),
  );
  return true;
}

function gripAt(view: EditorView, place: number): Tooltip | null {
  if (view.state.readOnly || isAskedByKey(view) || isPlainText(view.state)) return null;
  const figure = figureAt(knownOf(view.state.doc), place);
  if (!figure) return null;
  const { from, to } = figure.span;
  return { pos: from, end: to, above: false, create: (shown) => grip(shown, from) };
}

/** Who cannot pull has the arrow keys, so the grip is for the pointer alone. */
function grip(view: EditorView, from: number): TooltipView {
  let place = from;
  const dom = document.createElement("div");
  dom.className = "cm-grip";
  dom.textContent = "◂ ▸";
  dom.title = "Pull sideways to change the figure (Alt ↑ ↓)";
  dom.setAttribute("aria-hidden", "true");
  dom.addEventListener("pointerdown", (event) => {
    const figure = figureAt(knownOf(view.state.doc), place);
    if (event.button !== 0 || !figure) return;
    event.preventDefault();
    turn(view, event, figure, () => {});
  });
  return {
    dom,
    update: ({ changes, docChanged }) => {
      if (docChanged) place = changes.mapPos(place);
    },
  };
}
