import { readdirSync, readFileSync } from "node:fs";
import { check } from "../../src/check/check.ts";
import { runExample } from "../../src/meaning/examples.ts";
import { parse } from "../../src/syntax/parse.ts";

/** Runs every worked case and every example of the gallery; ends with 1 at the first that does not hold. */
const folders = ["../cases/", "../../examples/"].map((folder) => new URL(folder, import.meta.url));
for (const folder of folders)
  for (const file of readdirSync(folder).filter((file) => file.endsWith(".plan"))) {
    const { plan } = check(parse(readFileSync(new URL(file, folder), "utf8")));
    if (!plan) process.exit(1);
    for (const example of plan.examples) if (runExample(plan, example).failures.length > 0) process.exit(1);
  }
