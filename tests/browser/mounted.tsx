import { EditorView } from "@codemirror/view";
import { useRef, useState } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach } from "vitest";
import { page, userEvent } from "vitest/browser";
// First: it says the colours.
import "../../src/app/page.css";
import type { Span } from "../../src/base/span.ts";
import { check } from "../../src/check/check.ts";
import { PlanEditor, type PlanEditorHandle } from "../../src/editor/PlanEditor.tsx";
import { parse } from "../../src/syntax/parse.ts";

/** The editor alone in a page, on a text of one's own: its problems are those of the check, at once. */
export type Mounted = {
  readonly view: EditorView;
  readonly handle: PlanEditorHandle;
  /** The text as the page around the editor was told it. */
  readonly told: () => string;
  readonly show: (document: { readonly key: string; readonly text: string }) => void;
  readonly reveal: (span: Span) => void;
};

type Options = { readonly presentValue?: (name: string) => string | null; readonly inlineSize?: string };

let root: Root | null = null;
afterEach(() => {
  root?.unmount();
  root = null;
  document.body.replaceChildren();
});

export async function mounted(text: string, { inlineSize = "760px" }: Options = {}): Promise<Mounted> {
  const parent = document.createElement("div");
  parent.style.cssText = `block-size: 560px; inline-size: ${inlineSize}`;
  document.body.replaceChildren(parent);
  let told = text;
  let handle: PlanEditorHandle | null = null;
  let show: Mounted["show"] = () => {};
  let reveal: Mounted["reveal"] = () => {};

  function Page() {
    const ref = useRef<PlanEditorHandle>(null);
    const [shown, setShown] = useState({ key: "first", text });
    const [written, setWritten] = useState(text);
    const [place, setPlace] = useState<Span>();
    handle = ref.current;
    show = (next) => {
      setShown(next);
      setWritten(next.text);
    };
    reveal = (span) => setPlace({ ...span });
    return (
      <PlanEditor
        ref={(made) => {
          handle = made;
        }}
        document={shown}
        onText={(next) => {
          told = next;
          setWritten(next);
        }}
        problems={check(parse(written)).diagnostics}
        reveal={place}
      />
    );
  }
  root = createRoot(parent);
  root.render(<Page />);
  const content = page.getByRole("textbox", { name: "Plan text" });
  await content.click();
  const view = EditorView.findFromDOM(content.element() as HTMLElement)!;
  return {
    view,
    handle: handle!,
    told: () => told,
    show: (next) => show(next),
    reveal: (span) => reveal(span),
  };
}
void userEvent;
