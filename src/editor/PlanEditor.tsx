import { EditorView } from "@codemirror/view";
import {
  type Ref,
  useCallback,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type { Span } from "../base/span.ts";
import type { Diagnostic, Edit } from "../diagnostics/diagnostic.ts";
import "./editor.css";
import { afterFrame } from "./after-frame.ts";
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
  /** The line that the caret has come to rest on, counted from 1; null where nobody has put it anywhere yet. */
  onLine?: (line: number | null) => void;
  /** Those of the present text; null while nobody knows them yet: until then those that were known move with the text. */
  problems: readonly Diagnostic[] | null;
  /** A place to go to: selected, scrolled into the middle, focused. A new object goes there again. */
  reveal?: Span | undefined;
  /** What a name comes to just now, as the page says it of whom it shows; null where it has no value. */
  presentValue?: PresentValue | undefined;
  ref?: Ref<PlanEditorHandle>;
};

/** CodeMirror owns the text; React only gives it a place to live. */
export function PlanEditor({ document, onText, onLine, problems, reveal, presentValue, ref }: Props) {
  const view = useRef<EditorView | null>(null);
  const hadFocus = useRef(false);
  const [states] = useState(() => new KeptStates());
  const textNow = useEffectEvent(() => document.text);
  const problemsNow = useEffectEvent(() => problems);
  const report = useEffectEvent((text: string) => onText(text));
  const restOn = useEffectEvent((line: number | null) => onLine?.(line));
  const valueNow = useEffectEvent((name: string) => presentValue?.(name) ?? null);
  const { key } = document;

  // A view for each text: whatever is open in one (a question, a list) goes with it.
  const mount = useCallback(
    (parent: HTMLDivElement) => {
      const kept = states.of(key);
      const made = new EditorView({
        parent,
        state: kept?.state ?? stateOf(textNow(), { restOn, valueNow }),
        ...(kept ? { scrollTo: kept.scroll } : {}),
        // The text is told before the editor itself reads, colours and shows it: whoever works it out needs none of that.
        dispatchTransactions: (transactions, view) => {
          if (transactions.some(({ docChanged }) => docChanged))
            report(transactions.at(-1)!.newDoc.toString());
          view.update(transactions);
        },
      });
      view.current = made;
      tellProblems(made, problemsNow());
      restOn(null);
      // Who had the keys keeps them: the element that held them is gone.
      if (hadFocus.current) made.focus();
      const text = made.state.doc.toString();
      if (text !== textNow()) report(text);
      return () => {
        view.current = null;
        hadFocus.current = made.hasFocus;
        states.keep(key, made);
        made.destroy();
      };
    },
    [key, states],
  );
  useEffect(() => warmUp(), []);

  // A frame behind the figures that came with them: an editor that underlines makes the browser lay out the page on the spot.
  // Where nobody knows them yet nothing is to be told, and no frame is asked for: an empty one would go before the answer's.
  // Whoever has written meanwhile hears of the problems of what they wrote.
  useLayoutEffect(() => {
    const here = view.current;
    if (!here || problems === null) return;
    const { doc } = here.state;
    return afterFrame(() => {
      if (here.state.doc === doc) tellProblems(here, problems);
    });
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

type Told = {
  readonly restOn: (line: number) => void;
  readonly valueNow: PresentValue;
};

/** Who goes through the lines with the arrow asks about none of them. */
const REST_MS = 120;

function stateOf(text: string, { restOn, valueNow }: Told) {
  let resting: ReturnType<typeof setTimeout> | undefined;
  return editorState(text, [
    planLanguage({ presentValue: valueNow }),
    EditorView.updateListener.of(({ docChanged, selectionSet, state }) => {
      if (!docChanged && !selectionSet) return;
      clearTimeout(resting);
      resting = setTimeout(() => restOn(state.doc.lineAt(state.selection.main.head).number), REST_MS);
    }),
  ]);
}
