import { expect, test } from "vitest";
import { sumOf } from "../../src/runtime/view.ts";

/** Returns make sums of large halves: those of five million people are more than a double holds. */
test.each([
  ["a cent back from everybody", -1n],
  ["the largest amounts there are", 2n ** 40n],
])("%s is added up to the last unit", (_, each) => {
  const people = 5_000_000;
  const values = new BigInt64Array(people).fill(each);
  values[7] = 12_345n;
  expect(sumOf(values)).toBe(each * BigInt(people - 1) + 12_345n);
});

test("narrow columns are added up to the last unit", () => {
  const values = new Int32Array(5_000_000).fill(-(2 ** 31));
  expect(sumOf(values)).toBe(-(2n ** 31n) * 5_000_000n);
});
