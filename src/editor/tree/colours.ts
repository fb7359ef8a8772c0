import { tags as t, tagHighlighter } from "@lezer/highlight";
import { styles } from "./node-types.ts";

/**
 * One class for each style of the vocabulary, and for what a name is at its place; `language.css` says their colours,
 * for light and for dark.
 */
export const colours = tagHighlighter([
  { tag: styles.opening, class: "tok-opening" },
  { tag: styles.keyword, class: "tok-keyword" },
  { tag: styles.setting, class: "tok-setting" },
  { tag: styles.number, class: "tok-number" },
  { tag: styles.money, class: "tok-number tok-money" },
  { tag: styles.date, class: "tok-date" },
  { tag: styles.text, class: "tok-string" },
  { tag: styles.name, class: "tok-name" },
  { tag: t.definition(styles.name), class: "tok-definition" },
  { tag: t.function(styles.name), class: "tok-called" },
  { tag: t.typeName, class: "tok-type" },
  { tag: styles.operator, class: "tok-operator" },
  { tag: styles.bracket, class: "tok-bracket" },
  { tag: styles.punctuation, class: "tok-punctuation" },
  { tag: styles.comment, class: "tok-comment" },
]);
