import {
  acceptCompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from "@codemirror/language";
import { lintGutter } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  type BlockInfo,
  crosshairCursor,
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
} from "@codemirror/view";
import { caretBlink } from "./caret-blink.ts";
import { caretInSight } from "./caret-in-sight.ts";
import { editorKeys } from "./editor-commands.ts";
import { areProblemsTold, changesSinceTold } from "./problems.ts";
import { question } from "./question.ts";
import { remarks } from "./remark.ts";
import { wrapping } from "./wrapping.ts";

/**
 * The editor without a language: what every good editor does. Tab is left to the page on purpose, so that nobody who
 * uses the keyboard is caught in here; only while a list of completions is open does it take the one that is marked, and
 * Escape closes that.
 */
export const editorState = (text: string, more: Extension): EditorState =>
  EditorState.create({
    doc: text,
    extensions: [
      editorKeys,
      lineNumbers(),
      foldGutter({ markerDOM: foldMarker, domEventHandlers: { mousedown: keepFocus } }),
      lintGutter(),
      history(),
      drawSelection(),
      caretBlink,
      dropCursor(),
      EditorState.allowMultipleSelections.of(true),
      rectangularSelection(),
      crosshairCursor(),
      highlightSpecialChars(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      highlightSelectionMatches(),
      bracketMatching(),
      closeBrackets(),
      indentOnInput(),
      search({ top: true }),
      question,
      remarks,
      areProblemsTold,
      changesSinceTold,
      wrapping,
      caretInSight,
      EditorState.phrases.of(words),
      EditorView.contentAttributes.of({ "aria-label": "Plan text", spellcheck: "false", tabindex: "0" }),
      more,
      keymap.of([
        ...closeBracketsKeymap,
        ...completionKeymap,
        { key: "Tab", run: acceptCompletion },
        ...defaultKeymap,
        ...historyKeymap,
        ...searchKeymap,
        ...foldKeymap,
      ]),
    ],
  });

/** The words of CodeMirror's own bars, where ours are plainer. */
const words = { all: "select all", regexp: "pattern", "by word": "whole words" };

/** A press beside the text leaves the caret in it. */
function keepFocus(_view: EditorView, _line: BlockInfo, event: Event): boolean {
  event.preventDefault();
  return false;
}

function foldMarker(open: boolean): HTMLElement {
  const marker = document.createElement("span");
  marker.className = "fold-marker";
  marker.textContent = open ? "▾" : "▸";
  marker.title = open ? "Fold" : "Unfold";
  return marker;
}
