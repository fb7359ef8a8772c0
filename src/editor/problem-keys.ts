import {
  forEachDiagnostic,
  nextDiagnostic,
  previousDiagnostic,
  type Diagnostic as Underline,
} from "@codemirror/lint";
import type { EditorState } from "@codemirror/state";
import { type Command, EditorView } from "@codemirror/view";
import { showAllAt } from "./hover.ts";
import { underlinesAt } from "./problems.ts";
import { remark } from "./remark.ts";

const severities = { error: "Error", warning: "Warning", hint: "Hint", info: "Hint" } as const;

export const toNextProblem: Command = (view) => goTo(view, nextDiagnostic);
export const toPreviousProblem: Command = (view) => goTo(view, previousDiagnostic);

/** Goes there, shows what the pointer would show, and says it. */
function goTo(view: EditorView, move: Command): true {
  if (problemsIn(view.state).length === 0) return remark(view, "There are no problems.");
  move(view);
  const { from, to } = view.state.selection.main;
  const here = underlinesAt(view.state, from, to).filter((one) => one.from === from || one.to === to);
  const found = here.length > 0 ? here : underlinesAt(view.state, from, to);
  showAllAt(view, from);
  view.dispatch({ effects: EditorView.announce.of(spokenProblems(found, view.state)) });
  return true;
}

function problemsIn(state: EditorState): readonly Underline[] {
  const all = new Set<Underline>();
  forEachDiagnostic(state, (underline) => all.add(underline));
  return [...all];
}

/** Which of the problems it is, what is wrong, and how it can be mended. */
function spokenProblems(found: readonly Underline[], state: EditorState): string {
  const all = problemsIn(state);
  return found
    .map((underline) => {
      const mends = (underline.actions ?? []).map(({ name }) => name).join(", or ");
      const mend = mends === "" ? "" : ` Alt Enter: ${mends}.`;
      const which = `${severities[underline.severity]}, ${all.indexOf(underline) + 1} of ${all.length}`;
      return `${which}: ${underline.message}${mend}`.replaceAll("`", "");
    })
    .join(" ");
}
