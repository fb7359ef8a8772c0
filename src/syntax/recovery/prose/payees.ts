import type { IToken, TokenType } from "chevrotain";
import { T } from "../../../../grammar/tokens.ts";
import { expectedAt } from "../../../../grammar/walk.ts";
import { isFirstOnLine, readAs } from "../course.ts";
import { blockAt, wantsOperator } from "../expectation.ts";
import type { Finder } from "../repair.ts";
import {
  as,
  inWords,
  maybe,
  name,
  type Part,
  sentenceAround,
  sentenceAt,
  sign,
  token,
  valueFor,
  word,
} from "../sentence.ts";
import { above, figure, is, ladderWith, textOf, the } from "./words.ts";

/** Brochures that say who is paid, and for whom. */

/** `pays 10% of PV to sponsor`: whoever stands above is paid by what travels up a tree. */
export const toSponsor: Finder = (course, at) => {
  const said = sentenceAround(course, at, [
    ...[
      as("pays", token(T.pays)),
      as("rate", token(T.Percent)),
      word("of"),
      as("amount", name),
      word("to"),
      the,
    ],
    as("whom", word("sponsor", "upline", "placement", "enroller", "recruiter")),
  ]);
  if (!said || course.tokens.slice(0, said.from).some(({ tokenType }) => tokenType === T.on)) return [];
  const { pays, rate: share, amount, whom } = said.at as Record<"pays" | "rate" | "amount" | "whom", IToken>;
  const tree = /placement/i.test(whom.image) ? "placement" : "sponsor";
  const written = (type: TokenType, image: string): IToken => ({
    ...sign(type, image, whom),
    isInsertedInRecovery: false,
  });
  const by = [
    ...[sign(T.on, "on", pays), amount, sign(T.up, "up", pays), { ...readAs(whom, T.Name), image: tree }],
    ...[pays, share, sign(T.if, "if", whom), written(T.Name, "level")],
    ...[sign(T.Equal, "=", whom), written(T.Number, "1")],
  ];
  return [inWords(course, said, by, `on ${amount.image} up ${tree} pays ${share.image} if level = 1`)];
};

/** `for Gold and above`, `if Title is Gold or higher`, `pays $100 to Gold`. */
export const forRank: Finder = (course, at) => {
  const compared = sentenceAround(course, at, [
    ...[as("ladder", name), word("=", "is"), as("rank", name), word("and", "or"), above],
  ]);
  if (compared) {
    const { ladder, rank } = compared.at as Record<"ladder" | "rank", IToken>;
    const by = [ladder, sign(T.GreaterOrEqual, ">=", rank), rank];
    return [inWords(course, compared, by, `${ladder.image} >= ${rank.image}`)];
  }
  const who: readonly Part[] = [as("for", word("for", "if", "when", "where", "to")), the, as("rank", name)];
  const said = sentenceAround(course, at, [...who, word("and", "or"), above], who);
  if (!said) return [];
  const { for: begins, rank } = said.at as Record<"for" | "rank", IToken>;
  const isAbove = above.fits(course.tokens[said.to - 1]!);
  const ladder = ladderWith(course, rank.image) ?? (isAbove ? "Title" : null);
  const asks = [T.if, T.where].find((type) => expectedAt(course.standings[said.from]!).has(type));
  if (!asks || ladder === null) return [];
  const write = `${asks.name} ${ladder} ${isAbove ? ">=" : "="} ${rank.image}`;
  return [inWords(course, said, [readAs(begins, asks), valueFor(rank)], write)];
};

/** `if active pays 10% of PV`, `when active: pays …`, `requires active` and then `pays …`. */
export const conditionFirst: Finder = (course, at) => {
  const { tokens } = course;
  const begins = [at, at - 1].find(
    (place) =>
      /^(if|when|where|requires|provided|while|only)$/i.test(tokens[place]?.image ?? "") &&
      (isFirstOnLine(course, place) || is(tokens[place - 1], T.OpenBrace)),
  );
  if (begins === undefined || !blockAt(course.standings[begins]!)?.words.includes("pays")) return [];
  const pays = tokens.findIndex(({ tokenType }, i) => i > begins && tokenType === T.pays);
  if (pays < 0 || tokens[pays]!.startLine! > tokens[begins]!.startLine! + 1) return [];
  const told = tokens.slice(begins + 1, pays).filter(({ image }) => !/^(:|,|then)$/.test(image));
  let end = pays + 1;
  while (tokens[end] && !isFirstOnLine(course, end) && !is(tokens[end], T.CloseBrace)) end++;
  if (told.length === 0 || end === pays + 1 || tokens.slice(pays, end).some((one) => is(one, T.if)))
    return [];
  const from = tokens.indexOf(told[0]!);
  const condition = textOf(course, from, tokens.indexOf(told.at(-1)!) + 1);
  const by = [...tokens.slice(pays, end), sign(T.if, "if", told[0]!), ...told];
  return [inWords(course, { from: begins, to: end }, by, `${textOf(course, pays, end)} if ${condition}`)];
};

/** `pays $50 for each new recruit`. */
export const forEachNew: Finder = (course, at) => {
  const recruits = word(
    ...["recruits?", "members?", "persons?", "people", "distributors?", "enroll?ments?", "sign-?ups?"],
  );
  const isNew = as("new", word("new", "newly", "personal", "personally"));
  const said = sentenceAround(
    course,
    at,
    [as("each", token(T.Money)), word("for"), word("each", "every"), maybe(isNew), recruits],
    [as("each", token(T.Money)), word("per"), isNew, recruits],
  );
  if (!said) return [];
  const { each } = said.at;
  const onlyNew = /^new/i.test(said.at.new?.image ?? "");
  return [
    inWords(course, said, [each!], `${each!.image} * count(frontline${onlyNew ? " where age = 0" : ""})`),
  ];
};

/** `bonus B { 10% of PV }`, `bonus B: 10% of PV`: an amount that nobody is said to be paid. */
export const paysMissing: Finder = (course, at) => {
  const { tokens } = course;
  if (tokens[0]?.tokenType !== T.bonus) return [];
  const begins = (place: number): boolean =>
    figure.fits(tokens[place]!) &&
    !isFirstOnLine(course, place) &&
    !wantsOperator(expectedAt(course.standings[at]!));
  if (is(tokens[at], T.Equal, T.Colon) && at <= 3 && tokens[at + 1] && begins(at + 1)) {
    let end = at + 1;
    while (end < tokens.length && !isFirstOnLine(course, end)) end++;
    const amount = tokens.slice(at + 1, end);
    const last = amount.at(-1)!;
    const by = [
      ...[sign(T.OpenBrace, "{", amount[0]!), sign(T.pays, "pays", amount[0]!)],
      ...[...amount, sign(T.CloseBrace, "}", { ...last, startOffset: last.endOffset! + 1 })],
    ];
    const write = `${tokens[at - 1]!.image} { pays ${textOf(course, at + 1, end)} }`;
    return [inWords(course, { from: at, to: end, told: at - 1 }, by, write)];
  }
  const first = tokens[at];
  const block = first ? blockAt(course.standings[at]!) : null;
  if (!first || block?.rule !== "bonusItem" || !block.words.includes("pays")) return [];
  if (!is(tokens[at - 1], T.OpenBrace) && !isFirstOnLine(course, at)) return [];
  if (!figure.fits(first) && !(name.fits(first) && is(tokens[at + 1], T.Times))) return [];
  let end = at + 1;
  while (tokens[end] && !isFirstOnLine(course, end) && !is(tokens[end], T.CloseBrace)) end++;
  const by = [sign(T.pays, "pays", first), ...tokens.slice(at, end)];
  return [inWords(course, { from: at, to: end }, by, `pays ${textOf(course, at, end)}`)];
};

/** `2% of company PV shared equally by Gold and above`: a pool in one sentence. */
export const sharedPool: Finder = (course, at) => {
  const { tokens } = course;
  if (!is(tokens[0], T.pool)) return [];
  const from = tokens.findLastIndex(({ tokenType }, i) => i <= at && tokenType === T.OpenBrace) + 1;
  const said = sentenceAt(course, from, [
    ...[maybe(token(T.pot)), as("rate", token(T.Percent)), word("of"), maybe(word("total", "all", "the"))],
    ...[maybe(token(T.company)), as("amount", name), maybe(token(T.Comma))],
    ...[as("shared", word("shared", "divided", "split", "distributed")), maybe(word("equally", "evenly"))],
    ...[word("by", "among", "amongst", "between", "to"), maybe(word("all")), as("rank", name)],
  ]);
  if (!said) return [];
  const {
    rate: share,
    amount,
    shared,
    rank,
  } = said.at as Record<"rate" | "amount" | "shared" | "rank", IToken>;
  const further = sentenceAt(course, said.to, [word("and", "or"), above]);
  const ladder = ladderWith(course, rank.image) ?? "Title";
  const write = `pot ${share.image} of sum(${amount.image} in company) shares 1 if ${ladder} ${further ? ">=" : "="} ${rank.image}`;
  const by = [
    ...[sign(T.pot, "pot", share), valueFor(share)],
    ...[sign(T.shares, "shares", shared), valueFor(shared)],
  ];
  return [inWords(course, { from, to: further?.to ?? said.to }, by, write)];
};
