import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { How } from "../../src/ir/code.ts";
import { type FieldRule, keptRowOf } from "../../src/ir/kept-row.ts";
import { KeptFields } from "../../src/runtime/mending/kept-fields.ts";
import { KeptRows, OwnRoom } from "../../src/runtime/mending/kept-rows.ts";
import { together } from "./together.ts";

const EMPTY: Readonly<Record<How, bigint>> = { add: 0n, max: -100n, min: 100n, or: 0n, and: -1n };

const low = (units: bigint): number => Number(BigInt.asIntN(32, units));
const high = (units: bigint): number => Number(BigInt.asIntN(32, units >> 32n));

/** Branches that bring one figure to the same person, each of them another one again and again. */
class Branches {
  readonly kept: KeptFields;
  /** A slot as it lies in memory, behind other things. */
  readonly words = new Int32Array(6);
  readonly figures: bigint[];
  private readonly field: FieldRule;
  asked = 0;

  constructor(how: How, wide: boolean, figures: readonly bigint[]) {
    this.field = { at: 0, wide, how, low: low(EMPTY[how]), high: high(EMPTY[how]) };
    this.figures = [...figures];
    // The one above has number 0; the branches are the rows behind it.
    const row = keptRowOf({ fields: [this.field], slot: 2, places: [], sums: 0 });
    const rows = new KeptRows(new OwnRoom(), row, { large: 1, small: 0 });
    rows.reserve(figures.length);
    this.kept = new KeptFields([this.field], 2, rows);
    figures.forEach((figure, i) => {
      this.kept.take(1 + i, this.slotWith(figure), 4);
    });
    this.kept.keepCome(0, this.slotWith(this.expected), 4);
  }

  get expected(): bigint {
    const how = together[this.field.how];
    return this.figures.reduce(how, EMPTY[this.field.how]);
  }

  private slotWith(figure: bigint): Int32Array {
    this.words[4] = low(figure);
    this.words[5] = this.field.wide ? high(figure) : 0;
    return this.words;
  }

  bring(branch: number, figure: bigint): void {
    this.figures[branch] = figure;
    this.kept.exchange(1 + branch, this.slotWith(figure), 4, 0);
  }

  /** What has come to the one above; all are asked again where it is not known. */
  come(): bigint {
    const lost = this.kept.lostOf(0);
    if (lost.length > 0) {
      this.asked++;
      this.figures.forEach((_, i) => {
        this.kept.hearRow(0, lost, 1 + i);
      });
    }
    this.kept.load(0, this.words, 4);
    const one = BigInt(this.words[4]!);
    return this.field.wide ? (BigInt(this.words[5]!) << 32n) | BigInt.asUintN(32, one) : one;
  }
}

const figure = fc.integer({ min: -6, max: 6 }).map(BigInt);
const steps = fc.array(fc.tuple(fc.nat(20), figure, fc.boolean()), { minLength: 1, maxLength: 30 });

describe("what has come to somebody, branch by branch another", () => {
  test.each(Object.keys(EMPTY) as How[])("%s", (how) => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.array(figure, { minLength: 1, maxLength: 5 }),
        steps,
        (wide, figures, changes) => {
          const branches = new Branches(how, wide, figures);
          for (const [which, to, isAsked] of changes) {
            branches.bring(which % figures.length, to);
            // Several may change before the one above is worked out.
            if (isAsked) expect(branches.come()).toBe(branches.expected);
          }
          expect(branches.come()).toBe(branches.expected);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("of the largest that becomes less again and again all are asked but once", () => {
    const branches = new Branches("max", true, [50n, 40n, 30n]);
    for (const next of [49n, 48n, 60n, 45n, 41n]) {
      branches.bring(0, next);
      expect(branches.come()).toBe(next);
    }
    expect(branches.asked).toBe(1);
  });
});
