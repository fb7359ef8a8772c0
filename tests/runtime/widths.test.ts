import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fraction } from "../../src/base/exact.ts";
import { memoryFor } from "../../src/compile/formulas/widths.ts";
import { planWith } from "../../src/diagnostics/problems/wording.ts";
import { CodeRunner } from "../../src/engine/code/worked-out.ts";
import { sizeOf } from "../../src/ir/program.ts";
import { elements } from "../../src/runtime/memory.ts";
import { sumOf } from "../../src/runtime/view.ts";
import { planOfWorkload, worldOfWorkload } from "../bench/compiled.ts";
import { workloadOf } from "../bench/workload/people.ts";
import { runs } from "../properties/runs.ts";
import { planOf, type Sketch, worldOf } from "../properties/worlds.ts";
import { compare } from "./compare.ts";

/** Figures about the edges of what 8, 16 and 32 bits hold. */
const figureOf = (bits: fc.Arbitrary<bigint>) =>
  fc
    .tuple(bits, fc.bigInt(-2n, 2n), fc.boolean())
    .map(([bits, more, isBelow]) => (2n ** bits + more) * (isBelow ? -1n : 1n));
const figure = figureOf(fc.constantFrom(6n, 7n, 8n, 14n, 15n, 16n, 30n, 31n, 32n, 40n));
/** Figures of some people, of much the same size. */
const alike = fc
  .constantFrom(5n, 6n, 7n, 14n, 15n, 30n, 31n, 40n)
  .chain((most) => fc.array(figureOf(fc.bigInt(2n, most)), { minLength: 6, maxLength: 6 }));

describe("figures lie in as much memory as the largest of them needs", () => {
  test("all that is no further from 0 than a bound has room", () => {
    fc.assert(
      fc.property(figure, figure, (one, bound) => {
        const most = bound < 0n ? -bound : bound;
        const memory = memoryFor(most);
        fc.pre(one <= most && -one <= most);
        const array = elements(new ArrayBuffer(8), memory, 0, 1);
        array[0] = (memory === "i64" ? one : Number(one)) as never;
        expect(BigInt(array[0]!)).toBe(one);
        // And in half of it not all of that has.
        const bits = BigInt(8 * sizeOf[memory]);
        if (bits > 8n) expect(most).toBeGreaterThan(2n ** (bits / 2n - 1n) - 1n);
      }),
      runs(500),
    );
    expect(memoryFor(null)).toBe("i64");
  });

  test("sums of them are exact", () => {
    fc.assert(
      fc.property(fc.array(figure, { maxLength: 40 }), (figures) => {
        const largest = figures.map((one) => (one < 0n ? -one : one)).reduce((a, b) => (a > b ? a : b), 0n);
        const memory = memoryFor(largest);
        const array = elements(new ArrayBuffer(8 * figures.length), memory, 0, figures.length);
        figures.forEach((one, i) => (array[i] = (memory === "i64" ? one : Number(one)) as never));
        expect(sumOf(array)).toBe(figures.reduce((a, b) => a + b, 0n));
      }),
      runs(200),
    );
    const many = new Int32Array(3_000_000).fill(-(2 ** 31));
    expect(sumOf(many)).toBe(-3_000_000n * 2n ** 31n);
  });

  test("what is worked out of them is what the evaluator says", () => {
    const plan = planOf(
      planWith(`measure twice = 2 * PV
measure less = 0 - PV
measure GV = PV + sum(PV in downline)
measure best = max(PV in frontline)
bonus Team { on PV up sponsor pays 10% if level <= 3 }
bonus Own { pays PV if PV > 0 at most $300 }
pool Summit { pot 2% of sum(PV in company) shares PV if PV > 10 }
limit Team + Own to 50% of sum(PV in company), scaling Team`),
    );
    const sketch: Sketch = {
      ...{ seed: 1, size: 6, shape: "bush", shuffled: true, periods: 1 },
      ...{ dated: false, tame: true, given: false },
    };
    const world = worldOf(plan, sketch);
    const widths = new Set<string>();
    fc.assert(
      fc.property(alike, (figures) => {
        const one = {
          ...world,
          inputs: new Map([["PV", (person: number) => fraction(figures[person]!, 100)]]),
        };
        expect(compare(plan, one)).toMatchObject({ kind: "equal" });
        const { machine } = new CodeRunner().prepare(plan, one);
        widths.add(machine.column("PV").elements.constructor.name);
      }),
      runs(120),
    );
    expect(widths).toEqual(new Set(["Int8Array", "Int16Array", "Int32Array", "BigInt64Array"]));
  });

  test("people of the workload take 128 bytes at most", () => {
    const { machine, run } = new CodeRunner().prepare(planOfWorkload(), worldOfWorkload(workloadOf(20_000)));
    run(0);
    expect(machine.bytes / 20_000).toBeLessThanOrEqual(128);
  });
});
