import type { How } from "../../src/ir/code.ts";

/** What two figures that are brought to one person come to. */
export const together: Readonly<Record<How, (a: bigint, b: bigint) => bigint>> = {
  add: (a, b) => a + b,
  max: (a, b) => (a > b ? a : b),
  min: (a, b) => (a < b ? a : b),
  or: (a, b) => a | b,
  and: (a, b) => a & b,
};
