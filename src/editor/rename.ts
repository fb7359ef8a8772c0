import { isolateHistory } from "@codemirror/commands";
import { type Command, EditorView } from "@codemirror/view";
import { knownOf } from "./known.ts";
import { type Renamable, type Renaming, renamableAt, renamed } from "./names/renaming.ts";
import { ask } from "./question.ts";
import { remark } from "./remark.ts";

/** Asks for another name for what the caret is on, and writes it everywhere; one step for undo. */
export const rename: Command = (view) => {
  const found = renamableAt(knownOf(view.state.doc), view.state.selection.main.head);
  if (!found) return remark(view, "What stands here has no name of this plan.");
  askName(view, found);
  return true;
};

/** While the name is written the question says in how many places it would stand, or why it cannot. */
function askName(view: EditorView, { target }: Renamable): void {
  const { form, input, verdict } = renameForm(target.name);
  // The question is withdrawn when the text changes, so what is known stays true while it is open.
  const known = knownOf(view.state.doc);
  const judge = (): Renaming => renamed(known, target, input.value.trim());
  const tell = (): void => {
    const renaming = judge();
    const isSame = input.value.trim() === target.name;
    verdict.textContent =
      "edits" in renaming ? `In ${placesText(renaming)}.` : isSame ? "" : plain(renaming.refusal);
    const isRefused = "refusal" in renaming && !isSame;
    verdict.classList.toggle("cm-refusal", isRefused);
    input.setAttribute("aria-invalid", String(isRefused));
  };
  input.addEventListener("input", tell);
  ask(view, {
    form,
    focus: input,
    answer: () => {
      const name = input.value.trim();
      if (name === target.name) return true;
      const renaming = judge();
      if ("refusal" in renaming) {
        tell();
        return false;
      }
      view.dispatch({
        changes: renaming.edits.map(({ span, insert }) => ({ ...span, insert })),
        annotations: isolateHistory.of("full"),
        userEvent: "input.rename",
        effects: EditorView.announce.of(`${target.name} is now ${name}, in ${placesText(renaming)}.`),
      });
      return true;
    },
  });
}

const placesText = ({ edits }: Extract<Renaming, { edits: unknown }>): string =>
  edits.length === 1 ? "1 place" : `${edits.length} places`;

const plain = (sentence: string): string => sentence.replaceAll("`", "");

function renameForm(name: string): {
  readonly form: HTMLFormElement;
  readonly input: HTMLInputElement;
  readonly verdict: HTMLElement;
} {
  const form = document.createElement("form");
  const label = document.createElement("label");
  const input = document.createElement("input");
  const verdict = document.createElement("output");
  const submit = document.createElement("button");
  Object.assign(input, { value: name, name: "name", autocomplete: "off", spellcheck: false });
  input.setAttribute("aria-describedby", "cm-rename-verdict");
  Object.assign(verdict, { id: "cm-rename-verdict" });
  Object.assign(submit, { type: "submit", textContent: "Rename" });
  label.append(`Another name for ${name}: `, input);
  form.append(label, submit, verdict);
  return { form, input, verdict };
}
