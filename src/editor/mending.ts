import type { Action } from "@codemirror/lint";
import { type Command, EditorView } from "@codemirror/view";
import { underlinesAt } from "./problems.ts";
import { ask } from "./question.ts";
import { remark } from "./remark.ts";

/** Mends the problem at the caret; where there are several ways it asks which. */
export const mendHere: Command = (view) => {
  const { from, to } = view.state.selection.main;
  const problems = underlinesAt(view.state, from, to);
  const mends = problems.flatMap(({ actions }) => actions ?? []);
  const [only] = mends;
  if (!only)
    return remark(
      view,
      problems.length > 0
        ? "This problem has no ready mend."
        : "There is no problem here. F8 goes to the next one.",
    );
  if (mends.length === 1) mend(view, only);
  else askWhich(view, mends);
  return true;
};

function mend(view: EditorView, { name, apply }: Action): void {
  const { from, to } = view.state.selection.main;
  apply(view, from, to);
  view.dispatch({ effects: EditorView.announce.of(`${name}.`.replaceAll("`", "")) });
}

/** Each way is a button; its number is its key, and so are the arrows. */
function askWhich(view: EditorView, mends: readonly Action[]): void {
  const form = document.createElement("form");
  form.setAttribute("role", "group");
  form.setAttribute("aria-label", "Which way shall it be mended?");
  const buttons = mends.map((way, i) => {
    const button = document.createElement("button");
    button.type = "submit";
    button.dataset.way = String(i);
    button.textContent = `${i + 1} ${way.name}`;
    return button;
  });
  form.append(...buttons);
  form.addEventListener("keydown", (event) => {
    const at = buttons.findIndex((button) => button.matches(":focus"));
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step !== undefined) buttons.at((at + step) % buttons.length)?.focus();
    else if (/^[1-9]$/.test(event.key)) buttons[Number(event.key) - 1]?.click();
    else return;
    event.preventDefault();
  });
  ask(view, {
    form,
    focus: buttons[0]!,
    answer: (button) => {
      const chosen = mends[Number(button?.dataset.way)];
      if (chosen) mend(view, chosen);
      return true;
    },
  });
}
