import { EditorView, ViewPlugin } from "@codemirror/view";

/**
 * Where the editor gets lower (the list of problems opens below it, the search bar above), the line that somebody writes
 * stays in sight. What had been scrolled out of sight before stays where it is.
 */
export const caretInSight = ViewPlugin.fromClass(
  class {
    private readonly watching: ResizeObserver;

    constructor(view: EditorView) {
      const { scrollDOM } = view;
      let height = scrollDOM.clientHeight;
      this.watching = new ResizeObserver(() => {
        const before = height;
        height = scrollDOM.clientHeight;
        if (height >= before || !view.hasFocus) return;
        const { head } = view.state.selection.main;
        const caret = view.coordsAtPos(head);
        const { top } = scrollDOM.getBoundingClientRect();
        if (!caret || caret.bottom <= top + height || caret.bottom > top + before) return;
        view.dispatch({ effects: EditorView.scrollIntoView(head, { y: "nearest" }) });
      });
      this.watching.observe(scrollDOM);
    }

    destroy(): void {
      this.watching.disconnect();
    }
  },
);
