import type { Description } from "./description.ts";

/** The types that may be said of an input, a param or a measure. */
const docs = {
  volume: "Points. Each volume input is a kind of points of its own, and kinds never mix.",
  money: "An amount in the currency of the plan.",
  percent: "A percentage.",
  number: "A number without a unit.",
  count: "How many of something.",
  "yes/no": "A condition: it holds, or it does not.",
  date: "A day.",
  text: "A word that the data bring, such as the name of a party.",
  person: "Somebody of the downline.",
  choice: "One of a few words: `choice of basic, business`.",
} as const;

export const typeWords = Object.keys(docs).filter((word) => word !== "choice" && word !== "yes/no");

export function describeTypeWord(word: string): Description | null {
  const doc = Object.hasOwn(docs, word) ? docs[word as keyof typeof docs] : null;
  return doc === null ? null : { title: word, type: "", code: "", doc };
}
