import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tokenize } from "../../grammar/tokens.ts";
import { add, compare, type Exact, fraction, ZERO } from "../../src/base/exact.ts";
import { stepped } from "../../src/editor/figure/stepped.ts";
import { readFigure } from "../../src/syntax/written.ts";
import { runs } from "../properties/runs.ts";

describe("a step of a figure", () => {
  test.each([
    ["5.5%", 1, "5.6%"],
    ["5.9%", 1, "6.0%"],
    ["0.05", -1, "0.04"],
    ["0.05", -10, "0.00"],
    ["1,000", 1, "1,001"],
    ["1,000", 10, "1,010"],
    ["1,000", -1, "999"],
    ["999", 1, "1,000"],
    ["1000", 1, "1001"],
    ["1_000", 10, "1_010"],
    ["$1,999.99", 1, "$2,000.00"],
    ["€10", -1, "€9"],
    ["0", -1, "0"],
    ["$0.50", -100, "$0.00"],
    ["9,007,199,254,740,993", 1, "9,007,199,254,740,994"],
  ])("%s and %i steps: %s", (written, steps, expected) => expect(stepped(written, steps)).toBe(expected));

  test.each(["", "PV", "2.000,50", "5 %", "1,00", "2026-03-01", "-5", ".5", "5k"])(
    "leaves %s alone",
    (text) => expect(stepped(text, 1)).toBeNull(),
  );

  const digits = fc.bigInt({ min: 0n, max: 10n ** 14n });
  const grouped = (text: string, by: string): string => text.replace(/\B(?=(?:\d{3})+$)/g, by);
  const figure = fc
    .tuple(
      fc.constantFrom("", "$", "€"),
      digits,
      fc.constantFrom(",", "", "_"),
      fc.constantFrom("", "5", "05", "123"),
      fc.boolean(),
    )
    .map(([sign, whole, by, decimals, isPercent]) => {
      const unit = sign === "" && isPercent ? "%" : "";
      return `${sign}${grouped(String(whole), by)}${decimals && `.${decimals}`}${unit}`;
    });
  const decimalsOf = (written: string): number => /\.(\d+)/.exec(written)?.[1]?.length ?? 0;

  test("is exactly one unit of the last place, and never below nothing", () => {
    fc.assert(
      fc.property(figure, fc.integer({ min: -5000, max: 5000 }), (written, steps) => {
        const next = stepped(written, steps)!;
        const wanted: Exact = add(readFigure(written)!, fraction(steps, 10n ** BigInt(decimalsOf(written))));
        expect(compare(readFigure(next)!, compare(wanted, ZERO) < 0 ? ZERO : wanted)).toBe(0);
        expect(decimalsOf(next)).toBe(decimalsOf(written));
      }),
      runs(300),
    );
  });

  test("is a figure of the same kind, in one piece and spelled right", () => {
    fc.assert(
      fc.property(figure, fc.integer({ min: -5000, max: 5000 }), (written, steps) => {
        const [before] = tokenize(written).tokens;
        const { tokens } = tokenize(stepped(written, steps)!);
        expect(tokens.map(({ tokenType }) => tokenType.name)).toEqual([before!.tokenType.name]);
      }),
      runs(300),
    );
  });

  test("there and back changes nothing, and two steps are one of two", () => {
    fc.assert(
      fc.property(figure, fc.nat(1000), fc.nat(1000), (written, a, b) => {
        const there = stepped(written, a)!;
        expect(readFigure(stepped(there, -a)!)).toEqual(readFigure(written));
        expect(stepped(there, b)).toBe(stepped(written, a + b));
      }),
      runs(300),
    );
  });
});
