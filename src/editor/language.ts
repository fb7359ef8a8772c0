import { LanguageSupport, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { completion } from "./completion.ts";
import { turnByPointer } from "./figure/turn-by-pointer.ts";
import { hover, type PresentValue, presentValues } from "./hover.ts";
import "./language.css";
import { navigation } from "./navigation.ts";
import { plainTextNote } from "./plain-text.ts";
import { colours } from "./tree/colours.ts";
import { indentation } from "./tree/indentation.ts";
import { planTextLanguage } from "./tree/plan-parser.ts";

/** What the editor knows of the language. `presentValue` tells what a name comes to just now, where somebody knows. */
export const planLanguage = ({ presentValue }: { readonly presentValue?: PresentValue } = {}): Extension =>
  new LanguageSupport(planTextLanguage, [
    syntaxHighlighting(colours),
    indentation,
    completion(),
    hover(),
    navigation(),
    turnByPointer(),
    plainTextNote,
    presentValue ? presentValues.of(presentValue) : [],
  ]);
