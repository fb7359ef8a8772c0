import type { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useState } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect } from "vitest";
import { page } from "vitest/browser";
// First: it says the colours.
import "../../src/app/page.css";
import type { Span } from "../../src/base/span.ts";
import { TEXT_LENGTH_MOST } from "../../src/base/text-limits.ts";
import { check } from "../../src/check/check.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { PlanEditor, type PlanEditorHandle } from "../../src/editor/PlanEditor.tsx";
import { parse } from "../../src/syntax/parse.ts";
import { mouse } from "./mouse.ts";

/** The editor alone in a page, on a text of one's own: its problems are those of the check, at once. */
export type Mounted = {
  readonly view: () => EditorView;
  readonly handle: PlanEditorHandle;
  /** The text as it stands in the editor, and as the page around it was told it last. */
  readonly text: () => string;
  readonly told: () => string;
  /** Loads another text, or comes back to one. */
  readonly show: (key: string, text: string) => void;
  readonly reveal: (span: Span) => void;
  /** From now on the problems are not known, as while the engine is busy; or they are again. */
  readonly wait: (isWaiting: boolean) => void;
  /** Clicks into the text, so many letters into the first place where the words stand. */
  readonly click: (words: string, into?: number) => Promise<void>;
};

type Options = { readonly presentValue?: (name: string) => string | null; readonly inlineSize?: string };

let root: Root | null = null;
let complaints: unknown[] = [];
const complain = console.error;
beforeEach(() => {
  complaints = [];
  console.error = (...said: unknown[]) => void complaints.push(said.map(String).join(" "));
});
afterEach(() => {
  root?.unmount();
  root = null;
  document.body.replaceChildren();
  console.error = complain;
  expect(complaints).toEqual([]);
});

/** Waits for what a slow machine takes its time for. */
export const eventually = <T,>(look: () => T) => expect.poll(look, { timeout: 12_000, interval: 20 });

export async function mounted(
  text: string,
  { inlineSize = "760px", presentValue }: Options = {},
): Promise<Mounted> {
  await page.viewport(900, 700);
  const parent = document.createElement("div");
  parent.style.cssText = `block-size: 560px; inline-size: ${inlineSize}`;
  document.body.replaceChildren(parent);
  const around: { handle: PlanEditorHandle | null; told: string } = { handle: null, told: text };
  let change: (next: Partial<Shown>) => void = () => {};

  function Page() {
    const [{ key, text: loaded, written, place, isWaiting }, setShown] = useState<Shown>({
      key: "first",
      text,
      written: text,
      place: undefined,
      isWaiting: false,
    });
    change = (next) => setShown((now) => ({ ...now, ...next }));
    return (
      <PlanEditor
        ref={(handle) => {
          around.handle = handle;
        }}
        document={{ key, text: loaded }}
        onText={(next) => {
          around.told = next;
          setShown((now) => ({ ...now, text: next, written: next }));
        }}
        problems={isWaiting ? null : problemsOf(written)}
        reveal={place}
        presentValue={presentValue}
      />
    );
  }
  root = createRoot(parent);
  root.render(<Page />);
  await eventually(() => document.querySelector(".cm-content")).not.toBeNull();
  const view = (): EditorView => EditorView.findFromDOM(document.querySelector<HTMLElement>(".cm-content")!)!;
  view().focus();
  return {
    view,
    handle: around.handle!,
    text: () => view().state.doc.toString(),
    told: () => around.told,
    show: (key, next) => change({ key, text: next, written: next, place: undefined }),
    wait: (isWaiting) => change({ isWaiting }),
    reveal: (span) => change({ place: { ...span } }),
    click: async (words, into = 0) => {
      const at = await pointOf(view(), words, into);
      await mouse.press(at);
      await mouse.release(at);
    },
  };
}

type Shown = {
  readonly key: string;
  readonly text: string;
  readonly written: string;
  readonly place: Span | undefined;
  readonly isWaiting: boolean;
};

const NOTHING: readonly Diagnostic[] = [];
let last: { readonly text: string; readonly problems: readonly Diagnostic[] } = {
  text: "",
  problems: NOTHING,
};
/** A text that is too long is left to the test: here the check would hold up the page, which has a worker for it. */
function problemsOf(text: string): readonly Diagnostic[] {
  if (text !== last.text && text.length < TEXT_LENGTH_MOST / 20)
    last = { text, problems: check(parse(text)).diagnostics };
  return last.text === text ? last.problems : NOTHING;
}

/** Where the words stand on the screen, once they are there. */
export async function pointOf(
  view: EditorView,
  words: string,
  into = 0,
): Promise<{ readonly x: number; readonly y: number }> {
  const at = view.state.doc.toString().indexOf(words);
  if (at < 0) throw new Error(`the text has no ${words}`);
  view.dispatch({ effects: EditorView.scrollIntoView(at + into, { y: "center" }) });
  await eventually(() => view.coordsAtPos(at + into)).not.toBeNull();
  const { left, right, top, bottom } = view.coordsForChar(at + into) ?? view.coordsAtPos(at + into, 1)!;
  // Within the first half of the letter, however narrow the machine's fonts make it.
  return { x: left + Math.min(2, (right - left) / 4), y: (top + bottom) / 2 };
}

/** What the editor last said to who hears it. */
export const said = (): string =>
  [...document.querySelectorAll(".cm-announced")].map(({ textContent }) => textContent).join(" ");

export const shown = (selector: string): HTMLElement | null => document.querySelector<HTMLElement>(selector);
export const textOf = (selector: string): string => shown(selector)?.textContent ?? "";

/** The selected text, or ¦ where there is only a caret, in its line. */
export function caretLine(state: EditorState): string {
  const { from, to } = state.selection.main;
  const line = state.doc.lineAt(from);
  const [a, b] = [from - line.from, Math.min(to, line.to) - line.from];
  return from === to
    ? `${line.text.slice(0, a)}¦${line.text.slice(a)}`
    : `${line.text.slice(0, a)}[${line.text.slice(a, b)}]${line.text.slice(b)}`;
}
