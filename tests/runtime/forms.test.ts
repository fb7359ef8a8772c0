import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { approximate, type Exact, whole } from "../../src/base/exact.ts";
import { SEPARATE_LEGS_MOST } from "../../src/base/text-limits.ts";
import { check } from "../../src/check/check.ts";
import { planWith } from "../../src/diagnostics/problems/wording.ts";
import { CodeRunner } from "../../src/engine/code/worked-out.ts";
import { runExample } from "../../src/meaning/examples.ts";
import type { World } from "../../src/meaning/world.ts";
import { parse } from "../../src/syntax/parse.ts";
import { runs } from "../properties/runs.ts";
import { planOf, type Sketch, sketch, worldOf } from "../properties/worlds.ts";
import { compare } from "./compare.ts";

/** Every form is worked out by code, and comes to what the definition says. */
function isEqual(text: string, shape: "random" | "one chain" = "random"): void {
  const plan = planOf(planWith(text));
  const isChain = shape === "one chain";
  fc.assert(
    fc.property(sketch(isChain ? { size: 150 } : {}), (drawn) => {
      const world = worldOf(plan, drawn);
      const result = compare(plan, isChain ? oneBelowTheOther(world) : world);
      expect(result).toEqual({ kind: "equal", cells: expect.any(Number) });
    }),
    runs(isChain ? 3 : 30),
  );
}

const oneBelowTheOther = (world: World): World => ({
  ...world,
  trees: new Map(
    [...world.trees].map(([name, tree]) => [name, { ...tree, parent: tree.parent.map((_, i) => i - 1) }]),
  ),
});

describe("levels that roll up", () => {
  const inputs = "input active : yes/no = yes\ninput depth : count = 3\n";
  const rates = "table rates(level) {\n  | level |   1 |  2 |  3 |\n  | rate  | 10% | 5% | 2% |\n}\n";
  const rollingUp = (pays: string, more = "") =>
    `${inputs}${rates}bonus B {\n  on PV up sponsor\n  ${more}\n  pays ${pays}\n  missed rolls up\n}`;
  const ways = [
    rollingUp("rates(level) if active and depth >= level"),
    rollingUp("1% if depth >= level"),
    rollingUp("1% * level if active", "counting PV >= 100"),
    rollingUp("1% / level if depth >= level", "until not active"),
    rollingUp("3% if level <= 70 and active", "through PV >= 4,000"),
    rollingUp("$1 if depth >= level"),
    rollingUp("1% if depth >= level").replace("up sponsor", "from self up sponsor"),
  ];

  test.each(ways)("%s", (text) => isEqual(text));

  test.each(ways)("by hundreds: %s", (text) => isEqual(text, "one chain"));

  // All who wait for the same levels go on as one.
  test.each(["rates(level) if active", "rates(level) if active and depth >= level"])(
    "by thousands, where nobody takes them: %s",
    (pays) => {
      const plan = planOf(planWith(rollingUp(pays)));
      const drawn: Sketch = {
        ...{ seed: 1, size: 10_000, shape: "chain", shuffled: false, periods: 1 },
        ...{ dated: false, tame: true, given: false },
      };
      const world = oneBelowTheOther(worldOf(plan, drawn));
      const inputs = new Map<string, World["inputs"] extends ReadonlyMap<string, infer Read> ? Read : never>([
        ...world.inputs,
        ["active", (person) => person === 0],
        ["depth", () => whole(3)],
      ]);
      const { run, known } = new CodeRunner().prepare(plan, {
        ...world,
        customer: new Uint8Array(world.size),
        inputs,
      });
      run(0);
      const figure = (column: string, person: number): number =>
        approximate(known.column(column, person, 0) as Exact);
      const [first, second, third] = [0, 1, 2].map((person) => figure("PV", person));
      const others = approximate(known.total("PV", 0)!) - first! - second! - third!;
      expect(figure("B", 0)).toBeCloseTo(0.1 * second! + 0.15 * third! + 0.17 * others, 1);
    },
  );
});

describe("rates that reckon with the level", () => {
  test.each([
    "1% * level",
    "5% - 1% * level",
    "20% / level",
    "min(5%, 1% * level) if level <= 9",
    "1% if level <= 5,000",
  ])("pays %s", (pays) => {
    isEqual(`bonus B {\n  on PV up sponsor\n  pays ${pays}\n}`);
    isEqual(`bonus B {\n  on PV up sponsor\n  pays ${pays}\n}`, "one chain");
  });
});

describe("measures that call themselves with arguments", () => {
  test.each([
    "measure near(n) = PV + sum(near(n) in frontline where PV > n)\nmeasure found = near(60) + near(500)",
    "param most = 250\nmeasure above(n) = PV + sponsor.above(n) if PV < n\nmeasure found = above(most)",
    "measure f(x, y) = x * PV + sponsor.f(y, x)\nmeasure found = f(3, 4)",
    "measure f(x) = PV + sponsor.g(x)\nmeasure g(x) = x + sponsor.f(50)\nmeasure found = f(3)",
    "measure f(x) = PV + sponsor.f(x)\nmeasure g(y) = f(2 * y)\nmeasure found = g(30) + g(40)",
    "measure f(x) = PV + previous(f(x))\nmeasure found = f(3)",
  ])("%s", (text) => isEqual(text));

  test.each([
    ["sum(near(n) in frontline where PV < n)", "near(PV)", "of each person's own"],
    ["sum(near(PV) in frontline where PV < n)", "near(60)", "of each person's own"],
    ["sponsor.near(n + 1)", "near(60)", "hands on its own arguments as they are"],
    ["previous(near(n + 1))", "near(60)", "hands on its own arguments as they are"],
    ["sum(near(n) in frontline)", "handing(PV)", "hands this on to a measure that calls itself"],
  ])("are refused where each call has others: %s, %s", (calls, called, sentence) => {
    const handing = called.startsWith("handing") ? "measure handing(m) = near(2 * m)\n" : "";
    const text = `measure near(n) = PV + ${calls}\n${handing}measure found = ${called}`;
    const { plan, diagnostics } = check(parse(planWith(text)));
    expect(plan).toBeNull();
    expect(diagnostics.map(({ message }) => message).join("\n")).toContain(sentence);
  });
});

test("as many conditions for separate legs as are allowed, and not one more", () => {
  const legs = (count: number) =>
    `measure built = separate_legs(${Array.from({ length: count }, (_, i) => `1 where PV >= ${50 * i}`).join(", ")})`;
  isEqual(legs(SEPARATE_LEGS_MOST));
  const { diagnostics } = check(parse(planWith(legs(SEPARATE_LEGS_MOST + 1))));
  expect(diagnostics.map(({ code }) => code)).toContain("group/too-many-legs");
});

describe("tables that are said again from a day on", () => {
  const rates = (from: string, first: string, second: string) =>
    `table t(level)${from} {\n  | level | 1 | 2 |\n  | rate | ${first} | ${second} |\n}\n`;
  const tables = rates("", "5%", "3%") + rates(" from 2026-02-01", "7%", "2%");

  test.each([
    "measure found = t(1) of PV + t(2) of PV",
    "measure found = sum(t(1) of PV in last 3 periods)",
    "measure found = max(t(2) of PV in earlier periods)",
    "measure found = previous(t(1) of PV)",
    "measure GV = PV + sum(PV in downline)\nmeasure found = PV + sum(GV in legs, each at most t(1) of (PV + total))",
    "measure f(x) = x of PV\nmeasure found = f(t(1)) + sum(f(t(2)) in downline)",
    "ranks Title {\n  | rank | t(1) of PV > _ |\n  | Low | |\n  | High | 30 |\n}",
    "bonus B {\n  on PV up sponsor\n  pays t(level) if t(1) > 6% or level = 2\n  missed rolls up\n}",
  ])("%s", (rule) => isEqual(tables + rule));
});

describe("a figure of more than 18 decimals", () => {
  const fine = "measure fine = 0.00001 * 0.00001 * 0.00001 * 0.00001 * PV";

  test("is refused by name, with the mend", () => {
    const plan = planOf(planWith(fine));
    const world = worldOf(plan, fc.sample(sketch({ given: false }), 1)[0]!);
    expect(() => new CodeRunner().prepare(plan, world)).toThrow(
      "`fine` comes to a figure of more than 18 decimals, and no more are kept; divide a part of it by 1, which leaves nine of them.",
    );
  });

  test("is one of fewer where a part of it is divided by 1", () =>
    isEqual(fine.replace("0.00001 * PV", "0.00001 / 1 * PV")));
});

describe("what goes on from period to period is carried to nine decimals", () => {
  test.each([
    "measure purse = PV / 3 + 33.33% of previous(purse)",
    "measure a = PV + previous(b)\nmeasure b = 7.77% of a",
    "measure purse = PV + 12.3% of sum(purse in earlier periods)",
    "measure purse = PV + sum(purse in earlier periods, each at most 12.3% of PV)",
    "measure fine = 12.345% of 7.77% of 3.3% of PV\nmeasure found = previous(fine)",
    "quarterly measure fine = 12.345% of 7.77% of 3.3% of PV\nmeasure found = previous(fine)",
  ])("%s", (text) => isEqual(text));

  test("half of the ninth decimal goes to the even one", () => {
    const purse =
      "measure half = PV / 2\nmeasure fine = 0.001 * 0.001 * half\nmeasure found = 1000000000 * previous(fine)";
    const plan = planOf(
      planWith(
        `${purse}\n\nexample "two" {\n  Ann\n  | period | Ann.PV | Ann.found = _ |\n  | 1 | 0.005 | 0 |\n  | 2 | 0.003 | 2 |\n  | 3 | 0 | 2 |\n}`,
      ),
    );
    expect(runExample(plan, plan.examples[0]!).failures).toEqual([]);
  });
});

describe("everybody for everybody", () => {
  const columns = [
    "input region : text",
    "input owner : person",
    "input day : date",
    "measure nr = place(earliest joined in company)",
    "ranks Title {\n  | rank | PV >= _ |\n  | Low | |\n  | High | 500 |\n}",
  ].join("\n");

  test.each([
    "count(company where PV > my.PV)",
    "sum(PV in company where PV <= my.PV and region = my.region)",
    "nearest(company where PV = my.PV + 50)",
    "nearest(company where nr = my.nr - 1)",
    "count(company where owner = my)",
    "count(company where my.PV / 3 = PV)",
    "count(company where PV / 7 = my.PV and PV > my.PV)",
    "sum(PV in company where region = my.region and PV > 60)",
    "max(PV in company where my.region = region)",
    "min(PV in company where owner = my.owner)",
    "any(PV >= 600 in company where sponsor = my.sponsor)",
    "all(PV >= 50 in company where Title = my.Title)",
    "max(day in company where region = my.region)",
    "count(company where day = my.day and owner <> my)",
    "sum(PV in largest 2 company by PV where region = my.region)",
    "count(downline where count(company where owner = my.owner) > 2)",
    "sum(PV - my.PV in company where region = my.region)",
    "count(company where kind = my.kind and nr < my.nr)",
  ])("measure found = %s", (formula) => isEqual(`${columns}\nmeasure found = ${formula}`));

  test("a line of those who joined one behind the other, in every period", () =>
    isEqual(
      `${columns}\ntree line = nearest(company where nr = my.nr - 1)\nbonus B {\n  on PV up line\n  pays 1% if level <= 2\n}`,
    ));
});

describe("figures of the company in earlier periods", () => {
  const pool = (pot: string) => `pool P {\n  pot ${pot}\n  shares 1 if PV >= 0\n}`;

  test.each([
    pool("2% of previous(sum(PV in company))"),
    pool("1% of previous(previous(sum(PV in company)))"),
    pool("sum(sum(PV in company) in last 2 periods) * 1%"),
    pool("sum(previous(sum(PV in company)) in periods) * 1%"),
    pool("sum(sum(PV in company) in largest 2 periods by count(company)) * 1%"),
    pool("min(sum(PV in company where PV >= 100) in earlier periods) * 50%"),
    pool("max(count(company) in periods) * $1"),
    pool("highest(sum(PV in company)) * 1%"),
    pool("previous(highest(sum(PV / 3 in company))) * 1%"),
    pool("$100 if first(sum(PV in company) >= 600) else $1"),
    // It goes by what it came to itself.
    pool("previous(sum(paid(P) in company)) * 110% + $7"),
    "limit B to 10% of previous(sum(PV in company))\nbonus B { pays 5% of PV }",
    "limit B to previous(sum(paid(B) in company)) * 110% + $50\nbonus B { pays 5% of PV }",
    "measure x = count(last 3 periods where sum(PV in company) > sum(PV in downline))",
    "measure x = highest(sum(PV in company) / 3) + previous(max(PV in company))",
  ])("%s", (text) => isEqual(text));
});

describe("what takes too many steps is refused by name, and not worked out in another way", () => {
  test.each([
    [
      "measure found = count(company where PV > my.PV)",
      "A rule goes through more than 67,108,864 people of `company` in one period; let it look at fewer, or at nothing of the person who asks.",
    ],
    [
      "measure found = count(siblings of flat where PV > my.PV)\ntree flat = none",
      "A rule goes through more than 67,108,864 people of `siblings` in one period; let it look at fewer, or at nothing of the person who asks.",
    ],
    [
      "bonus B {\n  on PV up sponsor\n  pays 1% * level if PV < 0\n  missed rolls up\n}",
      "`B` goes past more than 33,554,432 people on its ways up; say where it ends, with a last level or `until`.",
    ],
  ])("%s", (text, sentence) => {
    const plan = planOf(planWith(text));
    const drawn: Sketch = {
      ...{ seed: 1, size: 12_000, shape: "chain", shuffled: false },
      ...{ periods: 1, dated: false, tame: true, given: false },
    };
    const world = oneBelowTheOther(worldOf(plan, drawn));
    const worked = new CodeRunner().prepare(plan, world);
    expect(() => worked.run(0)).toThrow(sentence);
  });
});

describe("a rate by level and by generation", () => {
  const pays = (end: string) =>
    `bonus B {\n  on PV up sponsor\n  generation opens at PV >= 500\n  pays min(0.01% * level, 0.1% * generation)${end}\n}`;

  test.each(["", " if level <= 3", " if generation <= 2"])("compiles%s", (end) => {
    isEqual(pays(end));
    isEqual(pays(end), "one chain");
  });

  test("that goes on with both among people who stand very deep is refused by name", () => {
    const plan = planOf(planWith(pays("")));
    const drawn = fc.sample(sketch({ size: 600, periods: 1, given: false }), 1)[0]!;
    const world = oneBelowTheOther(worldOf(plan, drawn));
    expect(() => new CodeRunner().prepare(plan, world)).toThrow(
      "`B` pays by level and by generation, and among people who stand so deep that makes more than 262,144 rates; say where one of them ends, as in `if level <= 20`.",
    );
    const flow = planOf(planWith(pays("").replace("bonus", "flow").replace("pays", "gives")));
    new CodeRunner().prepare(flow, oneBelowTheOther(worldOf(flow, drawn))).run(0);
  });
});

describe("a largest or smallest rate on the way is one of the few that the text says", () => {
  const rates = "table step(volume) {\n  | from | 100 | 300 | 1,000 |\n  | rate |  3% | -2% |    9% |\n}\n";
  const rule = "measure rate = step(PV + sum(PV in downline))\n";
  test.each([
    `${rates}${rule}bonus B {\n  on PV from self up sponsor\n  pays rate - max(rate in path)\n}`,
    `${rates}${rule}bonus B {\n  on PV from self up sponsor\n  through PV >= 300\n  pays rate - max(rate in path)\n}`,
    `${rates.replace("-2%", "6%")}${rule}bonus B {\n  on PV from self up sponsor\n  until PV >= 300\n  pays rate - max(rate in path)\n}`,
    `${rates}${rule}bonus B {\n  on PV up sponsor\n  pays rate - min(rate in path)\n}`,
    `${rates}${rule}bonus B {\n  on PV up sponsor\n  pays rate - max(source.rate, max(rate in path where PV >= 100)) if level <= 3\n}`,
    `${rates}${rule}bonus B {\n  on PV from self up sponsor\n  pays $2 if max(rate in path) < rate\n}`,
    `${rates}measure rate = max(2%, step(PV)) if PV > 50 else 1%\nbonus B {\n  on PV up sponsor\n  counting PV > 0\n  pays 1% * level if max(rate in path) <= 3% and level <= 4\n}`,
    `${rates}measure rate = step(PV)\nbonus B {\n  on PV up sponsor\n  pays 1% if any(rate >= 3% in path) and level <= 5\n}`,
  ])("%s", (text) => isEqual(text));
});

test("a table that is blank throughout pays nothing", () =>
  isEqual(
    "table by_level(level) {\n  | level | 1 | 2 |\n  | rate |  |  |\n}\nbonus B {\n  on PV up sponsor\n  pays by_level(level)\n}",
  ));
