import { expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import { runExample } from "../../src/meaning/examples.ts";
import { parse } from "../../src/syntax/parse.ts";

const header =
  'plan "P" {\n  currency USD\n  1 PV = $1.00\n}\ninput PV : volume in orders\ninput kind : choice of own, retail in orders\n';

/** The sentences of what does not hold, by example. */
function failuresOf(rules: string): string[] {
  const { plan, diagnostics } = check(parse(header + rules));
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return plan!.examples.flatMap((example) =>
    runExample(plan!, example).failures.map(({ message }) => message),
  );
}

test("a failing expectation says what was expected, and what it is", () => {
  expect(
    failuresOf(`
measure big_order = PV >= 100
measure share = 12.5%
measure open_cases = PV / 3
ranks Title {
  | rank   | PV >= _ |
  | Member |         |
  | Star   |     100 |
}
bonus Own { pays 10% of PV }
ensure sum(payout in company) < $1
example "one" {
  Ann 100
    Bob
  | case | Ann.PV | Ann.big_order = _ | Ann.Own = _ |
  | "a b" |   50 | yes               |       $7.00 |
  | c     |  100 | yes               |      $10.00 |
  expect Ann.Title = Member and Bob.PV = 0, Bob.sponsor = none, Ann.share = 12%
  expect Ann.open_cases >= 100, not Ann.big_order
  | expect   | Own   |
  | everyone | $2.00 |
}
example "two" {
  Ann
  | period | Ann.PV | Ann.big_order = _ |
  |      1 |     10 | no                |
  |      2 |     20 | yes               |
}
`),
  ).toMatchInlineSnapshot(`
    [
      "In case a b: expected Ann.big_order = yes, and it is no.",
      "In case a b: expected Ann.Own = $7.00, and it is $5.00.",
      "In case a b: expected everyone.Own = $2.00, and it is $5.00.",
      "In case a b: expected Bob.sponsor = none, and it is Ann.",
      "In case a b: expected Ann.share = 12%, and it is 12.5%.",
      "In case a b: expected Ann.open_cases >= 100, and it is 16.666666667.",
      "In case a b: expected what the plan ensures, and it is $5.00.",
      "In case c: expected everyone.Own = $2.00, and it is $10.00.",
      "In case c: expected Ann.Title = Member and Bob.PV = 0, and it is Star.",
      "In case c: expected Bob.sponsor = none, and it is Ann.",
      "In case c: expected Ann.share = 12%, and it is 12.5%.",
      "In case c: expected Ann.open_cases >= 100, and it is 33.333333333.",
      "In case c: expected not Ann.big_order, which does not hold.",
      "In case c: expected what the plan ensures, and it is $10.00.",
      "In period 2: expected Ann.big_order = yes, and it is no.",
      "In period 2: expected what the plan ensures, and it is $2.00.",
    ]
  `);
});

test("a table of expectations has a column or a comparison with a blank in its head, and nothing else", () => {
  const table = (head: string) => `
bonus Own { pays 10% of PV }
example "table" {
  Ann 100
  | expect | ${head} |
  | Ann    |  $10.00 |
}
`;
  expect(failuresOf(table("Own"))).toEqual([]);
  expect(failuresOf(table("Own = _"))).toEqual([]);
  expect(failuresOf(table("gross(Own) <= _"))).toEqual([]);
  expect(failuresOf(table("Own > _"))).toEqual(["expected Ann.Own > $10.00, and it is $10.00."]);
  const { diagnostics } = check(parse(header + table("Own + 1")));
  expect(diagnostics.map(({ code }) => code)).toEqual(["example/header"]);
});

test("every blank of a header is filled, and only blanks are", () => {
  expect(
    failuresOf(`
measure a_b = PV
example "blanks" {
  Ann 100
  | case | Ann.a_b >= _ and Ann.a_b < 2 * _ |
  | low  |                               50 |
  | fits |                               60 |
}
`),
  ).toMatchInlineSnapshot(`
    [
      "In case low: expected Ann.a_b >= 50 and Ann.a_b < 2 * 50, and it is 100.",
    ]
  `);
});

test("a choice of orders may be called like the kind of a person", () => {
  expect(
    failuresOf(`
measure bought = sum(PV in orders where kind = retail)
example "kinds" {
  Ann kind: distributor
  | orders | kind   | PV |
  | Ann    | retail | 70 |
  | Ann    | own    | 20 |
  expect Ann.bought = 70, Ann.PV = 90, Ann.kind = distributor
}
`),
  ).toEqual([]);
});
