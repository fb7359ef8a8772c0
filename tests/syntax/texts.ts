import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";

const folders = ["../cases/", "../../examples/"].map((folder) => new URL(folder, import.meta.url));

/** Every plan of the worked cases and of the gallery, by file. */
export const plans: readonly (readonly [string, string])[] = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".plan"))
    .map((file) => [file, readFileSync(new URL(file, folder), "utf8")] as const),
);

const tokens = (text: string): string[] => text.match(/\s+|#[^\n]*|"[^"\n]*"|[\p{L}\p{N}_.,$%]+|./gu) ?? [];

/** Pieces that a text may meet by accident: signs alone, openings without an end, foreign letters, control characters. */
const pieces = [
  ...["{", "}", "(", ")", "|", "\\", '"', "#", ",", ".", "..", "_", "=", ">=", "<>", ":", "-", "%", "$", "€"],
  ...[
    "plan",
    "measure",
    "bonus X {",
    "example",
    "ranks R {",
    "| a | b |",
    "expect",
    "if",
    "else",
    "in",
    "of",
  ],
  ...[
    "where",
    "pays",
    "up",
    "9".repeat(400),
    "1,0,0",
    "1.2.3",
    "2026-02-30",
    "10 %",
    "\u0000",
    "\u202e",
    "é",
  ],
  ...[
    "名前",
    "\ud800",
    "\r",
    "\t",
    "\n\n",
    "((((((((((",
    "----------",
    "__proto__",
    "constructor",
    "toString",
  ],
];

type Change = {
  readonly at: number;
  readonly length: number;
  readonly how: "leave out" | "twice" | "other" | "move" | "cut";
  readonly piece: string;
  readonly to: number;
};

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  length: fc.nat(12),
  how: fc.constantFrom("leave out", "twice", "other", "move", "cut"),
  piece: fc.constantFrom(...pieces),
  to: fc.nat(),
});

function changed(words: readonly string[], { at, length, how, piece, to }: Change): string[] {
  const from = at % (words.length + 1);
  const taken = words.slice(from, from + length);
  const rest = [...words.slice(0, from), ...words.slice(from + length)];
  const put = (place: number, what: readonly string[]): string[] => [
    ...rest.slice(0, place),
    ...what,
    ...rest.slice(place),
  ];
  switch (how) {
    case "leave out":
      return rest;
    case "twice":
      return put(from, [...taken, ...taken]);
    case "other":
      return put(from, [piece]);
    case "move":
      return put(to % (rest.length + 1), taken);
    case "cut":
      return words.slice(0, from);
  }
}

/** A real plan after some accidents: words left out, repeated, moved, replaced by something foreign; the rest cut off. */
export const brokenPlan: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...plans.map(([, text]) => text)), fc.array(change, { minLength: 1, maxLength: 6 }))
  .map(([text, changes]) => changes.reduce(changed, tokens(text)).join(""));

/** No plan at all. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.array(fc.constantFrom(...pieces, " ", "\n"), { maxLength: 120 }).map((words) => words.join(" ")),
);
