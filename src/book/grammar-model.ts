import { parser } from "../../grammar/rules.ts";
import { type LanguageWord, languageWords, vocabulary, type WordName } from "../../grammar/vocabulary.ts";

/** The grammar as the book prints it: the parser's own productions, without what only a parser needs. */
export type Piece =
  /** A word, a sign, or a form such as a figure. */
  | { readonly kind: "token"; readonly token: WordName }
  | { readonly kind: "rule"; readonly rule: string }
  | { readonly kind: "row"; readonly of: readonly Piece[] }
  | { readonly kind: "choice"; readonly of: readonly Piece[] }
  | { readonly kind: "maybe"; readonly of: Piece }
  /** Any number of it, at least one or perhaps none, with something between. */
  | {
      readonly kind: "many";
      readonly of: Piece;
      readonly between: Piece | null;
      readonly perhapsNone: boolean;
    };

export type Rule = { readonly name: string; readonly piece: Piece };

type Production = ReturnType<typeof parser.getSerializedGastProductions>[number] & {
  readonly name?: string;
  readonly definition?: readonly Production[];
  readonly separator?: Production;
};

const rowOf = (productions: readonly Production[] | undefined): Piece => {
  const of = (productions ?? []).map(pieceOf);
  return of.length === 1 ? of[0]! : { kind: "row", of };
};

function pieceOf(production: Production): Piece {
  const { type, name, definition, separator } = production;
  const inside = () => rowOf(definition);
  switch (type) {
    case "Terminal":
      return { kind: "token", token: name as WordName };
    case "NonTerminal":
      return { kind: "rule", rule: name! };
    case "Alternation":
      return { kind: "choice", of: definition!.map(pieceOf) };
    case "Option":
      return { kind: "maybe", of: inside() };
    case "Repetition":
    case "RepetitionWithSeparator":
      return {
        kind: "many",
        of: inside(),
        between: separator ? pieceOf(separator) : null,
        perhapsNone: true,
      };
    case "RepetitionMandatory":
    case "RepetitionMandatoryWithSeparator":
      return {
        kind: "many",
        of: inside(),
        between: separator ? pieceOf(separator) : null,
        perhapsNone: false,
      };
    default:
      return inside();
  }
}

/** All rules, the rule of a whole file first, every other behind the first that needs it. */
export const rules: readonly Rule[] = inOrderOfUse(
  parser.getSerializedGastProductions().map((production) => ({
    name: (production as Production).name!,
    piece: rowOf((production as Production).definition),
  })),
);

function inOrderOfUse(found: readonly Rule[]): readonly Rule[] {
  const byName = new Map(found.map((rule) => [rule.name, rule]));
  const ordered = new Set<string>();
  const visit = (name: string): void => {
    if (ordered.has(name)) return;
    ordered.add(name);
    for (const used of partsOf(byName.get(name)!.piece)) if (used.kind === "rule") visit(used.rule);
  };
  visit("planFile");
  return [...ordered].map((name) => byName.get(name)!);
}

/** Every piece inside of a piece, itself first. */
export function* partsOf(piece: Piece): Generator<Piece> {
  yield piece;
  if (piece.kind === "row" || piece.kind === "choice") for (const part of piece.of) yield* partsOf(part);
  if (piece.kind === "maybe" || piece.kind === "many") yield* partsOf(piece.of);
  if (piece.kind === "many" && piece.between) yield* partsOf(piece.between);
}

/** The words of the language that a piece may begin with, each way as one text: `at most`, `pays`, `generation`. */
export function leadingWords(piece: Piece): readonly string[] {
  if (piece.kind === "token") return isLanguageWord(piece.token) ? [piece.token] : [];
  if (piece.kind === "choice") return piece.of.flatMap(leadingWords);
  if (piece.kind === "many" || piece.kind === "maybe") return leadingWords(piece.of);
  if (piece.kind !== "row") return [];
  const [first, ...rest] = piece.of;
  if (first?.kind === "maybe" || (first?.kind === "many" && first.perhapsNone))
    return [...leadingWords(first), ...leadingWords({ kind: "row", of: rest })];
  if (first?.kind !== "token") return first ? leadingWords(first) : [];
  if (!isLanguageWord(first.token)) return [];
  const words = [first.token];
  for (const part of rest) {
    if (part.kind !== "token" || !isLanguageWord(part.token)) break;
    words.push(part.token);
  }
  return [words.join(" ")];
}

/** The name of a rule in print: `bonus-item` for `bonusItem`. */
export const printedName = (rule: string): string =>
  rule.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const isLanguageWord = (token: string): token is LanguageWord =>
  (languageWords as readonly string[]).includes(token);

const signs: Partial<Record<WordName, string>> = {
  LessOrEqual: "<=",
  GreaterOrEqual: ">=",
  NotEqual: "<>",
  Minus: "-",
  Times: "*",
  YesNo: "yes/no",
};

/** How a token stands in print: a word or sign as it is spelled, or a form by its name in capitals. */
export function spellingOf(token: WordName): { readonly text: string; readonly isForm: boolean } {
  const { pattern } = vocabulary[token];
  if (token === "RowStart" || token === "RowEnd")
    return { text: printedName(token).slice(1).toUpperCase(), isForm: true };
  const text =
    signs[token] ?? (isLanguageWord(token) || typeof pattern === "string" ? String(pattern) : null);
  return text === null ? { text: token.toUpperCase(), isForm: true } : { text, isForm: false };
}
