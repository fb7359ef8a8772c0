import { EditorView } from "@codemirror/view";
import {
  type Ref,
  useCallback,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import type { Span } from "../base/span.ts";
import type { Diagnostic, Edit } from "../diagnostics/diagnostic.ts";
import "./editor.css";
import type { EditorCommand } from "./editor-commands.ts";
import { beginLiveEdit, type LiveEdit, NO_EDIT } from "./figure/live-edit.ts";
import type { PresentValue } from "./hover.ts";
import { jumpTo } from "./jumps.ts";
import { KeptStates } from "./kept-states.ts";
import { planLanguage } from "./language.ts";
import { applyMend, tellProblems } from "./problems.ts";
import { editorState } from "./set-up.ts";
import { warmUp } from "./warm-up.ts";

/** What other parts of the page may do to the text; each is one step for undo. */
export type PlanEditorHandle = {
  apply(edits: readonly Edit[]): void;
  drag(span: Span): LiveEdit;
  run(command: EditorCommand): void;
  focus(): void;
};

type Props = {
  /** Another `key` loads another text. The undo history of each is kept for as long as the page is open. */
  document: { readonly key: string; readonly text: string };
  onText: (text: string) => void;
  /** Those of the present text; null while nobody knows them yet: until then those that were known move with the text. */
  problems: readonly Diagnostic[] | null;
  /** A place to go to: selected, scrolled into the middle, focused. A new object goes there again. */
  reveal?: Span | undefined;
  /** What a name comes to just now, as the page says it of whom it shows; null where it has no value. */
  presentValue?: PresentValue | undefined;
  ref?: Ref<PlanEditorHandle>;
};

/** CodeMirror owns the text; React only gives it a place to live. */
export function PlanEditor({ document, onText, problems, reveal, presentValue, ref }: Props) {
  const view = useRef<EditorView | null>(null);
  const [states] = useState(() => new KeptStates());
  const textNow = useEffectEvent(() => document.text);
  const problemsNow = useEffectEvent(() => problems);
  const report = useEffectEvent((text: string) => onText(text));
  const valueNow = useEffectEvent((name: string) => presentValue?.(name) ?? null);
  const { key } = document;

  // A view for each text: whatever is open in one (a question, a list) goes with it.
  const mount = useCallback(
    (parent: HTMLDivElement) => {
      const kept = states.of(key);
      const made = new EditorView({
        parent,
        state: kept?.state ?? stateOf(textNow(), report, valueNow),
        ...(kept ? { scrollTo: kept.scroll } : {}),
      });
      view.current = made;
      tellProblems(made, problemsNow());
      const text = made.state.doc.toString();
      if (text !== textNow()) report(text);
      return () => {
        view.current = null;
        states.keep(key, made);
        made.destroy();
      };
    },
    [key, states],
  );
  useEffect(() => warmUp(), []);

  useEffect(() => {
    if (view.current) tellProblems(view.current, problems);
  }, [problems]);

  useEffect(() => {
    const here = view.current;
    if (!here || !reveal) return;
    jumpTo(here, reveal, "center");
    here.focus();
  }, [reveal]);

  useImperativeHandle(
    ref,
    (): PlanEditorHandle => ({
      apply: (edits) => {
        if (view.current) applyMend(view.current, edits);
      },
      drag: (span) => (view.current ? beginLiveEdit(view.current, span) : NO_EDIT),
      run: ({ run }) => {
        view.current?.focus();
        if (view.current) run(view.current);
      },
      focus: () => view.current?.focus(),
    }),
    [],
  );

  return <div key={key} className="plan-editor" ref={mount} />;
}

const stateOf = (text: string, onText: (text: string) => void, presentValue: PresentValue) =>
  editorState(text, [
    planLanguage({ presentValue }),
    EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged) onText(state.doc.toString());
    }),
  ]);
