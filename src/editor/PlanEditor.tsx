import type { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type Ref, useCallback, useEffect, useEffectEvent, useImperativeHandle, useRef } from "react";
import type { Span } from "../base/span.ts";
import type { Diagnostic, Edit } from "../diagnostics/diagnostic.ts";
import "./editor.css";
import { planLanguage } from "./language.ts";
import { beginLiveEdit, type LiveEdit } from "./live-edit.ts";
import { problemsOf } from "./problems.ts";
import { editorState } from "./set-up.ts";

/** What other parts of the page may do to the text; each is one step for undo. */
export type PlanEditorHandle = {
  apply(edits: readonly Edit[]): void;
  drag(span: Span): LiveEdit;
  focus(): void;
};

type Props = {
  /** Another `key` loads another text. The undo history of each is kept for as long as the page is open. */
  document: { readonly key: string; readonly text: string };
  onText: (text: string) => void;
  /** Those of the present text only: the caller drops the ones of an older text. */
  problems: readonly Diagnostic[];
  /** A place to go to: selected, scrolled into the middle, focused. A new object goes there again. */
  reveal?: Span | undefined;
  ref?: Ref<PlanEditorHandle>;
};

/** CodeMirror owns the text; React only gives it a place to live. */
export function PlanEditor({ document, onText, problems, reveal, ref }: Props) {
  const view = useRef<EditorView | null>(null);
  const states = useRef(new Map<string, EditorState>());
  const shown = useRef(document.key);
  const first = useRef(document.text);
  const report = useEffectEvent(onText);

  const stateFor = useCallback(
    (text: string) =>
      editorState(text, [
        planLanguage(),
        EditorView.updateListener.of(
          (update) => void (update.docChanged && report(update.state.doc.toString())),
        ),
      ]),
    [],
  );
  // Mounted with the first document; later ones are set into the same view, below.
  const mount = useCallback(
    (parent: HTMLDivElement) => {
      const made = new EditorView({ parent, state: stateFor(first.current) });
      view.current = made;
      return () => {
        view.current = null;
        made.destroy();
      };
    },
    [stateFor],
  );

  useEffect(() => {
    const here = view.current;
    if (!here || shown.current === document.key) return;
    states.current.set(shown.current, here.state);
    shown.current = document.key;
    here.setState(states.current.get(document.key) ?? stateFor(document.text));
    if (here.state.doc.toString() !== document.text) report(here.state.doc.toString());
  }, [document, stateFor]);

  useEffect(() => {
    const here = view.current;
    if (here) here.dispatch(problemsOf(problems, here.state));
  }, [problems]);

  useEffect(() => {
    const here = view.current;
    if (!here || !reveal) return;
    const end = here.state.doc.length;
    const [anchor, head] = [Math.min(reveal.from, end), Math.min(reveal.to, end)];
    here.dispatch({
      selection: { anchor, head },
      effects: EditorView.scrollIntoView(anchor, { y: "center" }),
    });
    here.focus();
  }, [reveal]);

  useImperativeHandle(
    ref,
    (): PlanEditorHandle => ({
      apply: (edits) => {
        view.current?.dispatch({
          changes: edits.map(({ span, insert }) => ({ from: span.from, to: span.to, insert })),
          userEvent: "input.mend",
        });
      },
      drag: (span) => (view.current ? beginLiveEdit(view.current, span) : { set: () => {}, end: () => {} }),
      focus: () => view.current?.focus(),
    }),
    [],
  );

  return <div className="plan-editor" ref={mount} />;
}
