import type { EditorState, StateEffect } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";

type Kept = { readonly state: EditorState; readonly scroll: StateEffect<unknown> };

/** Of so many texts the undo history, the selection and the folds are remembered: as many as the page keeps drafts. */
const TEXTS_MOST = 40;

/** What each text was left with, for when somebody comes back to it; those left longest ago go first. */
export class KeptStates {
  private readonly kept = new Map<string, Kept>();

  keep(key: string, view: EditorView): void {
    this.kept.delete(key);
    this.kept.set(key, { state: view.state, scroll: view.scrollSnapshot() });
    for (const oldest of this.kept.keys()) if (this.kept.size > TEXTS_MOST) this.kept.delete(oldest);
  }

  of(key: string): Kept | null {
    return this.kept.get(key) ?? null;
  }
}
