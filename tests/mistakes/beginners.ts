/** What stands in a plan, what somebody writes who has not seen the language, the problem that is told, and where its caret is. */
type Slips = readonly (readonly [right: string, wrong: string, code: string, caret: string])[];

/** A small plan as people begin with. */
export const FIRST_PLAN = `plan "Start" {
  currency USD
  period   month
  1 CV = $1.00
  rounding half even to $0.01
}

input PV : volume
input CV : volume

measure active = PV >= 100
measure GV     = PV + sum(PV in downline)
measure legs4  = count(legs where any(Title >= Silver in leg))

ranks Title {
  | rank   | PV >= _ | GV >= _ | legs4 >= _ |
  | Member |         |         |            |
  | Silver |     100 |   1,000 |            |
  | Gold   |     150 |   5,000 |          2 |
}

table rates(Title, level) {
  | Title \\ level |  1 |  2 | 3..5 |
  | Member        | 5% |    |      |
  | Silver        | 5% | 4% |      |
  | Gold          | 5% | 4% |   2% |
}

bonus Team "Team commission" {
  on CV up sponsor
  counting active
  pays rates(Title, level)
}

bonus Match "Match" {
  on earned(Team) up sponsor
  pays 10% if level = 1
}

bonus Fast "Fast start" {
  pays 20% of CV if age <= 2
}

pool Leaders "Leaders" {
  pot    2% of sum(CV in company)
  shares 1 if Title >= Gold
}

limit Team + Match to 45% of sum(CV in company)

example "first" {
  Ann 150
    Bob 120
  expect Ann.Title = Member
}
`;

export const slipsInFirst: Slips = [
  ["pays 10% if level = 1", "pays 10 if level = 1", "unit/percent-sign", "10"],
  ["pays 20% of CV", "pays 20% CV", "syntax/operator-missing", ""],
  ["20% of CV", "CV x 20%", "syntax/other-word", "x"],
  [
    "measure active = PV >= 100",
    "measure active = CV >= $100\nmeasure rich = PV >= $100",
    "unit/no-worth",
    "PV",
  ],
  ["pays 20% of CV if", "pays 20% of PV if", "unit/no-worth", "20% of PV if age <= 2"],
  ["pays 10% if level = 1", "pays 10% if level 1 to 5", "syntax/range-of", "level 1 to 5"],
  ["  pays 10% if level = 1", "  levels 5\n  pays 10%", "syntax/unknown-clause", "levels"],
  ["if level = 1", "if level = 1..5", "syntax/range-of", "level = 1..5"],
  ["if level = 1", "if level between 1 and 5", "syntax/range-of", "level between 1 and 5"],
  ["if level = 1", "if 1 <= level <= 5", "syntax/two-comparisons", "<="],
  ["  | Gold          | 5%", "  | Golld         | 5%", "rank/unknown", "Golld"],
  ["shares 1 if Title >= Gold", "shares 1 if Title >= Glod", "rank/unknown", "Glod"],
  ["shares 1 if Title >= Gold", "shares 1 if Title >= gold", "rank/unknown", "gold"],
  ["shares 1 if Title >= Gold", "shares 1 if Title >= 3", "rank/number", "3"],
  ["shares 1 if Title >= Gold", "shares 1 if Gold", "rank/alone", "Gold"],
  ["shares 1 if Title >= Gold", "shares 1 if rank >= Gold", "name/not-known-here", "rank"],
  ["shares 1 if Title >= Gold", "shares 1 if Title >= 'Gold'", "syntax/quote-sign", "'Gold'"],
  ["pays 10% if level = 1", "pays if level = 1 then 10%", "syntax/if-first", "if level = 1 then 10%"],
  ["rates(Title, level)\n}", "rates[Title, level]\n}", "syntax/foreign-sign", "["],
  ["  pays rates(Title, level)", "  pays rates(level)", "call/arguments", "rates"],
  ["  pays rates(Title, level)", "  pays rates", "table/without-keys", "rates"],
  ["on CV up sponsor\n  counting", "on CV\n  counting", "clause/needs-up", "on CV"],
  ["on CV up sponsor\n  counting", "from CV up sponsor\n  counting", "syntax/other-word", "from"],
  ["on CV up sponsor\n  counting", "on BV up sponsor\n  counting", "name/unknown", "BV"],
  ["PV + sum(PV in downline)", "PV + PV of downline", "group/many-people", "PV of downline"],
  ["sum(PV in downline)", "sum(PV downline)", "syntax/word-missing", ""],
  ["sum(PV in downline)", "sum of PV in downline", "syntax/parentheses-missing", "sum"],
  ["sum(PV in downline)", "sum(PV, downline)", "call/arguments", "sum"],
  ["sum(PV in downline)", "SUM(PV in downline)", "call/unknown", "SUM"],
  ["PV >= 100\n", "IF(PV >= 100, yes, no)\n", "call/unknown", "IF"],
  ["active = PV >= 100", "active = AND(PV >= 100, CV >= 50)", "call/unknown", "AND"],
  ["active = PV >= 100", "active = PV >= 100 AND CV >= 50", "syntax/wrong-case", "AND"],
  ["active = PV >= 100", "active = PV >= 100 && CV >= 50", "syntax/foreign-sign", "&&"],
  ["if level = 1", "if level == 1", "syntax/foreign-sign", "=="],
  ["if level = 1", "if level != 1", "syntax/foreign-sign", "!="],
  ["PV >= 100", "PV => 100", "syntax/foreign-sign", "=>"],
  ["active = PV >= 100", "active = true", "name/unknown", "true"],
  ["if level = 1", "if level is 1", "syntax/other-word", "is"],
  ["active = PV >= 100", "active = PV at least 100", "syntax/other-word", "at least"],
  ["active = PV >= 100", "active = PV >= 100 points", "syntax/unit-behind", "points"],
  ["active = PV >= 100", "active = PV >= 100 PV", "syntax/unit-behind", "PV"],
  ["5,000 |          2", "5k |          2", "syntax/figure-spelling", "5k"],
  ["1 CV = $1.00", "1 CV = 1.00 $", "syntax/currency-place", "1.00 $"],
  ["1 CV = $1.00", "1 CV = $1,00", "syntax/decimal-comma", "$1,00"],
  ["| rank   | PV >= _ |", "| rank   | PV >= |", "syntax/value-missing", ""],
  ["| Silver |     100 |", "| Silver |  >= 100 |", "syntax/sign-in-cell", ">="],
  ["| Silver |     100 |", "| Silver |  100 PV |", "table/words-behind-figure", "100 PV"],
  [
    "| Member |         |         |            |",
    "| Member |    -    |    -    |     -      |",
    "syntax/cell-dash",
    "-",
  ],
  [
    "| Member |         |         |            |",
    "| Member |   n/a   |         |            |",
    "name/unknown",
    "n",
  ],
  ["  counting active", "  counting active // compression", "syntax/foreign-sign", "//"],
  ["  counting active", "  -- compression\n  counting active", "syntax/foreign-sign", "--"],
  ["|  1 |  2 | 3..5 |", "|  1 |  2 | 3+   |", "syntax/open-range", "3+"],
  ["|  1 |  2 | 3..5 |", "|  1 |  2 | 3-5  |", "table/range-sign", "3-5"],
  ["|  1 |  2 | 3..5 |", "|  1 |  2 | 3 to 5 |", "syntax/other-word", "to"],
  ["|  1 |  2 | 3..5 |", "| L1 | L2 | L3 |", "name/unknown", "L1"],
  ["| Gold          | 5% | 4% |   2% |", "| Gold          | 5 | 4 | 2 |", "unit/percent-sign", "5"],
  ["| Gold          | 5% | 4% |   2% |", "| Gold          | 5% | 4 | 2% |", "unit/percent-sign", "4"],
  ["on earned(Team) up sponsor", "on Team up sponsor", "bonus/which-amount", "Team"],
  ["pot    2% of sum(CV in company)", "pot    2% of CV", "person/whose", "CV"],
  ["pot    2% of sum(CV in company)", "pot    2% of company CV", "group/many-people", "company CV"],
  ["shares 1 if Title >= Gold", "shares Gold", "rank/alone", "Gold"],
  ["shares 1 if Title >= Gold", "shares equally", "name/unknown", "equally"],
  ["to 45% of sum(CV in company)", "to 45%", "unit/percent-of", "45%"],
  ["limit Team + Match to 45%", "limit Team + Match <= 45%", "syntax/other-word", "<="],
  ["limit Team + Match to", "limit Team and Match to", "limit/not-a-bonus", "Team and Match"],
  ["limit Team + Match to", "limit Team, Match to", "syntax/other-word", ","],
  ["if age <= 2", "if age <= 60 days", "unit/age", "60 days"],
  ["if age <= 2", "if age <= 2 months", "unit/age", "2 months"],
  ["expect Ann.Title = Member", "expect Ann.Title: Member", "syntax/other-word", ":"],
  ["expect Ann.Title = Member", "expect Anna.Title = Member", "example/nobody", "Anna"],
  ["expect Ann.Title = Member", "expect Title = Member", "person/whose", "Title"],
  ["expect Ann.Title = Member", "expect Ann.Title = Membr", "rank/unknown", "Membr"],
  ["expect Ann.Title = Member", "expect Ann.Team = 6.00", "unit/money-sign", "6.00"],
  ["  Ann 150", "  Ann PV 150", "syntax/sign-missing", ""],
  ["  Ann 150", "  Ann PV=150", "syntax/other-word", "="],
  ["measure GV ", "measure active = CV >= 5\nmeasure GV ", "name/duplicate", "active"],
  ["PV + sum(PV in downline)", "PV + GV", "rule/needs-itself", "GV"],
  [
    "count(legs where any(Title >= Silver in leg))",
    "count(Title >= Silver in legs)",
    "count/condition-first",
    "count(Title >= Silver in legs)",
  ],
  ["measure active =", "active =", "syntax/declaration-word-missing", ""],
  ["measure active =", "let active =", "syntax/unknown-declaration", "let"],
  ["active = PV >= 100", "active = PV >= 100;", "syntax/unknown-character", ";"],
  [
    "  counting active\n  pays rates(Title, level)\n}",
    "  counting active\n  pays rates(Title, level)\n",
    "syntax/unclosed",
    "",
  ],
  ['bonus Match "Match" {', 'bonus Match "Match"', "syntax/sign-missing", ""],
  ['bonus Match "Match" {', 'bonus "Match" {', "syntax/quotes-not-needed", '"Match"'],
  ["  counting active\n  pays rates", "  compress active\n  pays rates", "syntax/unknown-clause", "compress"],
  [
    "  counting active\n  pays rates",
    "  requires active\n  pays rates",
    "syntax/in-words",
    "requires active\n  pays rates(Title, level)",
  ],
  ["  counting active\n  pays rates", "  for Title >= Silver\n  pays rates", "syntax/unknown-clause", "for"],
  [
    "  pays 20% of CV if age <= 2",
    "  pays 20% of CV if age <= 2\n  cap $500",
    "syntax/unknown-clause",
    "cap",
  ],
  [
    "  pays 20% of CV if age <= 2",
    "  pays 20% of CV if age <= 2\n  maximum $500",
    "syntax/other-word",
    "maximum",
  ],
  ["  pays 20% of CV if age <= 2", "  pays 20% of CV if age <= 2\n  at most 500", "unit/money-sign", "500"],
  ["period   month", "period   monthly", "clock/unknown", "monthly"],
  ["period   month", "period   months", "clock/unknown", "months"],
  ["currency USD", "currency $", "syntax/unknown-character", "$"],
  ["rounding half even to $0.01", "rounding to $0.01", "syntax/word-missing", ""],
  ["1 CV = $1.00", "CV = $1.00", "syntax/value-missing", ""],
  ["input PV : volume", "input PV", "syntax/type-missing", ""],
  ["input PV : volume", "input PV : points", "type/unknown", "points"],
  ["input PV : volume", "input PV = volume", "syntax/other-word", "="],
  ["input PV : volume", "inputs PV : volume", "syntax/misspelled", "inputs"],
  ["pays 10% if level = 1", "pays 10% of base if level = 1", "name/unknown", "base"],
  [
    "measure active = PV >= 100",
    "measure active = PV >= 100 and my.downline.PV > 0",
    "group/many-people",
    "downline",
  ],
  [
    "measure active = PV >= 100",
    "measure active = PV >= 100 and sponsor.Title",
    "unit/expected",
    "sponsor.Title",
  ],
  [
    "measure active = PV >= 100",
    "measure ok = upline.active\nmeasure active = PV >= 100",
    "group/many-people",
    "upline",
  ],
  ["measure active = PV >= 100", "measure active = sum(PV last 3 months) >= 100", "syntax/word-missing", ""],
  [
    "measure active = PV >= 100",
    "measure active = average(PV in last 3 periods) >= 100",
    "call/unknown",
    "average",
  ],
  ["measure active = PV >= 100", "measure active = round(PV) >= 100", "call/unknown", "round"],
  ["measure active = PV >= 100", "measure active = PV^2 >= 100", "syntax/unknown-character", "^"],
  ['plan "Start"', "plan “Start”", "syntax/quote-sign", "“Start”"],
  ['plan "Start"', "plan 'Start'", "syntax/quote-sign", "'Start'"],
  ['plan "Start"', "plan Start", "syntax/quotes-missing", "Start"],
  ["pays 10% if level = 1", "pays 10 percent if level = 1", "syntax/figure-spelling", "10 percent"],
  ["pays 10% if level = 1", "pays 10 % if level = 1", "syntax/figure-spelling", "10 %"],
  [
    "pays 10% if level = 1",
    "pays 10% if level = 1 else if level = 2 5%",
    "syntax/if-first",
    "if level = 2 5%",
  ],
  ["if level = 1", "if level = 1 or 2", "condition/side-missing", "2"],
  ["if level = 1", 'if Title = "Gold" or "Silver"', "condition/side-missing", '"Silver"'],
  ["measure GV     = PV + sum(PV in downline)", "measure GV     = PV + CV", "unit/mismatch", "+"],
  ["active = PV >= 100", "active = PV >= CV", "unit/mismatch", ">="],
  ["| Silver |     100 |", "| Silver |    $100 |", "unit/expected", "$100"],
  ["| Silver |     100 |", "| Silver |    100% |", "unit/expected", "100%"],
  [
    "  | Member |         |         |            |\n",
    "  |--------|---------|---------|------------|\n  | Member |         |         |            |\n",
    "syntax/line-under-header",
    "|--------|---------|---------|------------|",
  ],
  [
    "  | Member |         |         |            |\n  | Silver |     100 |   1,000 |            |\n  | Gold   |     150 |   5,000 |          2 |",
    "  | Gold   |     150 |   5,000 |          2 |\n  | Silver |     100 |   1,000 |            |\n  | Member |         |         |            |",
    "table/keys-not-rising",
    "Silver",
  ],
];

/** A binary, as people begin with it. */
export const FIRST_BINARY = `plan "Pairs" {
  currency USD
  period   week
  1 BV = $1.00
}

tree placement : binary

input BV   : volume
input kit  : choice of basic, business

param rate = 10% from 5% to 15% step 1%

measure active = BV >= 40
measure lesser = min(sum(BV in left leg of placement), sum(BV in right leg of placement))

ranks Title {
  | rank         |     cap | lesser >= _ |
  | Member       |    $500 |             |
  | Director     |  $2,000 |       5,000 |
  | Blue Diamond | $10,000 |      20,000 |
}

pairing Team along placement {
  volume  BV
  cycle   200 strong, 100 weak
  carry   both sides, at most 5,000 each
  needs   active else flush
}

bonus Cycle "Cycle bonus" {
  pays $35 * Team.cycles
  at most Title.cap
}

bonus Direct "Direct bonus" {
  on BV up sponsor
  pays rate if level = 1
  missed rolls up
}

pool Top "Top pool" {
  pot    1% of sum(BV in company)
  shares 1 if Title = "Blue Diamond"
}

example "a pair" along placement {
  Ann 40
    Left 200
    Right 200
  | expect | Cycle |
  | Ann    | $35 |
}
`;

export const slipsInBinary: Slips = [
  ['Title = "Blue Diamond"', "Title = Blue Diamond", "syntax/quotes-missing", "Blue Diamond"],
  ['Title = "Blue Diamond"', "Title = Blue_Diamond", "rank/unknown", "Blue_Diamond"],
  ['Title = "Blue Diamond"', "Title = BlueDiamond", "rank/unknown", "BlueDiamond"],
  ["|  $2,000 |", "|  2,000 |", "unit/money-sign", "2,000"],
  ["| $10,000 |      20,000", "| unlimited |      20,000", "name/unknown", "unlimited"],
  ["cycle   200 strong, 100 weak", "cycle   200 strong and 100 weak", "syntax/other-word", "and"],
  ["cycle   200 strong, 100 weak", "cycle   1/3, 2/3", "syntax/word-missing", ""],
  ["carry   both sides, at most 5,000 each", "carry   both sides, at most 5,000", "syntax/word-missing", ""],
  ["pairing Team along placement {", "pairing Team {", "syntax/word-missing", ""],
  ["pairing Team along placement {", "pairing Team along binary {", "tree/unknown", "binary"],
  ["pairing Team along placement {", "pairing Team along sponsor {", "tree/no-sides", "sponsor"],
  ["volume  BV", "volume  left.BV", "name/unknown", "left"],
  ["$35 * Team.cycles", "$35 * cycles", "name/unknown", "cycles"],
  ["$35 * Team.cycles", "$35 of Team.cycles", "unit/of", "$35"],
  ["$35 * Team.cycles", "$35 * Team", "pairing/field-missing", "Team"],
  ["$35 * Team.cycles", "$35 * Team.pairs", "pairing/no-field", "pairs"],
  ["pays $35 * Team.cycles", "pays 35 * Team.cycles", "unit/money-sign", "35"],
  ["pays $35 * Team.cycles", "pays 10% of Team", "pairing/field-missing", "Team"],
  ["pays $35 * Team.cycles", "pays 10% of matched", "name/unknown", "matched"],
  ["pays $35 * Team.cycles", "pays 10% of min(left, right)", "name/unknown", "left"],
  ["sum(BV in left leg of placement)", "sum(BV in left leg)", "tree/no-sides", "left leg"],
  ["sum(BV in left leg of placement)", "sum(BV in left leg of sponsor)", "tree/no-sides", "sponsor"],
  ["from 5% to 15% step 1%", "from 5 to 15 step 1", "unit/percent-sign", "5"],
  ["param rate = 10%", "param rate: 10%", "syntax/other-word", ":"],
  ["choice of basic, business", 'choice of "basic", "business"', "syntax/quotes-not-needed", '"basic"'],
  ["choice of basic, business", "choice of basic or business", "syntax/other-word", "or"],
  ["active = BV >= 40", "active = kit = busines", "choice/unknown", "busines"],
  ["active = BV >= 40", "active = kit >= business", "unit/no-order", ">="],
  ["at most Title.cap", "at most cap", "name/unknown", "cap"],
  ["at most Title.cap", "at most rank.cap", "name/not-known-here", "rank"],
  ["at most Title.cap", "at most Title.limit", "rank/no-fact", "limit"],
  ["missed rolls up", "missed roll up", "syntax/misspelled", "roll"],
  ["missed rolls up", "missed lost", "syntax/word-missing", ""],
  ["tree placement : binary", "tree placement binary", "syntax/sign-missing", ""],
  ["period   week", "period   weekly", "clock/unknown", "weekly"],
  ["| Ann    | $35 |", "| Ann    | 35 |", "unit/money-sign", "35"],
  ["| Ann    | $35 |", "| Anne    | $35 |", "example/nobody", "Anne"],
  ["| expect | Cycle |", "| expect | Cycles |", "name/unknown", "Cycles"],
  ["    Left 200\n    Right 200", "    Left 200 Right 200", "syntax/person-not-first-on-line", "Right"],
  ["pot    1% of sum(BV in company)", "pot    1% of total BV", "syntax/operator-missing", ""],
  ["pot    1% of sum(BV in company)", "pot    1% of company volume", "group/many-people", "company volume"],
  ["pot    1% of sum(BV in company)", "pot    1% of sum(BV)", "group/missing", "sum(BV)"],
  ["measure active = BV >= 40", "measure active = sum(BV in last month) >= 40", "name/unknown", "month"],
  [
    "measure active = BV >= 40",
    "measure active = sum(BV in last 2 months) >= 40",
    "clock/other-unit",
    "2 months",
  ],
  [
    "measure active = BV >= 40",
    "measure active = BV >= 40 and 2 active legs",
    "syntax/in-words",
    "2 active legs",
  ],
  [
    "min(sum(BV in left leg of placement), sum(BV in right leg of placement))",
    "min(sum(BV in left leg of placement) sum(BV in right leg of placement))",
    "syntax/sign-missing",
    "",
  ],
  ["pays rate if level = 1", "pays rate% if level = 1", "syntax/unknown-character", "%"],
  ["pays rate if level = 1", "pays 5%, 3%, 2%", "syntax/rates-by-level", "5%, 3%, 2%"],
];
