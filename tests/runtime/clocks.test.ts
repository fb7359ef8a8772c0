import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fraction } from "../../src/base/exact.ts";
import { isAmount } from "../../src/check/types.ts";
import { CodeRunner } from "../../src/engine/code/worked-out.ts";
import { evaluateUpTo } from "../../src/meaning/evaluation.ts";
import { newRun } from "../../src/meaning/run.ts";
import { become, widened } from "../../src/runtime/data/become.ts";
import { Stopped } from "../../src/runtime/stopped.ts";
import { computedBy, plans, printed } from "../properties/plans.ts";
import { runs } from "../properties/runs.ts";
import { sketch, worldOf } from "../properties/worlds.ts";
import { compare, compareWith } from "./compare.ts";

/** Plans that run by more than one clock. */
const several = plans.filter(([, plan]) => new Set([plan.clock, ...plan.clocks.values()]).size > 1);

describe("a plan of several clocks", () => {
  test("is run by code from its shortest to its longest clock", () => {
    expect(several.length).toBeGreaterThan(8);
    for (const [name, plan] of several) {
      const world = worldOf(plan, fc.sample(sketch({ size: 12, dated: true, periods: 3 }), 1)[0]!);
      expect(() => new CodeRunner().prepare(plan, world), name).not.toThrow();
    }
  });

  test.each(several)("%s, in whatever order its periods are looked at", (_, plan) => {
    fc.assert(
      fc.property(
        sketch({ periods: 3 }, 12),
        fc.array(fc.nat({ max: 2 }), { minLength: 2, maxLength: 4 }),
        (drawn, looks) => {
          const world = worldOf(plan, drawn);
          const worked = new CodeRunner().prepare(plan, world);
          const [plainly, byCode] = [newRun(plan, world), newRun(plan, world)];
          evaluateUpTo(plainly, 2, -1);
          byCode.known = worked.known;
          for (const look of looks) {
            worked.run(look);
            // Also those before it, which are worked out once more when they are asked for.
            for (const { name, read } of computedBy(plan))
              for (let period = 0; period <= look; period++)
                for (let person = 0; person < world.size; person++)
                  expect([name, period, printed(read(byCode, person, period))]).toEqual([
                    ...[name, period],
                    printed(read(plainly, person, period)),
                  ]);
          }
        },
      ),
      runs(4),
    );
  });

  test.each(several)("%s, after a text that means the same, and with params that are moved", (_, plan) => {
    fc.assert(
      fc.property(sketch({}, 20), (drawn) => {
        const world = worldOf(plan, drawn);
        const runner = new CodeRunner();
        const amounts = [...plan.params.values()].filter(({ value }) => isAmount(value.type));
        const moved = new Map(amounts.map(({ name }) => [name, fraction(3, 4)]));
        for (const params of [world.params, world.params, moved, world.params]) {
          const result = compareWith(runner, { ...plan }, { ...world, params });
          expect(result.kind === "differs" ? result : null).toBeNull();
        }
      }),
      runs(3),
    );
  });

  test("nobody at all, and nobody who buys", () => {
    for (const [name, plan] of several)
      for (const size of [0, 1]) {
        const drawn = fc.sample(sketch({ size, dated: true, periods: 2 }), 1)[0]!;
        const result = compare(plan, worldOf(plan, drawn));
        expect([name, result.kind === "differs" ? result : null]).toEqual([name, null]);
      }
  });
});

describe("two columns become one", () => {
  const LARGE = 2n ** 63n - 1n;
  const amount = fc.oneof(
    fc.bigInt({ min: -LARGE - 1n, max: LARGE }),
    fc.bigInt({ min: -(2n ** 33n), max: 2n ** 33n }),
    fc.constantFrom(0n, -1n, 1n, LARGE, -LARGE - 1n, 2n ** 32n - 1n, -(2n ** 32n)),
  );

  test("as their sum, or not at all where that has no room", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, amount)), (pairs) => {
        const sums = pairs.map(([a, b]) => a + b);
        const column = BigInt64Array.from(pairs, ([a]) => a);
        const add = () =>
          become(
            column,
            BigInt64Array.from(pairs, ([, b]) => b),
            "add",
            "Week",
          );
        if (sums.every((sum) => BigInt.asIntN(64, sum) === sum)) {
          add();
          expect([...column]).toEqual(sums);
        } else expect(add).toThrow(Stopped);
      }),
      runs(200),
    );
  });

  test("where one of them lies in less memory", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -128, max: 127 })), (small) => {
        const column = widened(Int8Array.from(small));
        become(column, Int8Array.from(small), "add", "Week");
        expect([...column]).toEqual(small.map((one) => 2n * BigInt(one)));
      }),
      runs(50),
    );
  });

  test("as the larger, the smaller, one of both, both", () => {
    const column = BigInt64Array.of(1n, -5n, 7n);
    become(column, BigInt64Array.of(2n, -6n, 7n), "max", "");
    expect([...column]).toEqual([2n, -5n, 7n]);
    become(column, BigInt64Array.of(3n, -7n, 0n), "min", "");
    expect([...column]).toEqual([2n, -7n, 0n]);
    const marks = Uint8Array.of(0, 0, 1, 1);
    become(marks, Uint8Array.of(0, 1, 0, 1), "or", "");
    expect([...marks]).toEqual([0, 1, 1, 1]);
    become(marks, Uint8Array.of(1, 0, 1, 1), "and", "");
    expect([...marks]).toEqual([0, 0, 1, 1]);
  });
});
