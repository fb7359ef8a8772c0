import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { EditorView, showTooltip, type Tooltip } from "@codemirror/view";

const put = StateEffect.define<Tooltip>();

/** A sentence at the caret, for the eyes and for who hears the page; it goes when one goes on. */
export const remarks: Extension = StateField.define<Tooltip | null>({
  create: () => null,
  update: (tooltip, { docChanged, selection, effects }) =>
    effects.find((effect) => effect.is(put))?.value ?? (docChanged || selection ? null : tooltip),
  provide: (field) => showTooltip.from(field),
});

/** Says why nothing happened. */
export function remark(view: EditorView, sentence: string): true {
  const create = (): { dom: HTMLElement } => {
    const dom = document.createElement("div");
    dom.className = "cm-remark";
    dom.textContent = sentence;
    return { dom };
  };
  view.dispatch({
    effects: [
      put.of({ pos: view.state.selection.main.head, above: true, create }),
      EditorView.announce.of(sentence),
    ],
  });
  return true;
}
