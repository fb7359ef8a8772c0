import { Language } from "@codemirror/language";
import { type Input, Parser, type PartialParse, Tree } from "@lezer/common";
import { parseConcrete } from "../../syntax/concrete.ts";
import { LIVELY_LENGTH_MOST } from "../plain-text.ts";
import { languageData } from "./language-data.ts";
import { treeOf } from "./lezer-tree.ts";
import { topType } from "./node-types.ts";
import { type Right, treeAgain } from "./tree-again.ts";

/**
 * The one grammar of the language, as CodeMirror wants to call it. Of a text that somebody writes on only what has changed is
 * read, since nothing was wrong last; any other is read whole, which takes some milliseconds.
 */
class PlanTextParser extends Parser {
  private lastRight: Right | null = null;

  override createParse(input: Input): PartialParse {
    const advance = (): Tree =>
      input.length > LIVELY_LENGTH_MOST
        ? new Tree(topType, [], [], input.length)
        : this.treeOf(input.read(0, input.length));
    // It is never stopped midway: what it gives is always the tree of the whole text.
    return { parsedPos: 0, stoppedAt: null, stopAt: () => {}, advance };
  }

  private treeOf(text: string): Tree {
    const again = this.lastRight && treeAgain(text, this.lastRight);
    if (again) {
      this.lastRight = { text, tree: again };
      return again;
    }
    const concrete = parseConcrete(text);
    const tree = treeOf(concrete);
    if (concrete.problems.length === 0) this.lastRight = { text, tree };
    return tree;
  }
}

export const planTextLanguage = new Language(languageData, new PlanTextParser(), [], "plan");
