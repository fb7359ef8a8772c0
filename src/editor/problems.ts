import { isolateHistory } from "@codemirror/commands";
import {
  forEachDiagnostic,
  setDiagnostics,
  setDiagnosticsEffect,
  type Diagnostic as Underline,
} from "@codemirror/lint";
import { type ChangeDesc, type EditorState, StateField } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Diagnostic, Edit } from "../diagnostics/diagnostic.ts";

/**
 * Pushes the problems of the present text into the editor, once. (A `linter()` pulls instead, and asking it to refresh
 * at every update loops: each answer is itself an update, and closes the tooltip that somebody is reading.) Where there
 * were none and are none nothing is done: an update of the editor lays the page out.
 */
export function tellProblems(view: EditorView, problems: readonly Diagnostic[] | null): void {
  const { state } = view;
  if (problems === null || (problems.length === 0 && !state.field(areProblemsTold))) return;
  const end = state.doc.length;
  const underlines = problems.map(
    ({ span, severity, message, mends }): Underline => ({
      from: Math.min(span.from, end),
      to: Math.min(span.to, end),
      severity,
      message,
      renderMessage: () => rendered(message),
      actions: mends.map(({ title, edits }) => ({
        name: title.replaceAll("`", ""),
        apply: (shown) => void applyMend(shown, edits),
      })),
    }),
  );
  view.dispatch(setDiagnostics(state, underlines));
}

/**
 * Whether there were problems when they were told last. CodeMirror's own count forgets one whose text is deleted, and the mark
 * beside its line stays until others are told.
 */
export const areProblemsTold = StateField.define<boolean>({
  create: () => false,
  update: (are, { effects }) =>
    effects.reduce((so, effect) => (effect.is(setDiagnosticsEffect) ? effect.value.length > 0 : so), are),
});

/** What has become of the text since its problems were told; null where it is still that text. */
export const changesSinceTold = StateField.define<ChangeDesc | null>({
  create: () => null,
  update: (changes, transaction) => {
    if (transaction.effects.some((effect) => effect.is(setDiagnosticsEffect))) return null;
    if (!transaction.docChanged) return changes;
    return changes ? changes.composeDesc(transaction.changes.desc) : transaction.changes.desc;
  },
});

/**
 * Mends a problem where it stands now, as one step for undo. Where somebody has written in the meantime the mend may no
 * longer be one; then nothing happens, and the next answer brings another.
 */
export function applyMend(view: EditorView, edits: readonly Edit[]): boolean {
  const since = view.state.field(changesSinceTold, false) ?? null;
  if (since && edits.some(({ span }) => since.touchesRange(span.from, span.to))) return false;
  const at = (offset: number): number => (since ? since.mapPos(offset) : offset);
  view.dispatch({
    changes: edits.map(({ span, insert }) => ({ from: at(span.from), to: at(span.to), insert })),
    annotations: isolateHistory.of("full"),
    userEvent: "input.mend",
    scrollIntoView: true,
  });
  return true;
}

/** The problems at a place, or that a selection covers. */
export function underlinesAt(state: EditorState, from: number, to: number): readonly Underline[] {
  const found: Underline[] = [];
  forEachDiagnostic(state, (underline, start, end) => {
    if (start <= to && end >= from) found.push(underline);
  });
  return found;
}

/** A sentence with its pieces of plan text set as such: they stand between backquotes. */
function rendered(message: string): Node {
  const sentence = document.createElement("span");
  for (const [i, part] of message.split("`").entries()) {
    const piece = document.createElement(i % 2 === 1 ? "code" : "span");
    piece.textContent = part;
    sentence.append(piece);
  }
  return sentence;
}
