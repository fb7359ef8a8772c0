import { setDiagnostics, type Diagnostic as Underline } from "@codemirror/lint";
import type { EditorState, TransactionSpec } from "@codemirror/state";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/**
 * Pushes the problems of the present text into the editor, once. (A `linter()` pulls instead, and asking it to refresh
 * at every update loops: each answer is itself an update, and closes the tooltip that somebody is reading.)
 */
export function problemsOf(problems: readonly Diagnostic[], state: EditorState): TransactionSpec {
  const end = state.doc.length;
  const underlines = problems.map(
    ({ span, severity, message, mends }): Underline => ({
      from: Math.min(span.from, end),
      to: Math.min(span.to, end),
      severity,
      message,
      actions: mends.map((mend) => ({
        name: mend.title,
        // The text may have moved on since; a mend that no longer fits is dropped rather than misapplied.
        apply: (view) => {
          if (view.state.doc.eq(state.doc))
            view.dispatch({
              changes: mend.edits.map((edit) => ({
                from: edit.span.from,
                to: edit.span.to,
                insert: edit.insert,
              })),
              userEvent: "input.mend",
            });
        },
      })),
    }),
  );
  return setDiagnostics(state, underlines);
}
