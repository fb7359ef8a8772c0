import { readFileSync } from "node:fs";
import { registerHooks, stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";
import type { Mutant } from "./mutants.ts";

/** Puts the mutant of the environment in the place of its file, before anything is loaded. */
const mutant = JSON.parse(process.env.MUTANT ?? "null") as Mutant | null;
if (mutant)
  registerHooks({
    load(url, context, next) {
      if (!url.startsWith("file:") || fileURLToPath(url) !== mutant.file) return next(url, context);
      const text = readFileSync(mutant.file, "utf8");
      const changed = text.slice(0, mutant.from) + mutant.by + text.slice(mutant.to);
      return { format: "module", shortCircuit: true, source: stripTypeScriptTypes(changed) };
    },
  });
