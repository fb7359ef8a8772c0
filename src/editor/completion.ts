import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  snippet,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { T } from "../../grammar/tokens.ts";
import type { Option } from "./completion/option.ts";
import { optionsAt } from "./completion/options.ts";
import { type Place, placeAt } from "./completion/place.ts";
import { descriptionBox } from "./description-box.ts";
import { knownOf } from "./known.ts";
import { isPlainText } from "./plain-text.ts";

/** Names and words where somebody writes them: on typing, behind a dot, and wherever one asks with Ctrl-Space. */
export const completion = (): Extension =>
  autocompletion({ override: [complete], icons: false, maxRenderedOptions: 60 });

/** What may stand at the caret. */
export function complete({ state, pos, explicit }: CompletionContext): CompletionResult | null {
  if (!explicit && isPlainText(state)) return null;
  const known = knownOf(state.doc);
  const place = placeAt(known, pos);
  if (!place || !(explicit || isAwaited(place, pos))) return null;
  const options = optionsAt(place);
  if (options.length === 0) return null;
  return {
    from: place.from,
    options: options.map((option) => completionOf(option, place)),
    validFor: /^[\p{L}\p{M}\p{N}_]*$/u,
  };
}

const comparisons = new Set([T.Equal, T.NotEqual, T.Less, T.LessOrEqual, T.Greater, T.GreaterOrEqual]);

/** Whether a list may open unasked: while a word is written, and where only a few names can follow. */
function isAwaited({ from, site, before, known, isFirstOnLine }: Place, pos: number): boolean {
  if (from < pos) return true;
  const last = before.at(-1);
  if (!last || isFirstOnLine || !/[\s.(]/.test(known.text[pos - 1] ?? "")) return false;
  if (last.tokenType === T.Dot) return known.text[pos - 1] === ".";
  if (last.tokenType === T.in) return true;
  if (site?.role === "tree" || site?.role === "bonus") return true;
  return (
    comparisons.has(last.tokenType) && (site?.expected.kind === "rank" || site?.expected.kind === "choice")
  );
}

function completionOf({ label, template, detail, kind, fit, describe }: Option, place: Place): Completion {
  // What stands behind the word already is not written twice.
  const behind = place.known.text[place.to] ?? "";
  const isWrittenAlready = /[(:]/.test(behind) && template?.startsWith(`${label}${behind}`);
  const written = isWrittenAlready ? label : template;
  return {
    label,
    detail,
    type: kind,
    boost: Math.max(-99, Math.min(99, fit)),
    ...(written === undefined ? {} : { apply: written.includes("${") ? snippet(written) : written }),
    info: () => {
      const description = describe();
      return description && descriptionBox(description);
    },
  };
}
