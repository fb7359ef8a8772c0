import { type Extension, Prec } from "@codemirror/state";
import { type Command, EditorView, keymap, showDialog } from "@codemirror/view";
import type { Span } from "../base/span.ts";
import { knownOf } from "./known.ts";
import type { Target } from "./names/mentions.ts";
import { destinationOf, renamableAt, renamed } from "./names/renaming.ts";

/** From a name to where it is declared, and another name everywhere at once. */
export const navigation = (): Extension => [
  Prec.high(
    keymap.of([
      { key: "F12", run: goToDeclaration, preventDefault: true },
      { key: "F2", run: rename, preventDefault: true },
    ]),
  ),
  EditorView.domEventHandlers({ mousedown: followClick }),
];

/** To the declaration of the name at the caret; from there through the places where it is used. */
const goToDeclaration: Command = (view) => {
  const destination = destinationOf(knownOf(view.state.doc), view.state.selection.main.head);
  if (destination) goTo(view, destination);
  else view.dispatch({ effects: EditorView.announce.of("Nothing here is declared in this plan.") });
  return true;
};

function goTo(view: EditorView, { from, to }: Span): void {
  const line = view.state.doc.lineAt(from);
  view.dispatch({
    selection: { anchor: from, head: to },
    effects: [
      EditorView.scrollIntoView(from, { y: "nearest", yMargin: 40 }),
      EditorView.announce.of(`Line ${line.number}: ${line.text.trim()}`),
    ],
    userEvent: "select",
  });
}

/** With Ctrl or Cmd a click on a name goes there; elsewhere it makes another caret, as always. */
function followClick(event: MouseEvent, view: EditorView): boolean {
  if (event.button !== 0 || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return false;
  const place = view.posAtCoords({ x: event.clientX, y: event.clientY });
  const destination = place === null ? null : destinationOf(knownOf(view.state.doc), place);
  if (!destination) return false;
  goTo(view, destination);
  view.focus();
  return true;
}

const rename: Command = (view) => {
  const found = renamableAt(knownOf(view.state.doc), view.state.selection.main.head);
  if (found) void askName(view, found.target, `Another name for ${found.target.name}:`, found.target.name);
  else view.dispatch({ effects: EditorView.announce.of("What stands here has no name of this plan.") });
  return true;
};

async function askName(view: EditorView, target: Target, label: string, value: string): Promise<void> {
  const { result } = showDialog(view, {
    label,
    input: { name: "name", value, autocomplete: "off", spellcheck: "false" },
    submitLabel: "Rename",
    class: "cm-rename",
    focus: true,
    top: true,
  });
  const form = await result;
  if (!form) {
    view.focus();
    return;
  }
  const name = String(new FormData(form).get("name") ?? "").trim();
  const renaming = renamed(knownOf(view.state.doc), target, name);
  if ("refusal" in renaming) {
    await askName(
      view,
      target,
      `${renaming.refusal.replaceAll("`", "")} Another name for ${target.name}:`,
      name,
    );
    return;
  }
  const { edits } = renaming;
  view.dispatch({
    changes: edits.map(({ span, insert }) => ({ ...span, insert })),
    userEvent: "input.rename",
    effects: EditorView.announce.of(
      `${target.name} is now ${name}, in ${edits.length} ${edits.length === 1 ? "place" : "places"}.`,
    ),
  });
  view.focus();
}
