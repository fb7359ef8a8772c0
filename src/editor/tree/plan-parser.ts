import { Language } from "@codemirror/language";
import { type Input, Parser, type PartialParse, type Tree } from "@lezer/common";
import { parseConcrete } from "../../syntax/concrete.ts";
import { languageData } from "./language-data.ts";
import { treeOf } from "./lezer-tree.ts";

/** The one grammar of the language, as CodeMirror wants to call it. A text is read whole: a plan takes some milliseconds. */
class PlanTextParser extends Parser {
  override createParse(input: Input): PartialParse {
    const advance = (): Tree => treeOf(parseConcrete(input.read(0, input.length)));
    // It is never stopped midway: what it gives is always the tree of the whole text.
    return { parsedPos: 0, stoppedAt: null, stopAt: () => {}, advance };
  }
}

export const planTextLanguage = new Language(languageData, new PlanTextParser(), [], "plan");
