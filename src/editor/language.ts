import type { Extension } from "@codemirror/state";

/** What the editor knows of the language. */
export const planLanguage = (): Extension => [];
