import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, compare, type Exact, isNegative, multiply, negate, whole, ZERO } from "../../src/base/exact.ts";
import { boundsOf } from "../../src/check/bounds/bounds.ts";
import { type DataSize, type Figures, LARGEST_DATA, USUAL_DATA } from "../../src/check/bounds/data.ts";
import { check } from "../../src/check/check.ts";
import { evaluateAll } from "../../src/meaning/evaluation.ts";
import { parse } from "../../src/syntax/parse.ts";
import { computedBy, exactOf, plans, texts } from "../properties/plans.ts";
import { runs } from "../properties/runs.ts";
import { planOf, sketch, worldOf } from "../properties/worlds.ts";

const PEOPLE = 12;
const PERIODS = 3;
/** No cell of a random world is above 20,000, and nobody has more than two orders. */
const figures = (most: number): Figures => ({
  most: whole(2 * most),
  together: whole(2 * most * PEOPLE),
  decimals: 2,
});
const drawnData: DataSize = {
  people: PEOPLE,
  deepest: PEOPLE,
  periods: PERIODS,
  orders: 2,
  amounts: figures(20_000),
  numbers: figures(20_000),
  percentages: figures(1),
};

const absolute = (value: Exact): Exact => (isNegative(value) ? negate(value) : value);
const isWhole = ({ n, d }: Exact): boolean => BigInt(n) % BigInt(d) === 0n;

/** That figures fit is proved from how large they can be: no value may be larger, all together no more, none finer. */
describe("no amount is larger or finer than its bound", () => {
  test.each(plans)("%s", (_, plan) => {
    const { columns } = boundsOf(plan, drawnData);
    const amounts = computedBy(plan).filter(({ name }) => columns.has(name) || /^gross/.test(name));
    fc.assert(
      fc.property(sketch({ given: false }, PEOPLE), (drawn) => {
        const world = worldOf(plan, drawn);
        const last = world.periods.length - 1;
        const run = evaluateAll(plan, world, last);
        for (const { name, of, read } of amounts) {
          const bound = columns.get(name) ?? columns.get(of)!;
          let together = ZERO;
          for (let person = 0; person < world.size; person++) {
            const value = absolute(exactOf(read(run, person, last)));
            together = add(together, value);
            if (bound.most && compare(value, bound.most) > 0) expect.fail(`${name} is above its bound`);
            if (bound.most && !isWhole(multiply(value, whole(10n ** BigInt(bound.decimals)))))
              expect.fail(`${name} has more than ${bound.decimals} decimals`);
          }
          if (bound.together && compare(together, bound.together) > 0)
            expect.fail(`${name} is above its bound together`);
        }
      }),
      runs(8),
    );
  });
});

const plan = (lines: string) =>
  planOf(
    `plan "Sizes" {\n  currency USD\n  period month\n  1 PV = $1.00\n}\n\ninput PV : volume\ninput parts : number\n\n${lines}\n`,
  );

test("what can be too large is named with its size; what cannot is not", () => {
  const { tooLarge } = boundsOf(
    plan("measure cube = parts * parts * PV\nmeasure square = parts * PV"),
    USUAL_DATA,
  );
  expect(tooLarge.map(({ column, most, decimals }) => [column, most, decimals])).toEqual([
    ["cube", whole(10n ** 14n), 6],
  ]);
});

test("what adds up over levels and periods has an end; what doubles has none that is known", () => {
  const { columns, unproved } = boundsOf(
    plan("measure so_far_all = previous(so_far_all) + PV\nmeasure doubled = 2 * previous(doubled) + PV"),
    USUAL_DATA,
  );
  expect(columns.get("so_far_all")!.most).not.toBeNull();
  expect(columns.get("doubled")!.most).toBeNull();
  expect(unproved).toEqual(["doubled"]);
});

test("whoever reads what nobody knows is not proved to fit either", () => {
  const { unproved } = boundsOf(
    plan(
      `measure shared = sum(PV in legs, each at most 50% of total)
measure more = shared + PV
measure less = 2 * PV`,
    ),
    USUAL_DATA,
  );
  expect(unproved).toEqual(["shared", "more"]);
});

test("what a ladder asks for is looked at cell by cell where not all of it fits", () => {
  const judged = (header: string) =>
    boundsOf(
      plan(`ranks Title {
  | rank   | ${header}   |
  | Low    |             |
  | Middle |         100 |
  | High   | 100,000,000 |
}`),
      USUAL_DATA,
    ).tooLarge.map(({ column, most }) => [column, most]);
  expect(judged("parts >= 2 * _")).toEqual([]);
  expect(judged("7 <= parts * parts * _")).toEqual([["Title", whole(10n ** 16n)]]);
});

test("of all amounts of the plans nearly all fit, whatever a very large company brings", () => {
  const all = plans.map(([, one]) => boundsOf(one, LARGEST_DATA));
  const columns = all.reduce((so, one) => so + one.columns.size, 0);
  const open = all.reduce((so, one) => so + one.tooLarge.length + one.unproved.length, 0);
  expect(open / columns).toBeLessThan(0.1);
});

test("no plan of the gallery is told of an amount that is too large", () => {
  for (const [name, text] of texts)
    expect([name, check(parse(text)).diagnostics.filter(({ code }) => code === "amount/too-large")]).toEqual([
      name,
      [],
    ]);
});
