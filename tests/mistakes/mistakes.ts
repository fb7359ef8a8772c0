import type { Span } from "../../src/base/span.ts";
import { type Random, seeded } from "../../src/downline/random.ts";

/** A text with one mistake in it, and where the mistake is in the new text. */
export type Mistake = { readonly kind: string; readonly text: string; readonly at: Span };

/** One way to go wrong, as people do: null where the text offers no place for it. */
type Slip = (text: string, random: Random) => Mistake | null;

const edit = (
  kind: string,
  text: string,
  from: number,
  to: number,
  insert: string,
  at: Span = { from, to: from + insert.length },
): Mistake => ({
  kind,
  text: text.slice(0, from) + insert + text.slice(to),
  at,
});

/** The places of a pattern that are not in comments, quotes or the outlines of examples. */
function places(text: string, pattern: RegExp): RegExpExecArray[] {
  const rules = text.slice(0, text.search(/^example /m) < 0 ? undefined : text.search(/^example /m));
  return [...rules.matchAll(pattern)].filter((match) => {
    const lineStart = rules.lastIndexOf("\n", match.index) + 1;
    const before = rules.slice(lineStart, match.index);
    return !before.includes("#") && (before.match(/"/g) ?? []).length % 2 === 0;
  }) as RegExpExecArray[];
}

const pickPlace = (text: string, random: Random, pattern: RegExp): RegExpExecArray | null => {
  const found = places(text, pattern);
  return found.length > 0 ? random.pick(found) : null;
};

/** A word with one letter dropped, doubled or swapped with its neighbour. */
function misspelt(word: string, random: Random): string {
  const at = 1 + random.below(word.length - 1);
  const how = random.below(3);
  if (how === 0) return word.slice(0, at) + word.slice(at + 1);
  if (how === 1) return word.slice(0, at) + word[at]! + word.slice(at);
  const swapped = at === word.length - 1 ? at - 1 : at;
  const result = word.slice(0, swapped) + word[swapped + 1]! + word[swapped]! + word.slice(swapped + 2);
  return result === word ? `${word}x` : result;
}

/** The names that rules read: misspelling one where it is used, not where it is declared. */
const usedName: Slip = (text, random) => {
  const declared = [
    ...text.matchAll(/^(?:measure|input|param|table|tree|bonus|flow|pairing)\s+(\w{4,})/gm),
  ].map((match) => match[1]!);
  if (declared.length === 0) return null;
  const place = pickPlace(
    text,
    random,
    new RegExp(
      `(?<![\\w."])(?:${declared.join("|")})(?![\\w"])(?!\\s*[=:{])(?!\\([^)]*\\)\\s*(?:=|\\{|marginal))(?!\\s+(?:"|along))`,
      "g",
    ),
  );
  if (
    !place ||
    /(?:measure|input|param|table|tree|bonus|flow|pairing|pool)\s+$/.test(text.slice(0, place.index))
  )
    return null;
  return edit(
    "a name misspelt",
    text,
    place.index,
    place.index + place[0].length,
    misspelt(place[0], random),
  );
};

const replaceSlip =
  (kind: string, pattern: RegExp, change: (match: RegExpExecArray, random: Random) => string): Slip =>
  (text, random) => {
    const place = pickPlace(text, random, pattern);
    if (!place) return null;
    const insert = change(place, random);
    return insert === place[0] ? null : edit(kind, text, place.index, place.index + place[0].length, insert);
  };

/** What is left out has its place where it is missing: from the end of what stands before to the start of what follows. */
const dropSlip =
  (kind: string, pattern: RegExp): Slip =>
  (text, random) => {
    const place = pickPlace(text, random, pattern);
    if (!place) return null;
    const before = text.slice(0, place.index).trimEnd().length;
    const after = text.slice(place.index + place[0].length);
    const gap = after.length - after.trimStart().length;
    return edit(kind, text, place.index, place.index + place[0].length, "", {
      from: before,
      to: place.index + gap,
    });
  };

const slips: readonly Slip[] = [
  usedName,
  usedName,
  replaceSlip(
    "a word of the language misspelt",
    /(?<=^\s*)(?:bonus|measure|ranks|table|input|pays|counting|pool|shares)\b/gm,
    ([word], random) => misspelt(word, random),
  ),
  replaceSlip(
    "a word of the language with a capital",
    /(?<=^\s*)(?:bonus|measure|ranks|table|input|pays|counting|pool|limit)\b/gm,
    ([word]) => word[0]!.toUpperCase() + word.slice(1),
  ),
  replaceSlip("a group misspelt", /(?<=\bin )(?:downline|frontline|legs|company)\b/g, ([word], random) =>
    misspelt(word, random),
  ),
  replaceSlip("a tree misspelt", /(?<=\bup )\w{5,}/g, ([word], random) => misspelt(word, random)),
  replaceSlip("a rank misspelt", /(?<=>= )[A-Z][a-z]{3,}\b/g, ([word], random) => misspelt(word, random)),
  replaceSlip("the percent sign forgotten", /(?<=\|\s*)\d+(?:\.\d+)?%(?=\s*\|)/g, ([figure]) =>
    figure.slice(0, -1),
  ),
  replaceSlip("the percent sign forgotten before of", /\d+(?:\.\d+)?%(?= of )/g, ([figure]) =>
    figure.slice(0, -1),
  ),
  replaceSlip("money beside points", /(?<=\bPV >= )\d+(?!\d)/g, ([figure]) => `${figure}%`),
  replaceSlip("a sign of another language", />=/g, (_, random) => random.pick(["=>", "≥≥", "=="])),
  replaceSlip("a decimal comma", /(?<=\$)\d+\.\d\d/g, ([figure]) => figure.replace(".", ",")),
  replaceSlip("a dot where a comma stands", /\b\d{1,2},\d{3},\d{3}\b/g, ([figure]) =>
    figure.replaceAll(",", "."),
  ),
  replaceSlip("a colon for an equals sign", /(?<=^measure \w+\s*)=/gm, () => ":="),
  replaceSlip("a name declared twice", /(?<=^measure )\w+(?= +=)/gm, () => "PV"),
  replaceSlip("a level where there is none", /(?<=^measure \w+\s*= )(?=\w)/gm, () => "level + "),
  replaceSlip("a function that is not there", /\b(?:sum|count|any)(?=\()/g, (_, random) =>
    random.pick(["total", "number", "some"]),
  ),
  replaceSlip("a type that is not there", /(?<=^input [\w, ]+:\s*)volume\b/gm, () => "points"),
  dropSlip("a closing brace forgotten", /^\}$/gm),
  dropSlip("a closing parenthesis forgotten", /\)(?=\s*$)/gm),
  dropSlip("the last bar of a row forgotten", /\|(?=\s*$)/gm),
  dropSlip("the equals sign forgotten", /(?<=^measure \w+\s*)=/gm),
  dropSlip("in forgotten", /(?<=\w )in (?=downline|frontline|legs|company)/g),
  dropSlip("of forgotten", /(?<=% )of /g),
  dropSlip("a closing quote forgotten", /(?<=^plan "[^"\n]*)"/gm),
  dropSlip("the condition forgotten", /(?<=\bif )[^#\n]+$/gm),
  dropSlip("the base forgotten", /(?<=^\s+on )\w+(?= )/gm),
  dropSlip("a tree forgotten", /(?<=\bup )\w+/g),
  replaceSlip("a header that is neither", /(?<=\| )PV >= _(?= \|)/g, () => "PV >= 1"),
  replaceSlip("one cell too many", /(?<=^\s*\| \w+[^\n]*)\|$/gm, () => "| 1 |"),
  replaceSlip("bonus without a stage", /\b(?:earned|gross|paid)\((\w+)\)/g, ([, name]) => name!),
  replaceSlip(
    "nobody's column in a pot",
    /(?<=^\s*pot\s+\d+% of )sum\((\w+) in company\)/gm,
    ([, name]) => name!,
  ),
];

/** So many texts with one mistake each, the same for the same seed. */
export function makeMistakes(texts: readonly string[], count: number, seed: number): Mistake[] {
  const random = seeded(seed);
  const made: Mistake[] = [];
  for (let tries = 0; made.length < count && tries < count * 50; tries++) {
    const mistake = slips[tries % slips.length]!(random.pick(texts), random);
    if (mistake) made.push(mistake);
  }
  return made;
}
