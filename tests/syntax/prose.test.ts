import { expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { parse } from "../../src/syntax/parse.ts";

/** A plan as people have it who then write a line as they would say it. */
const HEAD = `plan "Start" {
  currency USD
  period   month
  1 PV = $1.00
  rounding half even to $0.01
}

input PV : volume

measure active = PV >= 100
measure GV     = PV + sum(PV in downline)

ranks Title {
  | rank   | PV >= _ | GV >= _ |
  | Member |         |         |
  | Silver |     100 |   1,000 |
  | Gold   |     150 |   5,000 |
}

`;
const errorsOf = (text: string): readonly Diagnostic[] =>
  check(parse(text)).diagnostics.filter(({ severity }) => severity === "error");

/** Sentences of brochures and spreadsheets; told in one sentence each, and mended into what they mean by one change. */
test.each([
  ["measure x = PV last month", "measure x = previous(PV)"],
  ["measure x = PV of the previous period", "measure x = previous(PV)"],
  ["measure x = last month PV", "measure x = previous(PV)"],
  ["measure x = total PV in downline", "measure x = sum(PV in downline)"],
  ["measure x = all PV in the downline", "measure x = sum(PV in downline)"],
  ["measure x = sum PV downline", "measure x = sum(PV in downline)"],
  ["measure x = number of active in frontline", "measure x = count(frontline where active)"],
  ["measure x = count(active frontline)", "measure x = count(frontline where active)"],
  ["measure x = average PV of frontline", "measure x = sum(PV in frontline) / count(frontline)"],
  ["measure x = highest PV in downline", "measure x = max(PV in downline)"],
  ["measure x = sum(PV in downline up to level 3)", "measure x = sum(PV in downline where level <= 3)"],
  ["measure x = sum(PV in downline for 3 levels)", "measure x = sum(PV in downline where level <= 3)"],
  ["measure x = sum(PV in level 3)", "measure x = sum(PV in downline where level = 3)"],
  ["measure x = sum(PV in the first level)", "measure x = sum(PV in frontline)"],
  ["measure x = sum(PV in team)", "measure x = sum(PV in downline)"],
  ["measure x = sum(PV in everyone)", "measure x = sum(PV in company)"],
  ["measure x = strongest leg volume", "measure x = max(GV in legs)"],
  ["measure x = GV of the weaker leg", "measure x = min(GV in legs)"],
  ["measure x = PV >= 100, GV >= 1,000", "measure x = PV >= 100 and GV >= 1,000"],
  ["measure x = !active", "measure x = not active"],
  ["measure x = PV of sponsor", "measure x = sponsor.PV"],
  ["measure x = PV - 20%", "measure x = PV - 20% of PV"],
  ["measure x = max(PV; 3)", "measure x = max(PV, 3)"],
  ["measure x = IF(active, PV, GV)", "measure x = PV if active else GV"],
  ["measure x = AND(active, PV > 3)", "measure x = active and PV > 3"],
  ["measure x = COUNTIF(frontline, PV >= 100)", "measure x = count(frontline where PV >= 100)"],
  ["measure x = AVERAGE(PV in frontline)", "measure x = sum(PV in frontline) / count(frontline)"],
  ["measure x = len(frontline)", "measure x = count(frontline)"],
  ["measure x = PV >= 100 ? 2 : 1", "measure x = 2 if PV >= 100 else 1"],
  ["param x = 50 dollars", "param x = $50"],
  ["param x = USD 50", "param x = $50"],
  ["bonus B { 10% of PV }", "bonus B { pays 10% of PV }"],
  ["bonus B { PV * 10% }", "bonus B { pays PV * 10% }"],
  ["bonus B = 10% of PV", "bonus B { pays 10% of PV }"],
  ["bonus B: 10% of PV", "bonus B { pays 10% of PV }"],
  ["bonus B { pays 10% of the PV }", "bonus B { pays 10% of PV }"],
  ["bonus B { pays 10% of PV to sponsor }", "bonus B { on PV up sponsor pays 10% if level = 1 }"],
  [
    "bonus B { on PV up sponsor pays 5% on level 1 and 3% on level 2 }",
    "bonus B { on PV up sponsor pays 5% if level = 1 else 3% if level = 2 }",
  ],
  [
    "bonus B { on PV up sponsor pays level 1: 5%, level 2: 3% }",
    "bonus B { on PV up sponsor pays 5% if level = 1 else 3% if level = 2 }",
  ],
  ["bonus B { on PV up sponsor pays 5% for 5 levels }", "bonus B { on PV up sponsor pays 5% if level <= 5 }"],
  [
    "bonus B { on PV up sponsor pays 5% down to level 5 }",
    "bonus B { on PV up sponsor pays 5% if level <= 5 }",
  ],
  ["bonus B { on PV up sponsor pays 5% if level 1 }", "bonus B { on PV up sponsor pays 5% if level = 1 }"],
  [
    "bonus B { on PV up sponsor pays 5% if level 1-3 }",
    "bonus B { on PV up sponsor pays 5% if level >= 1 and level <= 3 }",
  ],
  [
    "bonus B { on PV up sponsor pays 5% if level is less than or equal to 5 }",
    "bonus B { on PV up sponsor pays 5% if level <= 5 }",
  ],
  ["bonus B { pays 10% of PV for Gold and above }", "bonus B { pays 10% of PV if Title >= Gold }"],
  ["bonus B { pays $100 if Title is Gold or higher }", "bonus B { pays $100 if Title >= Gold }"],
  ["bonus B { pays $100 to Gold }", "bonus B { pays $100 if Title = Gold }"],
  [
    "bonus B { pays $100 if Title >= Gold for 3 months }",
    "bonus B { pays $100 if count(last 3 periods where Title >= Gold) = 3 }",
  ],
  [
    "bonus B { pays $100 if active for 3 consecutive months }",
    "bonus B { pays $100 if count(last 3 periods where active) = 3 }",
  ],
  [
    "bonus B { pays $100 if 3 legs with Gold }",
    "bonus B { pays $100 if count(legs where any(Title >= Gold in leg)) >= 3 }",
  ],
  [
    "bonus B { pays $100 if at least 3 frontline are active }",
    "bonus B { pays $100 if count(frontline where active) >= 3 }",
  ],
  ["bonus B { pays $50 for each new recruit }", "bonus B { pays $50 * count(frontline where age = 0) }"],
  ["bonus B { pays $100 each month }", "bonus B { pays $100 }"],
  ["bonus B { pays $100 monthly }", "bonus B { pays $100 }"],
  ["bonus B { pays 5% of PV in the first 3 months }", "bonus B { pays 5% of PV if age < 3 }"],
  ["bonus B { pays 10% of PV, max $50 }", "bonus B { pays 10% of PV at most $50 }"],
  ["bonus B { pays 10% of PV capped at $50 }", "bonus B { pays 10% of PV at most $50 }"],
  ["bonus B { pays the greater of $100 and 5% of PV }", "bonus B { pays max($100, 5% of PV) }"],
  ["bonus B { pays 5% of PV or $100, whichever is greater }", "bonus B { pays max(5% of PV, $100) }"],
  ["bonus B { pays 5% of PV with a minimum of $100 }", "bonus B { pays max(5% of PV, $100) }"],
  ["bonus B { pays 5% of PV above 1,000 }", "bonus B { pays 5% of max(PV - 1,000, 0) }"],
  ["bonus B { pays 5% of the first 1,000 PV }", "bonus B { pays 5% of min(PV, 1,000) }"],
  ["bonus B { if active pays 5% of PV }", "bonus B { pays 5% of PV if active }"],
  ["bonus B {\n  requires active\n  pays 5% of PV\n}", "bonus B {\n  pays 5% of PV if active\n}"],
  [
    "pool P { 2% of company PV shared equally by Gold and above }",
    "pool P { pot 2% of sum(PV in company) shares 1 if Title >= Gold }",
  ],
  ["bonus B { pays $1 }\nlimit all at $500", "bonus B { pays $1 }\nlimit all to $500"],
  [
    'example "a" {\n  Ann: 150\n  expect Ann.PV = 150\n}',
    'example "a" {\n  Ann 150\n  expect Ann.PV = 150\n}',
  ],
  [
    'example "a" {\n  Ann 150\n  expect Ann PV = 150\n}',
    'example "a" {\n  Ann 150\n  expect Ann.PV = 150\n}',
  ],
  ['example "a" {\n  Ann 150\n  Ann.PV = 150\n}', 'example "a" {\n  Ann 150\n  expect Ann.PV = 150\n}'],
])("%s", (said, meant) => {
  const errors = errorsOf(HEAD + said);
  expect(new Set(errors.map(({ message }) => message)).size).toBe(1);
  const { edits } = errors[0]!.mends[0]!;
  const mended = [...edits]
    .sort((a, b) => b.span.from - a.span.from)
    .reduce((so, { span, insert }) => so.slice(0, span.from) + insert + so.slice(span.to), HEAD + said);
  expect(mended).toBe(HEAD + meant);
  expect(errorsOf(mended)).toEqual([]);
});
