import { type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";

/** The caret stands still for so long before it blinks, in milliseconds. */
const REST_MS = 500;

/**
 * A caret that blinks when nobody writes. CodeMirror's begins its blinking anew at every key: an animation that the
 * browser sets up beside the letter, and an empty frame of its own, in which the answer to the letter has to wait.
 */
export const caretBlink = ViewPlugin.fromClass(
  class {
    private readonly view: EditorView;
    private resting: ReturnType<typeof setTimeout> | undefined;

    constructor(view: EditorView) {
      this.view = view;
      this.move();
    }

    update({ docChanged, selectionSet, focusChanged }: ViewUpdate): void {
      if (docChanged || selectionSet || focusChanged) this.move();
    }

    destroy(): void {
      clearTimeout(this.resting);
    }

    private move(): void {
      const { scrollDOM } = this.view;
      clearTimeout(this.resting);
      if (scrollDOM.hasAttribute("data-resting")) scrollDOM.removeAttribute("data-resting");
      this.resting = setTimeout(() => scrollDOM.setAttribute("data-resting", ""), REST_MS);
    }
  },
);
