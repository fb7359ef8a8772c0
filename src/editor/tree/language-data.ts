import { defineLanguageFacet } from "@codemirror/language";

/** What CodeMirror's own commands ask of any language: its remarks, the brackets that come in pairs, what moves a line. */
export const languageData = defineLanguageFacet({
  commentTokens: { line: "#" },
  closeBrackets: { brackets: ["(", "{", '"'] },
  indentOnInput: /^\s*\}$/,
});
