import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  crosshairCursor,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
} from "@codemirror/view";

/**
 * The editor without a language: what every good editor does. Tab is left to the page on purpose, so that nobody who
 * uses the keyboard is caught in here.
 */
export const editorState = (text: string, more: Extension): EditorState =>
  EditorState.create({
    doc: text,
    extensions: [
      lineNumbers(),
      foldGutter({ markerDOM: foldMarker }),
      lintGutter(),
      history(),
      drawSelection(),
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
      EditorView.contentAttributes.of({ "aria-label": "Plan text", spellcheck: "false", tabindex: "0" }),
      more,
      keymap.of([
        ...closeBracketsKeymap,
        ...defaultKeymap,
        ...historyKeymap,
        ...searchKeymap,
        ...foldKeymap,
        ...completionKeymap,
        ...lintKeymap,
      ]),
    ],
  });

function foldMarker(open: boolean): HTMLElement {
  const marker = document.createElement("span");
  marker.className = "fold-marker";
  marker.textContent = open ? "▾" : "▸";
  marker.title = open ? "Fold" : "Unfold";
  return marker;
}
