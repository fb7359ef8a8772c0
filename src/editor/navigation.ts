import type { Extension } from "@codemirror/state";
import { type Command, EditorView } from "@codemirror/view";
import { jumps, jumpTo } from "./jumps.ts";
import { knownOf } from "./known.ts";
import { destinationOf } from "./names/renaming.ts";
import { remark } from "./remark.ts";

/** From a name to where it is declared, and back. */
export const navigation = (): Extension => [jumps, EditorView.domEventHandlers({ mousedown: followClick })];

/** To the declaration of the name at the caret; from there through the places where it is used. */
export const goToDeclaration: Command = (view) => {
  const destination = destinationOf(knownOf(view.state.doc), view.state.selection.main.head);
  if (!destination) return remark(view, "Nothing here is declared in this plan.");
  jumpTo(view, destination);
  return true;
};

/** With Ctrl or Cmd a click on a name goes there; elsewhere it makes another caret, as always. */
function followClick(event: MouseEvent, view: EditorView): boolean {
  if (event.button !== 0 || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return false;
  const place = view.posAtCoords({ x: event.clientX, y: event.clientY });
  const destination = place === null ? null : destinationOf(knownOf(view.state.doc), place);
  if (!destination) return false;
  jumpTo(view, destination);
  view.focus();
  return true;
}
