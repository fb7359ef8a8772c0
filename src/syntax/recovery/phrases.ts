import { T, type TokenName } from "../../../grammar/tokens.ts";
import { expectedAt } from "../../../grammar/walk.ts";
import { cover } from "../../base/span.ts";
import { diagnose } from "../../diagnostics/diagnostic.ts";
import { spanOfToken } from "../lower/cst.ts";
import { inserted, readAs } from "./course.ts";
import type { Finder } from "./repair.ts";

/** Words of a brochure for what a plan says with a sign, or in other words; those that hold others stand first. */
const phrases: readonly {
  readonly words: readonly string[];
  readonly write: string;
  readonly by: readonly TokenName[];
}[] = [
  { words: ["is", "at", "least"], write: ">=", by: ["GreaterOrEqual"] },
  { words: ["is", "at", "most"], write: "<=", by: ["LessOrEqual"] },
  { words: ["is", "more", "than"], write: ">", by: ["Greater"] },
  { words: ["is", "less", "than"], write: "<", by: ["Less"] },
  { words: ["at", "least"], write: ">=", by: ["GreaterOrEqual"] },
  { words: ["more", "than"], write: ">", by: ["Greater"] },
  { words: ["greater", "than"], write: ">", by: ["Greater"] },
  { words: ["less", "than"], write: "<", by: ["Less"] },
  { words: ["fewer", "than"], write: "<", by: ["Less"] },
  { words: ["equal", "to"], write: "=", by: ["Equal"] },
  { words: ["up", "to"], write: "at most", by: ["at", "most"] },
  { words: ["per", "person"], write: "for each person", by: ["for", "each", "person"] },
  { words: ["per", "owner"], write: "for each owner", by: ["for", "each", "owner"] },
];

/** `PV at least 100`, `pays 10% of PV up to $50`: the grammar sticks at one of the words, or at what follows them. */
export const phrase: Finder = (course, at) =>
  [at - 2, at - 1, at].flatMap((place) => {
    const standing = course.standings[place];
    if (place < 0 || !standing) return [];
    const found = phrases.find(({ words }) =>
      words.every((word, i) => course.tokens[place + i]?.image.toLowerCase() === word),
    );
    if (!found || !expectedAt(standing).has(T[found.by[0]!])) return [];
    const to = place + found.words.length;
    const [first, last] = [course.tokens[place]!, course.tokens[to - 1]!];
    const span = cover(spanOfToken(first), spanOfToken(last));
    const [head, ...rest] = found.by.map((name) => T[name]);
    const by = [
      readAs(first, head!),
      ...rest.map((type, i) =>
        i === rest.length - 1 ? readAs(last, type) : inserted(type, last.startOffset, last.startLine!),
      ),
    ];
    const written = course.text.slice(span.from, span.to);
    return [
      {
        from: place,
        to,
        by,
        cost: 0.5,
        sure: true,
        tell: () => diagnose("syntax/other-word", span, { found: written, word: found.write }),
      },
    ];
  });
