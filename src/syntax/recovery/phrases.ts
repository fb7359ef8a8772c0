import { T, type TokenName } from "../../../grammar/tokens.ts";
import { expectedAt } from "../../../grammar/walk.ts";
import { cover } from "../../base/span.ts";
import { diagnose } from "../../diagnostics/diagnostic.ts";
import { spanOfToken } from "../lower/cst.ts";
import { inserted, readAs } from "./course.ts";
import type { Finder } from "./repair.ts";
import { inWords } from "./sentence.ts";

/** How brochures compare, with or without an `is` before it; those that hold others stand first. */
const comparisons: readonly (readonly [write: string, by: TokenName, ...said: readonly string[]])[] = [
  [
    ...([">=", "GreaterOrEqual"] as const),
    ...["greater than or equal to", "more than or equal to", "equal to or greater than"],
    ...["not less than", "no less than", "at least", "minimum of"],
  ],
  ["<=", "LessOrEqual", "less than or equal to", "equal to or less than", "at most", "no more than"],
  [">", "Greater", "more than", "greater than", "higher than", "above", "over", "exceeds", "exceeding"],
  ["<", "Less", "less than", "fewer than", "lower than", "below", "under"],
  ["=", "Equal", "equal to", "equals"],
];

/** How brochures say that something is the most that is paid. */
const mosts: readonly (readonly string[])[] = [
  ...[["up", "to"], ["max"], ["maximum"], ["capped", "at"], ["limited", "to"]],
  ...[
    ["not", "more", "than"],
    ["no", "more", "than"],
  ],
];

/** Words of a brochure for what a plan says with a sign, or in other words; those that hold others stand first. */
const phrases: readonly {
  readonly words: readonly string[];
  readonly write: string;
  readonly by: readonly TokenName[];
}[] = [
  ...comparisons.flatMap(([write, by, ...said]) =>
    said.flatMap((one) => {
      const words = one.split(" ");
      return [
        { words: ["is", ...words], write, by: [by] },
        { words, write, by: [by] },
      ];
    }),
  ),
  { words: ["is", "not"], write: "<>", by: ["NotEqual"] },
  ...mosts.map((words) => ({ words: [",", ...words], write: "at most", by: ["at", "most"] as const })),
  ...mosts.map((words) => ({ words, write: "at most", by: ["at", "most"] as const })),
  { words: ["per", "person"], write: "for each person", by: ["for", "each", "person"] },
  { words: ["per", "owner"], write: "for each owner", by: ["for", "each", "owner"] },
];

/** `PV at least 100`, `pays 10% of PV up to $50`: the grammar sticks at one of the words, or at what follows them. */
export const phrase: Finder = (course, at) =>
  [at - 3, at - 2, at - 1, at].flatMap((place) => {
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
    if (found.words[0] === ",") {
      const write = `${course.tokens[place - 1]!.image} ${found.write}`;
      return [inWords(course, { from: place, to, told: place - 1 }, by, write)];
    }
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
