import { createToken, type IToken, type ITokenConfig, Lexer, type TokenType } from "chevrotain";
import { type ForeignName, type ForeignSpelling, foreignSpellings } from "./spellings.ts";
import { clockWords, languageWords, vocabulary, type WordName } from "./vocabulary.ts";

/**
 * The lexer cuts a text into names, figures and signs by their form alone; `tellWords` then says which names are words
 * of the language and which bars begin and end a row, because that depends on where they stand. So no pattern of a
 * word can collide with a name, and all that a new line means to the language is in one function.
 */
export type TokenName = WordName | ForeignName;

/** Every type of token, by its name. */
export const T = {} as Readonly<Record<TokenName, TokenType>>;

const define = (name: TokenName, config: Omit<ITokenConfig, "name">): TokenType => {
  const type = createToken({ name, ...config });
  (T as Record<TokenName, TokenType>)[name] = type;
  return type;
};

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/** The forms and signs in the order in which they are tried: the longer first, the right spelling before the foreign one. */
const tried: readonly TokenName[] = [
  "Comment",
  "ForeignComment",
  "Date",
  "ForeignDate",
  "Percent",
  "ForeignPercent",
  "Money",
  "ForeignMoney",
  "SpacedNumber",
  "Number",
  "ForeignNumber",
  "Quoted",
  "ForeignQuoted",
  "UnclosedQuoted",
  "YesNo",
  "Name",
  "ApostropheName",
  "Range",
  "ForeignGreaterOrEqual",
  "ForeignLessOrEqual",
  "ForeignEqual",
  "ForeignNotEqual",
  "LessOrEqual",
  "GreaterOrEqual",
  "NotEqual",
  "Less",
  "Greater",
  "Equal",
  "Plus",
  "Minus",
  "ForeignMinus",
  "Times",
  "Divide",
  "ForeignDivide",
  "Dot",
  "OpenParen",
  "CloseParen",
  "OpenBrace",
  "CloseBrace",
  "Comma",
  "Colon",
  "Backslash",
  "Blank",
  "Bar",
  "ForeignAnd",
  "ForeignNot",
  "ForeignOpenParen",
  "ForeignCloseParen",
  "ForeignComma",
  "Semicolon",
  "Stray",
];

/**
 * The characters below 128 that a pattern with the flag `u` can begin with: Chevrotain, which sorts patterns by their
 * first character, cannot look into these itself.
 */
const firsts: Partial<Record<TokenName, string>> = {
  Money: "$",
  ForeignPercent: `.${DIGITS}`,
  ForeignMoney: `$.${DIGITS}`,
  ForeignQuoted: "'`",
  UnclosedQuoted: '"',
  Name: LETTERS,
  ApostropheName: LETTERS,
  ForeignMinus: "",
  ForeignDivide: "",
  Stray: SIGNS + LETTERS,
};
/** One code out of each of the drawers into which the lexer sorts what lies beyond. */
const BEYOND = [...Array(128).keys()]
  .map((code) => code + 128)
  .concat([...Array(257).keys()].map((drawer) => (drawer + 1) * 255 + 1));

function howFound(name: TokenName, pattern: string | RegExp): Omit<ITokenConfig, "name"> {
  if (typeof pattern === "string" || !pattern.unicode) return { pattern };
  const sticky = new RegExp(pattern.source, `${pattern.flags}y`);
  const exec = (text: string, at: number): RegExpExecArray | null => {
    sticky.lastIndex = at;
    return sticky.exec(text);
  };
  return { pattern: exec, line_breaks: false, start_chars_hint: [...(firsts[name] ?? ""), ...BEYOND] };
}

const labels: Partial<Record<WordName, string>> = {
  Name: "a name",
  Number: "a figure",
  Percent: "a percentage",
  Money: "an amount of money",
  Date: "a date",
  Quoted: "a name in quotes",
  YesNo: "`yes/no`",
  LessOrEqual: "`<=`",
  GreaterOrEqual: "`>=`",
  NotEqual: "`<>`",
  Minus: "`-`",
  Times: "`*`",
  RowStart: "a row",
  RowEnd: "`|`",
};

// A word has no pattern of its own; what is free as a name is a kind of name, which therefore comes first.
for (const word of ["Name", ...Object.keys(vocabulary).filter((other) => other !== "Name")] as WordName[]) {
  const { pattern, reserved } = vocabulary[word];
  const label = labels[word] ?? `\`${pattern}\``;
  if (word === "Comment") define(word, { pattern, group: "comments" });
  else if (tried.includes(word)) define(word, { label, ...howFound(word, pattern) });
  else define(word, { label, pattern: Lexer.NA, categories: reserved === "at its place" ? T.Name : [] });
}
for (const [name, { of, pattern }] of Object.entries(foreignSpellings) as [ForeignName, ForeignSpelling][]) {
  const place =
    of === null ? { group: "strays" } : of === "Comment" ? { group: "comments" } : { categories: T[of] };
  define(name, { ...howFound(name, pattern), ...place });
}

const space = createToken({
  name: "Space",
  pattern: /[\s\u200B-\u200D\u2060]+/,
  group: Lexer.SKIPPED,
  line_breaks: true,
});

/** What the lexer finds, in this order. */
export const foundTokens: TokenType[] = [space, ...tried.map((name) => T[name])];
/** What a text is made of, for the parser. */
export const allTokens: TokenType[] = [space, ...Object.values(T)];

const lexer = new Lexer(foundTokens, { ensureOptimizations: true, skipValidations: true });

export type Tokens = {
  /** What the grammar is about, in the order of the text. */
  readonly tokens: IToken[];
  readonly comments: readonly IToken[];
  /** Signs that stand for nothing in the language; they are passed over. */
  readonly strays: readonly IToken[];
};

/** Cuts a text into tokens. Whatever stands there, every character that is no space lies in one of them. */
export function tokenize(text: string): Tokens {
  const { tokens, groups } = lexer.tokenize(text);
  tellWords(tokens);
  return { tokens, comments: groups.comments ?? [], strays: groups.strays ?? [] };
}

const typeOfWord: ReadonlyMap<string, TokenType> = new Map(languageWords.map((word) => [word, T[word]]));
const clocks: ReadonlySet<TokenType> = new Set(clockWords.map((word) => T[word]));

/**
 * Where a new line matters: the first word of a line may open a declaration (also behind `weekly` and its like), the
 * first bar of a line begins a row, and the last one ends it. The fourth place, the line of a person, is the tree's.
 */
function tellWords(tokens: readonly IToken[]): void {
  for (const [i, token] of tokens.entries()) {
    const before = tokens[i - 1];
    const firstOnLine = before?.startLine !== token.startLine;
    if (token.tokenType === T.Bar) {
      if (firstOnLine) becomes(token, T.RowStart);
      else if (tokens[i + 1]?.startLine !== token.startLine) becomes(token, T.RowEnd);
    } else if (token.tokenType === T.Name) {
      const word = typeOfWord.get(token.image);
      if (word && (firstOnLine || !isOpening(word) || clocks.has(before!.tokenType))) becomes(token, word);
    }
  }
}

const isOpening = (type: TokenType): boolean =>
  vocabulary[type.name as WordName].reserved === "first on a line";

/** Makes a token one of another type: the parser looks at the type's number, people at the type. */
export function becomes(token: IToken, type: TokenType): void {
  token.tokenType = type;
  token.tokenTypeIdx = type.tokenTypeIdx!;
}
