import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import type { Mutant } from "./mutants.ts";

/** The laws, the explanations and the engine on files, with the mutant of the environment in the place of its file. */
const mutant = JSON.parse(process.env.MUTANT ?? "null") as Mutant | null;

export default defineConfig({
  plugins: [
    {
      name: "mutant",
      enforce: "pre",
      load: (id) => {
        if (!mutant || id !== mutant.file) return null;
        const text = readFileSync(mutant.file, "utf8");
        return text.slice(0, mutant.from) + mutant.by + text.slice(mutant.to);
      },
    },
  ],
  test: {
    // A mutant is no change of its file on disk.
    fsModuleCache: false,
    bail: 1,
    testTimeout: 120_000,
    maxWorkers: 1,
    isolate: false,
    setupFiles: ["tests/support/seed.ts"],
    include: [
      "tests/downline/{periods,reading}.test.ts",
      "tests/book/*.test.ts",
      "tests/cases.test.ts",
      "tests/engine/{by-code,change,many-below}.test.ts",
      "tests/meaning/{dated,examples}.test.ts",
      "tests/properties/{exact,meaning,timeline,together}.test.ts",
      "tests/runtime/{bounds,limited-sum,orders,walks}.test.ts",
      "tests/why/*.test.ts",
    ],
  },
});
