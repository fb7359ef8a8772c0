/** How often a law is tried on random data; `LAWS=20 vitest run tests/properties` tries each twenty times as often. */
export const runs = (count: number): { readonly numRuns: number } => ({
  numRuns: count * Number(process.env.LAWS ?? 1),
});
