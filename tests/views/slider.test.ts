import { expect, test } from "vitest";
import { sliderOf } from "../../src/views/params/slider.ts";

/** A slider as the plan writes it: what the param is set to, its ends, and its step where it says one. */
const slider = (written: string, value: string, from: string, to: string, step: string | null = null) =>
  sliderOf(
    { name: "p", type: { kind: "number" }, value, from, to, step, valueSpan: { from: 0, to: 0 } },
    written,
  )!;

test.each([
  ["whole figures go by whole ones", slider("20", "20", "1", "100"), ["1", "2", "100"]],
  ["per cents by whole per cents", slider("50%", "0.5", "0", "1"), ["0%", "1%", "100%"]],
  ["finer ones by their last place", slider("5.5%", "0.055", "0.01", "0.09"), ["1.0%", "1.1%", "9.0%"]],
  ["a long way by tens", slider("2,000", "2000", "1000", "3000"), ["1,000", "1,010", "3,000"]],
  ["and as the plan says", slider("$300", "300", "0", "1000", "50"), ["$0", "$50", "$1,000"]],
])("%s", (_, { figureAt, last }, figures) => {
  expect([figureAt(0), figureAt(1), figureAt(last)]).toEqual(figures);
});

test("a slider stands where its param is set", () => {
  expect(slider("20", "20", "1", "100").position).toBe(19);
  expect(slider("$300", "300", "0", "1000", "50").position).toBe(6);
});
