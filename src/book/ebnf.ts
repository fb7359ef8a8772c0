import { type Piece, printedName, type Rule, spellingOf } from "./grammar-model.ts";

const WIDEST = 108;

/** A rule in EBNF: `[ ]` may be left out, `{ }` may be repeated or left out, `|` is a choice. */
export function ebnfOf({ name, piece }: Rule): string {
  const head = `${printedName(name)} = `;
  const oneLine = `${head}${print(piece, false)} .`;
  if (oneLine.length <= WIDEST || piece.kind !== "choice") return wrapped(oneLine, 4);
  const indent = " ".repeat(head.length - 2);
  return `${head}${piece.of.map((one) => wrapped(print(one, false), head.length + 4)).join(`\n${indent}| `)} .`;
}

function print(piece: Piece, inside: boolean): string {
  switch (piece.kind) {
    case "token": {
      const { text, isForm } = spellingOf(piece.token);
      return isForm ? text : `"${text}"`;
    }
    case "rule":
      return printedName(piece.rule);
    case "row":
      return piece.of.map((part) => print(part, true)).join(" ");
    case "choice": {
      const choices = piece.of.map((part) => print(part, false)).join(" | ");
      return inside ? `( ${choices} )` : choices;
    }
    case "maybe":
      return `[ ${print(piece.of, false)} ]`;
    case "many": {
      const one = print(piece.of, true);
      const between = piece.between ? `${print(piece.between, true)} ` : "";
      const more = `${one} { ${between}${print(piece.of, between !== "")} }`;
      if (!piece.perhapsNone) return more;
      return piece.between ? `[ ${more} ]` : `{ ${print(piece.of, false)} }`;
    }
  }
}

/** Breaks a long line at blanks; what follows is set in. */
function wrapped(text: string, indent: number): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1)!;
    const start = lines.length > 1 ? indent : 0;
    if (line !== "" && start + line.length + word.length + 1 > WIDEST) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.join(`\n${" ".repeat(indent)}`);
}
