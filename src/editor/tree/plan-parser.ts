import { Language } from "@codemirror/language";
import { type Input, Parser, type PartialParse, Tree } from "@lezer/common";
import { parseConcrete } from "../../syntax/concrete.ts";
import { LIVELY_LENGTH_MOST } from "../plain-text.ts";
import { languageData } from "./language-data.ts";
import { treeOf } from "./lezer-tree.ts";
import { topType } from "./node-types.ts";

/** The one grammar of the language, as CodeMirror wants to call it. A text is read whole: a plan takes some milliseconds. */
class PlanTextParser extends Parser {
  override createParse(input: Input): PartialParse {
    const advance = (): Tree =>
      input.length > LIVELY_LENGTH_MOST
        ? new Tree(topType, [], [], input.length)
        : treeOf(parseConcrete(input.read(0, input.length)));
    // It is never stopped midway: what it gives is always the tree of the whole text.
    return { parsedPos: 0, stoppedAt: null, stopAt: () => {}, advance };
  }
}

export const planTextLanguage = new Language(languageData, new PlanTextParser(), [], "plan");
