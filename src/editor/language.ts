import { LanguageSupport, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import "./language.css";
import { colours } from "./tree/colours.ts";
import { indentation } from "./tree/indentation.ts";
import { planTextLanguage } from "./tree/plan-parser.ts";

/** What the editor knows of the language. */
export const planLanguage = (): Extension =>
  new LanguageSupport(planTextLanguage, [syntaxHighlighting(colours), indentation]);
