import {
  forEachDiagnostic,
  nextDiagnostic,
  previousDiagnostic,
  type Diagnostic as Underline,
} from "@codemirror/lint";
import { type Extension, Prec } from "@codemirror/state";
import { type Command, EditorView, keymap } from "@codemirror/view";
import { changesSinceTold, underlinesAt } from "./problems.ts";

const severities = { error: "Error", warning: "Warning", hint: "Hint", info: "Hint" } as const;

/** Going through the problems, and mending them, by keys; what one comes to is also said. */
export const problemKeys = (): Extension => [
  changesSinceTold,
  Prec.high(
    keymap.of([
      { key: "F8", run: goTo(nextDiagnostic), shift: goTo(previousDiagnostic), preventDefault: true },
      { key: "Alt-Enter", run: mendHere },
      { key: "Mod-.", run: mendHere },
    ]),
  ),
];

function goTo(move: Command): Command {
  return (view) => {
    move(view);
    const { from, to } = view.state.selection.main;
    const here = underlinesAt(view.state, from, to).filter(
      (underline) => underline.from === from || underline.to === to,
    );
    const found = here.length > 0 ? here : underlinesAt(view.state, from, to);
    view.dispatch({ effects: EditorView.announce.of(spokenProblems(found, view)) });
    return true;
  };
}

/** Which of the problems it is, what is wrong, and how it can be mended. */
function spokenProblems(found: readonly Underline[], { state }: EditorView): string {
  const all: Underline[] = [];
  forEachDiagnostic(state, (underline) => {
    if (!all.includes(underline)) all.push(underline);
  });
  if (found.length === 0) return "No problems.";
  return found
    .map((underline) => {
      const mends = (underline.actions ?? []).map(({ name }) => name).join(", or ");
      const mend = mends === "" ? "" : ` Alt Enter: ${mends}.`;
      return `${severities[underline.severity]}, ${all.indexOf(underline) + 1} of ${all.length}: ${underline.message}${mend}`.replaceAll(
        "`",
        "",
      );
    })
    .join(" ");
}

/** Applies the first mend of the problem at the caret: the likeliest is named first. */
const mendHere: Command = (view) => {
  const { from, to } = view.state.selection.main;
  const mend = underlinesAt(view.state, from, to).flatMap(({ actions }) => actions ?? [])[0];
  if (!mend) return false;
  mend.apply(view, from, to);
  view.dispatch({ effects: EditorView.announce.of(`${mend.name}.`) });
  return true;
};
