import type { Type } from "../../src/check/types.ts";
import type { Fault } from "../../src/downline/faults.ts";
import { LIMITS, type Limits } from "../../src/downline/limits.ts";
import { type Reading, readDownline } from "../../src/downline/read-downline.ts";
import { NOTHING_WANTED, type Wanted, type WantedInput } from "../../src/downline/wanted.ts";

export const PEOPLE = "people.csv";
export const ORDERS = "orders.csv";

/** Reads texts as the files that they would be. */
export const read = (
  people: string,
  orders: string | null = null,
  wanted: Partial<Wanted> = {},
  limits: Partial<Limits> = {},
): Reading =>
  readDownline(
    {
      title: "test",
      synthetic: false,
      people: { name: PEOPLE, text: people },
      orders: orders === null ? null : { name: ORDERS, text: orders },
      wanted: { ...NOTHING_WANTED, ...wanted },
    },
    { ...LIMITS, ...limits },
  );

/** `people 3 sponsor: sentence`, with a `?` behind warnings. */
export const said = (faults: readonly Fault[]): string[] =>
  faults.map(
    ({ file, line, column, severity, message }) =>
      `${file.replace(".csv", "")} ${line}${column === null ? "" : ` ${column}`}${severity === "warning" ? "?" : ""}: ${message}`,
  );

/** The lines of a file, from rows. */
export const file = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;

export const input = (name: string, type: Type, more: Partial<WantedInput> = {}): WantedInput => ({
  name,
  type,
  inOrders: false,
  hasFallback: false,
  ...more,
});
