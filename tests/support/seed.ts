import fc from "fast-check";

/**
 * Random data are the same in every run, so that what passes here passes everywhere; `SEED=5 vitest run` takes others,
 * `SEED=any` new ones each time, and `npm run fuzz` goes on for as long as it is told.
 */
const chosen = globalThis.process?.env?.SEED ?? "20261123";
if (chosen !== "any") fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(chosen) });
