import { T } from "../../../grammar/tokens.ts";
import { clockWords } from "../../../grammar/vocabulary.ts";
import { expectedAt, mayEnd } from "../../../grammar/walk.ts";
import { describeToken } from "../names/description.ts";
import type { Site } from "../names/site.ts";
import { namesAt } from "./name-options.ts";
import { type Option, plainOption } from "./option.ts";
import type { Place } from "./place.ts";
import { declarationsFor, headerFor } from "./snippets.ts";
import { wordsAt } from "./word-options.ts";

/** Everything that may stand at a place. */
export function optionsAt(place: Place): readonly Option[] {
  if (beginsDeclaration(place)) return declarations(place);
  if (beginsTable(place)) return tablesOfExample();
  const expected = expectedAt(place.standing);
  const { site } = place;
  // Recovery may read a name where the grammar has no place for one: behind `on CV` it would take it for a condition.
  const names = site && expected.has(T.Name) && !wantsNoName(place) ? namesAt(place.known, site) : [];
  return [...withoutCircle(names, site), ...wordsAt(place)];
}

/** What is just being defined comes last in its own rule: bare it would stand for itself. */
function withoutCircle(options: readonly Option[], site: Site | null): readonly Option[] {
  const own = site?.role === "value" && site.item && "name" in site.item ? site.item.name.text : null;
  return options.map((option) => (option.label === own ? { ...option, fit: -99 } : option));
}

/** `count(` wants a group, and the second part of a sum is its limit. */
function wantsNoName({ site, before }: Place): boolean {
  const called = site?.argumentOf ?? "";
  return (
    ["count", "nearest"].includes(called) ||
    (["sum", "any", "all"].includes(called) && before.at(-1)?.tokenType === T.Comma)
  );
}

const beginsDeclaration = ({ isAtMargin, isFirstOnLine, standing, before }: Place): boolean =>
  isAtMargin || (isFirstOnLine && (before.length === 0 || mayEnd(standing)));

function declarations({ known }: Place): readonly Option[] {
  const clocks = clockWords.map(
    (word, i): Option => ({ ...plainOption(word, "keyword", -20 - i), describe: () => describeToken(word) }),
  );
  const hasHeader = known.concrete.tokens.some(({ tokenType }) => tokenType === T.plan);
  return [...(hasHeader ? [] : [headerFor()]), ...declarationsFor(known), ...clocks];
}

/** The first cell of an example's table says what the table is about. */
const beginsTable = ({ item, before, site }: Place): boolean =>
  item?.kind === "Example" &&
  before.at(-1)?.tokenType === T.RowStart &&
  site?.role !== "person" &&
  site?.role !== "declares person";

const tablesOfExample = (): readonly Option[] =>
  Object.entries(tables).map(([word, doc], i) => ({
    ...plainOption(word, "keyword", 20 - i),
    describe: () => ({ title: word, type: "", code: "", doc }),
  }));

const tables = {
  orders: "Orders of the people, one a row.",
  people: "More people, one a row, with what is given of them.",
  period: "Periods that follow one another: what is given in each, and what must come out (`= _`).",
  case: "Cases side by side: each row starts afresh.",
  expect: "What must come out for each person.",
};
