import { describe, expect, test } from "vitest";
import { printDay } from "../../src/base/calendar.ts";
import { toDecimal } from "../../src/base/exact.ts";
import { finished } from "../../src/base/pieces.ts";
import { MONEY, NUMBER, PERCENT, type Type, YES_NO } from "../../src/check/types.ts";
import { type FigureStyle, findingFigureStyle } from "../../src/downline/cells/figures.ts";
import { readCell } from "../../src/downline/cells/read-cell.ts";
import { readDay } from "../../src/downline/cells/read-day.ts";
import { LIMITS } from "../../src/downline/limits.ts";

const figureStyle = (...of: Parameters<typeof findingFigureStyle>): FigureStyle =>
  finished(findingFigureStyle(...of));

/** A cell's value as text, or the sentence that says why it has none. */
function cell(text: string, type: Type, figures: FigureStyle = "point"): string {
  const ranks = new Map([["Title", ["Member", "Silver", "Gold"]]]);
  const reading = readCell(text, type, { figures, ranks, person: () => undefined, limits: LIMITS });
  if ("message" in reading) return reading.message;
  return typeof reading.value === "object" && reading.value !== null && "n" in reading.value
    ? toDecimal(reading.value)
    : JSON.stringify(reading.value);
}

describe("figures", () => {
  test.each([
    ["1234", "1234"],
    ["1,234.50", "1234.5"],
    ["1,234,567", "1234567"],
    ["-12.5", "-12.5"],
    ["−12.5", "-12.5"],
    ["+12.5", "12.5"],
    ["007", "7"],
    [".5", "0.5"],
    ["5.", "5"],
    ["1 234.50", "1234.5"],
    ["1\u00a0234\u202f567", "1234567"],
    ["1'234.50", "1234.5"],
    ["1’234", "1234"],
    ["99999999999999999999.000000001", "99999999999999999999.000000001"],
  ])("%s, where figures have a decimal point, is %s", (text, figure) =>
    expect(cell(text, NUMBER)).toBe(figure),
  );

  test.each([
    ["1234,50", "1234.5"],
    ["1.234,50", "1234.5"],
    ["1.234", "1234"],
    ["1 234,50", "1234.5"],
    ["-0,5", "-0.5"],
  ])("%s, where figures have a decimal comma, is %s", (text, figure) =>
    expect(cell(text, NUMBER, "comma")).toBe(figure),
  );

  test.each([
    ["twelve", "`twelve` is not a number; write it as 1234.50."],
    ["1e5", "`1e5` is not a number; write it as 1234.50."],
    ["0x10", "`0x10` is not a number; write it as 1234.50."],
    ["--5", "`--5` is not a number; write it as 1234.50."],
    ["-", "`-` is not a number; write it as 1234.50."],
    [".", "`.` is not a number; write it as 1234.50."],
    ["Infinity", "`Infinity` is not a number; write it as 1234.50."],
    ["(100)", "`(100)` is not a number; write it as 1234.50."],
    ["#REF!", "`#REF!` is not a number; write it as 1234.50."],
    ["1,23,456", "`1,23,456` has a comma where no thousands end; write 123456."],
    [
      "12,5",
      "`12,5` has a decimal comma, which is read only in a column that has no decimal points, and where cells are not parted by commas; write 12.5.",
    ],
    ["$5", "`$5` is not a number; write it as 1234.50."],
  ])("%s is none", (text, sentence) => expect(cell(text, NUMBER)).toBe(sentence));

  test("a figure that can be read in two ways is read in none", () => {
    expect(cell("1.234", NUMBER, "either")).toBe(
      "`1.234` may be 1.234 or 1234; write the one that is meant, without a mark for thousands.",
    );
    expect(cell("1,234", NUMBER, "either")).toBe(
      "`1,234` may be 1234 or 1.234; write the one that is meant, without a mark for thousands.",
    );
    expect(cell("1.2", NUMBER, "either")).toBe("1.2");
    expect(cell("12.5", NUMBER, "comma")).toBe(
      "`12.5` is not a number as the others of this column; write it as 1234,50.",
    );
  });

  test("a column says how its figures are written, unless commas part the cells", () => {
    expect(figureStyle(["1,5", "2.000,00"], ",")).toBe("point");
    expect(figureStyle(["3", "1,5", "1.234"], ";")).toBe("comma");
    expect(figureStyle(["3", "1.5", "1,234"], "\t")).toBe("point");
    expect(figureStyle(["1,5", "1.5"], ";")).toBe("point");
    expect(figureStyle(["1.234", "3", ""], ";")).toBe("either");
    expect(figureStyle(["$1,5", "12,5 €"], ";")).toBe("comma");
  });

  test("money may have a sign", () => {
    expect(["$1,234.50", "-$5", "12 €", "£ 3", "5"].map((text) => cell(text, MONEY))).toEqual([
      "1234.5",
      "-5",
      "12",
      "3",
      "5",
    ]);
    expect(cell("5%", MONEY)).toBe("`5%` is not a number; write it as 1234.50.");
  });

  test("percentages have their sign, or are fractions of one", () => {
    expect(["5%", "5.5 %", "0.05", "1", "-10%", "150%", "0"].map((text) => cell(text, PERCENT))).toEqual([
      "0.05",
      "0.055",
      "0.05",
      "1",
      "-0.1",
      "1.5",
      "0",
    ]);
    expect(cell("5", PERCENT)).toBe("`5` may be 5% or a hundred times that; write the percent sign.");
  });
});

describe("words", () => {
  test("yes and no, as spreadsheets write them", () => {
    expect(["yes", "TRUE", "1", "Y", "no", "False", "0", "n"].map((text) => cell(text, YES_NO))).toEqual([
      "true",
      "true",
      "true",
      "true",
      "false",
      "false",
      "false",
      "false",
    ]);
    expect(cell("maybe", YES_NO)).toBe("`maybe` is neither yes nor no; write one of them.");
  });

  test("ranks and choices without regard to case; the choices are said", () => {
    expect(cell("gold", { kind: "rank", ladder: "Title" })).toBe("2");
    expect(cell("none", { kind: "rank", ladder: "Title" })).toBe("-1");
    expect(cell("Platinum", { kind: "rank", ladder: "Title" })).toBe(
      "`Platinum` is not a rank of Title; its ranks are Member, Silver and Gold.",
    );
    const choice: Type = { kind: "choice", choices: ["retail", "autoship", "party"] };
    expect(cell("AutoShip", choice)).toBe('"autoship"');
    expect(cell("gift", choice)).toBe(
      "`gift` is not a choice of this column; write retail, autoship or party.",
    );
  });

  test("a cell does not drown its sentence", () => {
    expect(cell(`${"x".repeat(100)}\n`, YES_NO)).toBe(
      `\`${"x".repeat(39)}…\` is neither yes nor no; write one of them.`,
    );
  });
});

describe("days", () => {
  const day = (text: string) => {
    const reading = readDay(text, LIMITS);
    return "day" in reading ? printDay(reading.day) : reading.message;
  };

  test.each([
    "2026-03-01",
    "2026-3-1",
    "2026/03/01",
    "2026.03.01",
    "20260301",
    "01.03.2026",
    "1.3.2026",
    "2026-03-01 23:59:59",
    "2026-03-01T23:59:59.999Z",
    "2026-03-01T00:00+14:00",
  ])("%s is the first of March", (text) => expect(day(text)).toBe("2026-03-01"));

  test.each([
    ["2026-02-29", "`2026-02-29` is not in the calendar; correct it."],
    ["2024-13-01", "`2024-13-01` is not in the calendar; correct it."],
    ["03/04/2026", "`03/04/2026` may be two days; write 2026-04-03 or 2026-03-04, whichever is meant."],
    ["5/5/2026", "`5/5/2026` does not begin with the year; write 2026-05-05."],
    ["12/31/2026", "`12/31/2026` does not begin with the year; write 2026-12-31."],
    ["31-12-2026", "`31-12-2026` does not begin with the year; write 2026-12-31."],
    ["31/31/2026", "`31/31/2026` is not a day; write it with the year first, as 2026-03-21."],
    ["1.3.26", "`1.3.26` is not a day; write it with the year first, as 2026-03-21."],
    ["46082", "`46082` is not a day; write it with the year first, as 2026-03-21."],
    ["1 March 2026", "`1 March 2026` is not a day; write it with the year first, as 2026-03-21."],
    ["2026-03", "`2026-03` is not a day; write it with the year first, as 2026-03-21."],
    ["2026-03-01 at noon", "`2026-03-01 at noon` is not a day; write it with the year first, as 2026-03-21."],
    [
      "9999-12-31",
      "`9999-12-31` lies outside of the years 1900 to 2199; correct it, or leave the cell empty where no day is meant.",
    ],
    [
      "1899-12-30",
      "`1899-12-30` lies outside of the years 1900 to 2199; correct it, or leave the cell empty where no day is meant.",
    ],
  ])("%s", (text, sentence) => expect(day(text)).toBe(sentence));
});
