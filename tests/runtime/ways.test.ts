import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import { planWith } from "../../src/diagnostics/problems/wording.ts";
import { CodeRunner } from "../../src/engine/code/worked-out.ts";
import { parse } from "../../src/syntax/parse.ts";
import { runs } from "../properties/runs.ts";
import { planOf, type Sketch, sketch, worldOf } from "../properties/worlds.ts";
import { compare } from "./compare.ts";

const ranks =
  "ranks Title {\n  | rank | share | PV >= _ |\n  | Low | 3% | |\n  | High | 5% | 250 |\n  | Top | 7% | 1,000 |\n}";
const declared = `${ranks}\ninput CV : PV in orders\nmeasure f(x) = PV + x\n`;
const bonus = (on: string, ...lines: readonly string[]): string =>
  `${declared}bonus B {\n  on ${on}\n  ${lines.join("\n  ")}\n}`;

/** What no state of a base can tell is found by going its way once more, and comes to what the definition says. */
describe("a look at the path by who asks", () => {
  const looks = [
    "pays 5% if not any(Title = my.Title in path)",
    "pays 5% if count(path where Title = my.Title) <= 1",
    "pays Title.share - max(Title.share in path where Title < my.Title)",
    "pays 5% if max(PV in path where Title >= my.Title) < 600",
    "pays 5% if sum(PV in path where PV > my.PV) <= 2,000",
    "pays 5% if any(PV > my.PV + 100 in path)",
    "pays 5% if any(PV > my.PV and sponsor.PV < 100 in path) and not any(sponsor.PV > my.PV in path)",
    "pays 5% if count(path where PV > my.PV and joined <= my.joined) <= 2",
    "pays 5% if count(path where PV > my.PV) <= 20",
    "pays 5% if count(path where sponsor = my) < 2",
    "pays 5% if any(PV > source.PV in path)",
    "pays 5% if any(PV > level * 100 in path)",
    "pays 5% if sum(PV in path, each at most 100) < 300",
    "pays 5% if sum(PV in path, each at most 50% of total) < 300",
    "pays 5% if sum(PV in largest 2 path by PV) < 700",
    "pays 5% if nearest(path where PV > 100).PV < 300",
    "pays 5% if nearest(path) = source",
    "pays 5% if place(PV in path) = 0",
    "pays 5% if source = my.sponsor or source.sponsor = my or below = source",
    "pays 5% if source.f(my.PV) > 100 and below.f(PV) > 200",
    "pays 5% if below.f(my.PV) > 100",
    "pays 5% if any(source.PV > 60 in last 2 periods)",
    "pays 5% if sum(below.PV in earlier periods) < my.PV and below.PV > 0",
    "pays 5% if previous(any(PV > 100 in path))",
    "pays 5% if sum(count(path where PV > 60) in last 2 periods) > 2 and count(path where PV > 60) > 0",
    "pays 5% if previous(count(path where PV > my.PV)) >= 1",
    "counting not any(Title = my.Title in path)\n  pays 5% if level <= 2",
    "until count(path where Title = my.Title) > 1\n  pays 5% if level <= 3",
    "through any(Title = my.Title in path)\n  pays 5% if level <= 3",
    "pays 5% if not any(Title = my.Title in path) and level <= 3\n  missed rolls up",
    "pays 5% if not any(Title = my.Title in path)\n  each at most $10",
  ];

  test.each(looks)("%s", (look) => isEqual(bonus("PV up sponsor", look)));
  test.each(looks)("from self: %s", (look) => isEqual(bonus("PV from self up sponsor", look)));
  test.each(looks.slice(0, 4))("order by order: %s", (look) =>
    isEqual(bonus("CV in orders up sponsor", look)),
  );
});

describe("generations by who asks", () => {
  const turns = [
    "generation closes at Title = my.Title\n  pays 4% if generation <= 2",
    "generation opens at Title = my.Title\n  pays 4% if generation <= 1",
    "generation closes at Title >= my.Title\n  pays 4% / generation",
    "generation opens at PV > source.PV\n  pays 4% if generation = 0",
    "generation opens at PV > my.PV and sponsor.PV < 100 or joined = my.joined\n  pays 4% if generation <= 1",
  ];

  test.each(turns)("%s", (turn) => isEqual(bonus("PV up sponsor", turn)));
  test.each(turns)("from self: %s", (turn) => isEqual(bonus("PV from self up sponsor", turn)));
});

test.each(["frontline", "path", "last 2 periods"])("in `%s` nobody has a generation", (group) => {
  const asks = `generation closes at PV > 60
  pays 4% if count(${group} where generation = 2) = 1`;
  const { plan, diagnostics } = check(parse(planWith(bonus("PV up sponsor", asks))));
  expect(plan).toBeNull();
  expect(diagnostics.map(({ message }) => message)).toContainEqual(
    expect.stringContaining("`generation` is known only"),
  );
});

test("ways that are gone once more at every stop end at a limit with a name", () => {
  const plan = planOf(planWith(bonus("PV up sponsor", "pays 5% if not any(Title = my.Title in path)")));
  const drawn: Sketch = {
    ...{ seed: 1, size: 3_000, shape: "chain", shuffled: false },
    ...{ periods: 1, dated: false, tame: true, given: false },
  };
  const world = worldOf(plan, drawn);
  const line = { side: null, parent: Int32Array.from({ length: 3_000 }, (_, i) => i - 1) };
  const worked = new CodeRunner().prepare(plan, { ...world, trees: new Map([["sponsor", line]]) });
  expect(() => worked.run(0)).toThrow(
    "A rule goes through more than 67,108,864 people of `path` in one period; let it look at fewer, or at nothing of the person who asks.",
  );
});

function isEqual(text: string): void {
  const plan = planOf(planWith(text));
  fc.assert(
    fc.property(sketch({}, 30), (drawn) => {
      const result = compare(plan, worldOf(plan, drawn));
      expect(result).toEqual({ kind: "equal", cells: expect.any(Number) });
    }),
    runs(15),
  );
}
