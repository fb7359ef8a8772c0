import { isolateHistory } from "@codemirror/commands";
import { type Command, EditorView } from "@codemirror/view";
import { format } from "../syntax/format.ts";
import { parse } from "../syntax/parse.ts";
import { lineChanges } from "./line-changes.ts";
import { remark } from "./remark.ts";

/** Lays the plan out, as one step for undo; the caret stays at the word where it is. */
export const layOut: Command = (view) => {
  const text = view.state.doc.toString();
  const changes = lineChanges(text, format(text)).map(({ span, insert }) => ({ ...span, insert }));
  if (changes.length === 0) return remark(view, whyNothing(text));
  view.dispatch({
    changes,
    annotations: isolateHistory.of("full"),
    userEvent: "input.format",
    scrollIntoView: true,
    effects: EditorView.announce.of("The plan is laid out."),
  });
  return true;
};

const whyNothing = (text: string): string =>
  parse(text).diagnostics.some(({ severity }) => severity === "error")
    ? "The plan can be laid out when its errors are mended."
    : "The plan is laid out already.";
