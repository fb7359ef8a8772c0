import { T } from "../../../grammar/tokens.ts";
import type { Span } from "../../base/span.ts";
import type { Known } from "../known.ts";
import { stepped } from "./stepped.ts";

/** A figure of the text that can be made larger or smaller. */
export type Figure = { readonly span: Span; readonly written: string };

const figures = new Set([T.Number, T.Percent, T.Money]);

/** The figure that a place is in, or touches; null where there is none, or one that is spelled wrong. */
export function figureAt({ concrete, text }: Known, place: number): Figure | null {
  const token = concrete.tokens.find(
    ({ startOffset, endOffset, tokenType }) =>
      startOffset <= place && place <= endOffset! + 1 && figures.has(tokenType),
  );
  if (!token) return null;
  const span = { from: token.startOffset, to: token.endOffset! + 1 };
  const written = text.slice(span.from, span.to);
  return stepped(written, 0) === null ? null : { span, written };
}
