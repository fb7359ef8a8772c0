import type { IToken, TokenType } from "chevrotain";
import { T } from "../../../grammar/tokens.ts";
import { expectedAt, rulesAround } from "../../../grammar/walk.ts";
import { clockUnits } from "../../base/calendar.ts";
import { type Course, isFirstOnLine, readAs } from "./course.ts";
import { blockAt, wantsOperator, wantsValue } from "./expectation.ts";
import type { Finder, Repair } from "./repair.ts";
import {
  as,
  inWords,
  maybe,
  name,
  type Part,
  type Sentence,
  sentenceAround,
  sentenceAt,
  sign,
  token,
  valueFor,
  word,
} from "./sentence.ts";

/**
 * Whole sentences as a brochure has them, where a plan has a form of its own. What is told is the line as a plan has it,
 * with the names and figures that stand there, so that the mend keeps what was meant.
 */

const the = maybe(word("the", "a", "an", "his", "her", "their", "your"));
const rate = token(T.Percent, T.Money);
const figure = token(T.Number, T.SpacedNumber, T.Money, T.Percent);
const number = token(T.Number, T.SpacedNumber);
const before = word("last", "previous", "prior", "preceding");
const unit = word("period", ...clockUnits);
const units = word("periods?", ...clockUnits.map((clock) => `${clock}s?`));
const within = word("in", "of", "from", "across", "on");
const group = token(T.downline, T.frontline, T.legs, T.upline, T.company, T.orders);
const above = word("above", "higher", "up", "better", "over");
const textOf = ({ tokens, text }: Course, from: number, to: number): string =>
  from < to ? text.slice(tokens[from]!.startOffset, tokens[to - 1]!.endOffset! + 1) : "";

/** `PV last month`, `PV of the previous period`, `last month PV`. */
export const lastPeriod: Finder = (course, at) => {
  const said = sentenceAround(
    course,
    at,
    [as("what", name), maybe(within), the, before, unit],
    [before, unit, as("what", name)],
  );
  return said ? [inWords(course, said, [valueFor(said.at.what!)], `previous(${said.at.what!.image})`)] : [];
};

const opensCondition: ReadonlySet<TokenType> = new Set([
  ...[T.if, T.where, T.and, T.or, T.not, T.needs, T.counting, T.OpenParen, T.Comma],
]);

/** `if Title >= Gold for 3 months`, `… in 3 consecutive periods`, `… for 3 months in a row`. */
export const forPeriods: Finder = (course, at) => {
  const { tokens } = course;
  const many = as("many", token(T.Number));
  const said = sentenceAround(
    course,
    at,
    [word("for", "in"), many, word("consecutive", "successive", "straight"), units],
    [word("for", "in"), many, units, word("in"), word("a"), word("row")],
    [word("for"), the, maybe(before), many, units],
  );
  if (!said || said.from === 0) return [];
  let start = said.from;
  while (start > 0 && !opensCondition.has(tokens[start - 1]!.tokenType) && !isFirstOnLine(course, start))
    start--;
  if (tokens[0]!.tokenType === T.measure) start = Math.max(start, 3);
  const isFigure = start === said.from - 1 && figure.fits(tokens[start]!);
  if (start >= said.from || isFigure) return [];
  const { image } = said.at.many!;
  const write = `count(last ${image} periods where ${textOf(course, start, said.from)}) = ${image}`;
  return [inWords(course, { ...said, told: start }, [], write)];
};

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

/** `5% on level 1 and 3% on level 2`, `10% for level 1`: a rate for each level. */
export const rateOnLevel: Finder = (course, at) => {
  const one: readonly Part[] = [
    as("rate", rate),
    word("on", "at", "for", "in", "from"),
    as("what", word("level", "generation")),
    as("which", token(T.Number)),
  ];
  const colon = maybe(token(T.Colon, T.Equal));
  const turned: readonly Part[] = [one[2]!, one[3]!, colon, one[0]!];
  const [plain, other] = [sentenceAround(course, at, one), sentenceAround(course, at, turned)];
  const first = plain ?? (other && !is(course.tokens[other.from - 1], T.if, T.and) ? other : null);
  if (!first) return [];
  const rates: string[] = [];
  let end = first.from;
  for (let found: Sentence | null = first; found; ) {
    rates.push(`${found.at.rate!.image} if ${found.at.what!.image} = ${found.at.which!.image}`);
    end = found.to;
    found = sentenceAt(course, end, [word("and", "or", ",", "\\+"), ...(plain ? one : turned)]);
  }
  return [inWords(course, { from: first.from, to: end }, [valueFor(first.at.rate!)], rates.join(" else "))];
};

/** `5% for 5 levels`, `5% down to level 5`, `5% on levels 1 to 5`. */
export const rateForLevels: Finder = (course, at) => {
  const many = as("many", token(T.Number));
  const said = sentenceAround(
    course,
    at,
    [
      as("rate", rate),
      word("for", "over", "through", "on"),
      the,
      maybe(word("first")),
      many,
      word("levels?"),
    ],
    [as("rate", rate), maybe(word("up", "down")), word("to", "through"), the, word("level"), many],
    [as("rate", rate), word("on", "for"), word("levels"), word("1"), word("to", "-", "through", "–"), many],
  );
  return said
    ? [inWords(course, said, [said.at.rate!], `${said.at.rate!.image} if level <= ${said.at.many!.image}`)]
    : [];
};

/** `sum(PV in downline up to level 3)`, `sum(PV in level 3)`. */
export const groupOfLevels: Finder = (course, at) => {
  const many = as("many", token(T.Number));
  const some = as("group", token(T.downline, T.upline));
  const to = sentenceAround(
    course,
    at,
    [some, maybe(word("up", "down")), word("to", "through"), the, word("level"), many],
    [some, word("for", "in", "within", "over"), the, maybe(word("first")), many, word("levels?")],
  );
  if (to) {
    const { group: of, many: most } = to.at as Record<"group" | "many", IToken>;
    return [inWords(course, to, [of], `${of.image} where level <= ${most.image}`)];
  }
  const first = sentenceAround(course, at, [
    the,
    as("first", word("first")),
    word("level", "line", "generation"),
  ]);
  if (first && is(course.tokens[first.from - 1], T.in))
    return [inWords(course, first, [sign(T.frontline, "frontline", first.at.first!)], "frontline")];
  const on = sentenceAround(course, at, [as("level", word("level", "generation")), many]);
  if (!on || course.tokens[on.from - 1]?.tokenType !== T.in) return [];
  const { level, many: which } = on.at as Record<"level" | "many", IToken>;
  const write = `downline where ${level.image} = ${which.image}`;
  return [inWords(course, on, [sign(T.downline, "downline", level)], write)];
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

/** The rank table that a rank stands in, as far as the text shows. */
function ladderWith({ text }: Course, rank: string): string | null {
  for (const [, ladder, rows] of text.matchAll(/^\s*ranks\s+(\w+)[^{]*\{([^}]*)\}/gm))
    if (rows!.split("|").some((cell) => cell.trim() === rank)) return ladder!;
  return null;
}

/** `if level 1`, `if level 1-3`, `if level in 1..3`. */
export const levelIs: Finder = (course, at) => {
  const level = as("level", word("level", "generation", "age"));
  const [low, high] = [as("low", token(T.Number)), as("high", token(T.Number))];
  const between = sentenceAround(
    course,
    at,
    [level, low, word("-", "–", "—"), high],
    [level, token(T.in), low, token(T.Range), high],
    [level, low, high],
  );
  const said = between ?? sentenceAround(course, at, [level, low]);
  if (!said || !is(course.tokens[said.from - 1], T.if, T.where, T.and, T.or, T.not)) return [];
  const {
    level: what,
    low: from,
    high: to,
  } = said.at as Record<"level" | "low" | "high", IToken | undefined>;
  const write = to
    ? `${what!.image} >= ${from!.image} and ${what!.image} <= ${to.image.replace(/^-/, "")}`
    : `${what!.image} = ${from!.image}`;
  return [inWords(course, said, [what!, sign(T.Equal, "=", from!), from!], write)];
};

/** `5% of CV in the first 3 months`: by how long somebody has been there. */
export const firstPeriods: Finder = (course, at) => {
  const said = sentenceAround(course, at, [
    ...[
      as("begins", word("in", "during", "within", "for")),
      the,
      word("first"),
      as("many", token(T.Number)),
      units,
    ],
  ]);
  if (!said || !expectedAt(course.standings[said.from]!).has(T.if)) return [];
  const { begins, many } = said.at as Record<"begins" | "many", IToken>;
  return [inWords(course, said, [readAs(begins, T.if), valueFor(many)], `if age < ${many.image}`)];
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

/** `$100 each month`, `$500 monthly`: in every period is what a bonus does; `$500 once` is the first time of something. */
export const howOften: Finder = (course, at) => {
  const { tokens } = course;
  const once = sentenceAround(
    course,
    at,
    [as("sum", token(T.Money)), word("once")],
    [as("sum", token(T.Money)), word("one"), word("time")],
  );
  if (once) return [inWords(course, once, [once.at.sum!], `${once.at.sum!.image} if first(…)`)];
  const said = sentenceAround(
    course,
    at,
    [word("each", "every", "per", "a"), unit],
    [word("daily", "weekly", "monthly", "quarterly", "yearly", "annually")],
  );
  if (!said || said.from === 0 || !rulesAround(course.standings[said.from]!).includes("paysClause"))
    return [];
  const last = tokens[said.from - 1]!;
  return [inWords(course, { ...said, told: said.from - 1 }, [], last.image)];
};

const ofGroup: readonly Part[] = [as("what", name), within, the, as("group", group)];
const folds: readonly (readonly [parts: readonly Part[], write: (what: string, group: string) => string])[] =
  [
    [
      [word("total", "overall", "combined", "all"), maybe(word("of", "the")), ...ofGroup],
      (what, of) => `sum(${what} in ${of})`,
    ],
    [
      [word("number", "count"), maybe(word("of")), the, maybe(word("all")), ...ofGroup],
      (what, of) => `count(${of} where ${what})`,
    ],
    [
      [word("average", "avg", "mean"), maybe(word("of")), ...ofGroup],
      (what, of) => `sum(${what} in ${of}) / count(${of})`,
    ],
    [
      [word("highest", "largest", "greatest"), maybe(word("of")), ...ofGroup],
      (what, of) => `max(${what} in ${of})`,
    ],
    [
      [word("lowest", "smallest", "least"), maybe(word("of")), ...ofGroup],
      (what, of) => `min(${what} in ${of})`,
    ],
    [[word("sum", "total"), as("what", name), as("group", group)], (what, of) => `sum(${what} in ${of})`],
    [[word("count"), as("what", name), as("group", group)], (what, of) => `count(${of} where ${what})`],
    [
      [word("count"), token(T.OpenParen), as("what", name), as("group", group), token(T.CloseParen)],
      (what, of) => `count(${of} where ${what})`,
    ],
  ];

/** `total PV in downline`, `number of active in frontline`, `average PV of frontline`, `count(active frontline)`. */
export const ofMany: Finder = (course, at) => {
  for (const [parts, write] of folds) {
    const said = sentenceAround(course, at, parts);
    if (!said) continue;
    const { what, group: of } = said.at as Record<"what" | "group", IToken>;
    return [inWords(course, said, [valueFor(what)], write(what.image, of.image))];
  }
  return [];
};

/** `3 active legs`, `at least 3 frontline are active`, `3 legs with Gold`: so many of a group. */
export const soMany: Finder = (course, at) => {
  const has = maybe(word("has", "have", "having", "with"));
  const least = [maybe(word("at")), maybe(word("least"))];
  const some = as("group", token(T.downline, T.frontline, T.legs));
  const said = sentenceAround(
    course,
    at,
    [
      has,
      ...least,
      as("many", number),
      some,
      word("with", "are", "who", "that", "where"),
      maybe(word("are")),
      as("what", name),
    ],
    [has, ...least, as("many", number), as("what", name), some],
  );
  if (!said) return [];
  const { many, what, group: of } = said.at as Record<"many" | "what" | "group", IToken>;
  const ladder = ladderWith(course, what.image);
  const condition = ladder === null ? what.image : `${ladder} >= ${what.image}`;
  const where = of.tokenType === T.legs ? `any(${condition} in leg)` : condition;
  return [inWords(course, said, [valueFor(many)], `count(${of.image} where ${where}) >= ${many.image}`)];
};

/** `strongest leg volume`, `GV of the weaker leg`. */
export const strongestLeg: Finder = (course, at) => {
  const strong = word("strong(er|est)?", "largest", "greatest", "biggest", "highest", "best", "power");
  const weak = word("weak(er|est)?", "smallest", "lesser", "lowest");
  for (const [which, fold] of [
    [strong, "max"],
    [weak, "min"],
  ] as const) {
    const said = sentenceAround(
      course,
      at,
      [as("what", name), word("of", "in"), the, which, word("leg")],
      [the, which, word("leg"), maybe(as("what", name))],
    );
    if (!said) continue;
    const { image } = said.at.what ?? { image: "volume" };
    const write = `${fold}(${/^volume$/i.test(image) ? "GV" : image} in legs)`;
    return [inWords(course, said, [valueFor(course.tokens[said.from]!)], write)];
  }
  return [];
};

/** `5% of the first 1,000 PV`, `5% of PV above 1,000`: a part of an amount. */
export const partOf: Finder = (course, at) => {
  const share: readonly Part[] = [as("rate", token(T.Percent)), word("of")];
  const edge = as("edge", figure);
  const first = sentenceAround(course, at, [...share, the, word("first"), edge, as("what", name)]);
  const more = sentenceAround(
    course,
    at,
    [...share, as("what", name), word("above", "over", "beyond", "exceeding"), edge],
    [...share, as("what", name), word("in"), word("excess"), word("of"), edge],
  );
  const said = first ?? more;
  if (!said) return [];
  const { rate: of, edge: limit, what } = said.at as Record<"rate" | "edge" | "what", IToken>;
  const part = first ? `min(${what.image}, ${limit.image})` : `max(${what.image} - ${limit.image}, 0)`;
  return [inWords(course, said, [valueFor(of)], `${of.image} of ${part}`)];
};

/** `the greater of $100 and 5% of PV`; `5% of PV or $100, whichever is greater`. */
export const greaterOf: Finder = (course, at) => {
  const { tokens } = course;
  const high = word("greater", "greatest", "higher", "highest", "larger", "largest", "max", "maximum");
  const low = word("lesser", "least", "lower", "lowest", "smaller", "smallest", "min", "minimum");
  const either = { fits: (one: IToken) => high.fits(one) || low.fits(one) };
  const fold = (which: IToken): string => (high.fits(which) ? "max" : "min");
  const ends = (from: number): number => {
    let end = from;
    while (tokens[end] && !isFirstOnLine(course, end) && !endsAmount.has(tokens[end]!.tokenType)) end++;
    return end;
  };
  const told = sentenceAround(course, at, [the, as("which", either), word("of")]);
  if (told) {
    const end = ends(told.to);
    const joint = tokens.findIndex(
      ({ tokenType }, i) => i > told.to && i < end - 1 && (tokenType === T.and || tokenType === T.or),
    );
    if (joint < 0) return [];
    const write = `${fold(told.at.which!)}(${textOf(course, told.to, joint)}, ${textOf(course, joint + 1, end)})`;
    return [inWords(course, { from: told.from, to: end }, [valueFor(told.at.which!)], write)];
  }
  const behind = sentenceAround(course, at, [
    ...[maybe(token(T.Comma)), word("whichever"), word("is"), as("which", either)],
  ]);
  if (!behind) return [];
  let from = behind.from;
  while (from > 0 && tokens[from - 1]!.tokenType !== T.pays && tokens[from - 1]!.tokenType !== T.Equal)
    from--;
  const joint = tokens.findIndex(({ tokenType }, i) => i > from && i < behind.from && tokenType === T.or);
  if (from === 0 || joint < 0) return [];
  const write = `${fold(behind.at.which!)}(${textOf(course, from, joint)}, ${textOf(course, joint + 1, behind.from)})`;
  return [inWords(course, { from, to: behind.to }, [valueFor(behind.at.which!)], write)];
};
const endsAmount: ReadonlySet<TokenType> = new Set([T.CloseBrace, T.if, T.where, T.Bar, T.RowEnd]);

/** `pays 5% of PV with a minimum of $100`. */
export const atLeast: Finder = (course, at) => {
  const { tokens } = course;
  const said = sentenceAround(
    course,
    at,
    [word("with"), the, word("minimum"), maybe(word("of")), as("least", figure)],
    [maybe(token(T.Comma)), word("minimum", "min"), maybe(word("of")), as("least", token(T.Money))],
  );
  if (!said) return [];
  let from = said.from;
  while (from > 0 && tokens[from - 1]!.tokenType !== T.pays && tokens[from - 1]!.tokenType !== T.Equal)
    from--;
  if (from === 0 || from === said.from) return [];
  const write = `max(${textOf(course, from, said.from)}, ${said.at.least!.image})`;
  return [inWords(course, { from, to: said.to }, [valueFor(said.at.least!)], write)];
};

/** `10% of the PV`, `all PV`: a name needs no article. */
export const article: Finder = (course, at) => {
  const said = sentenceAround(course, at, [
    word("the", "an", "all", "his", "their", "your"),
    as("what", name),
  ]);
  if (!said || !wantsValue(expectedAt(course.standings[said.from]!))) return [];
  const { what } = said.at;
  return [{ ...inWords(course, said, [what!], what!.image), cost: 0.6 }];
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
const is = (one: IToken | undefined, ...types: readonly TokenType[]): one is IToken =>
  one !== undefined && types.includes(one.tokenType);

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

/** `Ann: 100` in an outline: figures of the first input stand behind the name. */
export const figureOfPerson: Finder = (course, at) => {
  const said = sentenceAround(course, at, [as("person", name), token(T.Colon), as("figure", figure)]);
  if (!said || !isFirstOnLine(course, said.from)) return [];
  if (!rulesAround(course.standings[said.from]!).includes("exampleItem")) return [];
  const { person, figure: what } = said.at as Record<"person" | "figure", IToken>;
  return [inWords(course, said, [person, what], `${person.image} ${what.image}`)];
};

/** `expect Ann GV = 150`, `expect Ann's GV = 150`; `Ann.GV = 150` without its `expect`. */
export const expectation: Finder = (course, at) => {
  const [person, what] = [as("person", name), as("what", name)];
  const read = (
    { at: { person: who, what: of } }: Sentence,
    equal: readonly IToken[] = [],
  ): readonly IToken[] => [who!, sign(T.Dot, ".", of!), of!, ...equal];
  const found = (said: Sentence, by: readonly IToken[], write: string): readonly Repair[] => [
    inWords(course, said, by, write),
  ];
  const owner = sentenceAround(course, at, [
    ...[token(T.expect), as("owner", token(T.ApostropheName)), what, as("sign", token(T.Equal))],
  ]);
  if (owner) {
    const { owner: whose, what: of, sign: equal } = owner.at as Record<"owner" | "what" | "sign", IToken>;
    const image = whose.image.replace(/['’]s?$/, "");
    const by = [
      course.tokens[owner.from]!,
      { ...readAs(whose, T.Name), image },
      sign(T.Dot, ".", of),
      of,
      equal,
    ];
    return found(owner, by, `expect ${image}.${of.image} =`);
  }
  const beside = sentenceAround(course, at, [token(T.expect), person, what, as("sign", token(T.Equal))]);
  const of = sentenceAround(course, at, [
    token(T.expect),
    what,
    word("of", "for"),
    person,
    as("sign", token(T.Equal)),
  ]);
  const said = beside ?? of;
  if (said) {
    const by = [course.tokens[said.from]!, ...read(said, [said.at.sign!])];
    return found(said, by, `expect ${said.at.person!.image}.${said.at.what!.image} =`);
  }
  const bare = sentenceAround(course, at, [person, token(T.Dot), what, as("sign", token(T.Equal))]);
  if (!bare || !isFirstOnLine(course, bare.from)) return [];
  if (!rulesAround(course.standings[bare.from]!).includes("exampleItem")) return [];
  const by = [sign(T.expect, "expect", bare.at.person!), ...read(bare, [bare.at.sign!])];
  return found(bare, by, `expect ${bare.at.person!.image}.${bare.at.what!.image} =`);
};

/** `USD 50`, `50 dollars`: the sign of the plan's currency stands before the figure. */
export const currencyInWords: Finder = (course, at) => {
  const currency = word("dollars?", "euros?", "pounds?", "bucks", ...currencyCodes);
  const said = sentenceAround(course, at, [currency, as("sum", number)], [as("sum", number), currency]);
  if (!said) return [];
  const { sum } = said.at;
  const image = `${/\p{Sc}(?=\d)/u.exec(course.text)?.[0] ?? "$"}${sum!.image}`;
  return [inWords(course, said, [{ ...readAs(sum!, T.Money), image }], image)];
};
const currencyCodes = ["USD", "EUR", "GBP", "CHF", "CAD", "AUD", "JPY", "INR", "BRL", "MXN"];

/** All of them, the longer sentences before those that may stand in them. */
export const prose: readonly Finder[] = [
  ...[lastPeriod, forPeriods, toSponsor, rateOnLevel, rateForLevels, groupOfLevels, forRank, forEachNew],
  ...[
    conditionFirst,
    levelIs,
    firstPeriods,
    howOften,
    ofMany,
    soMany,
    strongestLeg,
    partOf,
    greaterOf,
    atLeast,
    article,
    paysMissing,
    sharedPool,
  ],
  ...[figureOfPerson, expectation, currencyInWords],
];
