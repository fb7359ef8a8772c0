import { expect, test } from "vitest";
import { calendar } from "../../src/downline/periods.ts";
import { file, read } from "./reading.ts";

const people = (...joined: readonly string[]) =>
  file("id,sponsor,joined", ...joined.map((day, i) => `${i + 1},,${day}`));
const orders = (...days: readonly string[]) =>
  file("id,person,date", ...days.map((day, i) => `a${i},1,${day}`));

test("from the earliest order's period to the latest's, with all between", () => {
  const { complete } = read(people("2025-11-05"), orders("2026-03-31", "2026-01-01"));
  expect(calendar(complete!, "month").names).toEqual(["2026-01", "2026-02", "2026-03"]);
  expect(calendar(complete!, "quarter").names).toHaveLength(1);
});

test("without orders, the period in which the last person joined; without any day, one without a name", () => {
  expect(calendar(read(people("2025-11-05", "2026-02-01", "")).complete!, "month").names).toEqual([
    "2026-02",
  ]);
  const bare = calendar(read(people("", "")).complete!, "month");
  expect([bare.names, bare.dated]).toEqual([[""], false]);
});

test("more periods than are gone through: the last are, and it is said", () => {
  const { complete } = read(people(""), orders("1926-03-31", "2026-01-01"));
  const { names, leftOut } = calendar(complete!, "day");
  expect([names.length, names.at(-1)]).toEqual([1200, "2026-01-01"]);
  expect(leftOut).toBe(
    "The orders go from 1926-03-31 to 2026-01-01, 36,437 periods; only the last 1,200 are gone through, and orders before 2022-09-20 count for nothing.",
  );
});
