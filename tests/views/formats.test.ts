import { expect, test } from "vitest";
import { MONEY, NUMBER, PERCENT, points, rank, YES_NO } from "../../src/check/types.ts";
import { cutDecimals, isNegativeText, isZeroText } from "../../src/views/format/decimal-text.ts";
import { makeFormats } from "../../src/views/format/formats.ts";

const us = makeFormats("USD", "en-US");
const de = makeFormats("EUR", "de-DE");
const india = makeFormats("INR", "en-IN");
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

test("money keeps every digit, beyond what a double can hold", () => {
  expect(us.exact("12345678901234567890.12", MONEY)).toBe("$12,345,678,901,234,567,890.12");
  expect(us.exact("0.1", MONEY)).toBe("$0.10");
  expect(us.exact("-1234.5", MONEY)).toBe("-$1,234.50");
  expect(us.exact("0.005", MONEY)).toBe("$0.005");
  expect(us.exact("", MONEY)).toBe("");
});

test("each locale writes figures its own way", () => {
  expect(plain(de.exact("1234567.5", MONEY))).toBe("1.234.567,50 €");
  expect(plain(india.exact("1234567.5", MONEY))).toBe("₹12,34,567.50");
  expect(plain(makeFormats("JPY", "ja-JP").exact("1234", MONEY))).toMatch(/^.1,234$/);
});

test("a currency that is none is written as a plain amount", () => {
  expect(makeFormats("POINTS", "en-US").exact("12.5", MONEY)).toBe("12.50");
});

test("points and numbers have no decimals of their own; percentages are fractions a hundredfold", () => {
  expect(us.exact("1240", points("PV"))).toBe("1,240");
  expect(us.exact("0.4213", PERCENT)).toBe("42.13%");
  expect(us.exact("2.5", NUMBER)).toBe("2.5");
  expect(us.percent("0.421349")).toBe("42.1%");
});

test("amounts before rounding are cut after four decimals, and say so", () => {
  expect(us.line("3.333333333333…", MONEY)).toBe("$3.3333…");
  expect(us.line("3.33335", MONEY)).toBe("$3.3333…");
  expect(us.line("3.5", MONEY)).toBe("$3.50");
  expect(us.line("0.333333333333…", PERCENT)).toBe("33.3333%…");
  expect(us.line("0.05", PERCENT)).toBe("5%");
});

test("compact figures are short only where they would be long", () => {
  expect(us.compact("9999.99", MONEY)).toBe("$9,999.99");
  expect(us.compact("12345.67", MONEY)).toBe("$12.3K");
  expect(us.compact("99999", points("GV"))).toBe("99,999");
  expect(us.compact("1234567", points("GV"))).toBe("1.2M");
});

test("figures of other kinds are words", () => {
  expect(us.figure({ text: "Gold", size: 3 }, rank("Title"))).toBe("Gold");
  expect(us.figure({ text: "yes", size: 1 }, YES_NO)).toBe("yes");
  expect(us.figure({ text: "2026-03-21", size: 0 }, { kind: "date" })).toBe("Mar 21, 2026");
});

test("decimal texts are looked at as texts", () => {
  expect([isZeroText("0.00"), isZeroText(""), isZeroText("0.001")]).toEqual([true, true, false]);
  expect([isNegativeText("-0.00"), isNegativeText("-0.1")]).toEqual([false, true]);
  expect([cutDecimals("1.2309", 3), cutDecimals("1.2000", 2), cutDecimals("120", 2)]).toEqual([
    "1.23",
    "1.2",
    "120",
  ]);
});
