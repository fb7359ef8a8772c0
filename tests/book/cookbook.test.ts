import { expect, test } from "vitest";
import { readChapters } from "../../src/book/files.ts";
import { slugOf } from "../../src/book/markdown.ts";
import { problemsOf } from "../../src/book/run-plan.ts";

/** What the rows of the cookbook speak of; whatever a row declares itself is left out. */
const FRAME = `plan "Cookbook" {
  currency USD
  period   month
  1 PV = $1.00
  1 CV = $1.00
}

input PV    : volume in orders
input CV    : volume in orders
input sales : money in orders
input party : text in orders
input qualified : yes/no
tree placement : binary
measure GV     = PV + sum(PV in downline)
measure active = PV >= 100
measure leader = PV >= 500
measure rate   = 5% if leader

ranks Title {
  | rank    |    cap | PV >= _ |
  | Member  |   $100 |         |
  | Gold    |   $500 |     100 |
  | Diamond | $1,000 |     200 |
}

table rates(level) {
  | level |   1 |  2 |
  | rate  | 10% | 5% |
}

table unilevel(Title, level) {
  | Title \\ level |   1 |  2 |
  | Member        | 10% | 5% |
}

table by_generation(Title, generation) {
  | Title \\ generation |  1 |  2 |
  | Gold               | 5% |    |
  | Diamond            | 5% | 3% |
}

table host(sales) {
  | from | $200 |
  | rate |  10% |
}

table slices(volume) marginal {
  | from |  0 | 1,000 |
  | rate | 9% |   12% |
}

bonus Team { pays 1% of PV }
bonus Match { pays 1% of PV }
`;

const DECLARATION = /^(input|tree|measure|pairing|pool|limit|charge|weekly|table) /;
const POLICY = /^(grace|award|needs) /;
const CLAUSE = /^(on|up|pays|counting|until|through|generation|missed|at most) /;

/** A row as a plan: declarations as they are, lines of a bonus in one bonus, lines of a rank table in one, and measures of the rest. */
function planOf(codes: readonly string[]): string {
  const of = (kind: RegExp) => codes.filter((code) => kind.test(code));
  const clauses = of(CLAUSE);
  const rest = codes.filter((code) => ![DECLARATION, POLICY, CLAUSE].some((kind) => kind.test(code)));
  const travels = /\b(level|path|generation|source|below|distance|counting|until|through|missed|on|up)\b/;
  const bonus = clauses.some((clause) => travels.test(clause))
    ? [
        ...(clauses.some((clause) => /^on /.test(clause)) ? [] : ["on PV"]),
        ...(clauses.some((clause) => /\bup \w+$/.test(clause)) ? [] : ["up sponsor"]),
        ...(clauses.some((clause) => /^pays /.test(clause)) ? [] : ["pays 1%"]),
      ]
    : clauses.some((clause) => /^pays /.test(clause))
      ? []
      : ["pays $1"];
  return [
    FRAME,
    ...of(DECLARATION),
    ...(clauses.length === 0 ? [] : [`bonus Row {\n  ${[...bonus, ...clauses].join("\n  ")}\n}`]),
    ...of(POLICY).map((policy) => `ranks Other {\n  | rank | PV >= _ |\n  | One |  |\n  ${policy}\n}`),
    ...rest.map((code, i) => `measure row_${i} = ${code}`),
  ].join("\n");
}

const cookbook = readChapters().find(({ text }) => text.startsWith("## Cookbook"))!.text;
const section = cookbook.slice(0, cookbook.indexOf("## Which reading is meant"));
const rows = [...section.matchAll(/^\| (["“].*?) \| (.*) \|$/gm)].map(([, said, written]) => ({
  said: said!,
  codes: [
    ...written!.replaceAll(/(a header|with a table by|a measure of) `[^`]*`/g, "").matchAll(/`([^`]+)`/g),
  ].map(([, code]) => code!),
}));

test.each(rows.filter(({ codes }) => codes.length > 0))("the cookbook writes $said", ({ codes }) => {
  const told = problemsOf(planOf(codes)).filter(({ code }) => code !== "name/unused");
  expect(told.map(({ message }) => message)).toEqual([]);
});

test("the cookbook has rows", () => expect(rows.length).toBeGreaterThan(50));

const brochures = readChapters().find(({ text }) => text.startsWith("## Three brochures"))!.text;
const slips = [
  ...brochures.matchAll(/^\| `([^`]+)` \| \[[^\]]+\]\(problems\.md#([^)]+)\) \| `([^`]+)` \|$/gm),
].map(([, wrong, anchor, right]) => ({ wrong: wrong!, anchor: anchor!, right: right! }));

test.each(slips)("$wrong is told, and $right is right", ({ wrong, anchor, right }) => {
  const codesOf = (written: string) =>
    problemsOf(planOf([written])).flatMap(({ code }) => (code === "name/unused" ? [] : [slugOf(code)]));
  expect(codesOf(wrong)).toContain(anchor);
  expect(codesOf(right)).toEqual([]);
});

test("slips are listed", () => expect(slips.length).toBeGreaterThan(15));
