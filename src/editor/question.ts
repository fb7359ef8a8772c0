import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { type EditorView, type Panel, type PanelConstructor, showPanel } from "@codemirror/view";

/**
 * One question at a time, in a bar above the text. (CodeMirror's own `showDialog` cannot be left open while another text
 * is loaded: it looks for itself in a state that does not have it.) A question is about the text as it stands, so it is
 * withdrawn when the text changes.
 */
const put = StateEffect.define<PanelConstructor | null>();

export const question: Extension = StateField.define<PanelConstructor | null>({
  create: () => null,
  update: (panel, { docChanged, effects }) =>
    effects.reduce((now, effect) => (effect.is(put) ? effect.value : now), docChanged ? null : panel),
  provide: (field) => showPanel.from(field),
});

/** What is asked: the form, what has the focus in it, and what its answer does; false keeps the question open. */
export type Question = {
  readonly form: HTMLFormElement;
  readonly focus: HTMLElement;
  readonly answer: (submitter: HTMLElement | null) => boolean;
};

/** Asks; Escape withdraws the question, and the caret is where it was. */
export function ask(view: EditorView, { form, focus, answer }: Question): void {
  const close = (): void => {
    if (form.isConnected) view.dispatch({ effects: put.of(null) });
    view.focus();
  };
  form.classList.add("cm-question");
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (answer(event.submitter)) close();
  });
  const panel = (): Panel => ({
    dom: form,
    top: true,
    mount: () => {
      focus.focus();
      if (focus instanceof HTMLInputElement) focus.select();
    },
  });
  view.dispatch({ effects: put.of(panel) });
}
