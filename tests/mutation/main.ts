import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { type Mutant, mutantsOf } from "./mutants.ts";

/**
 * `npm run mutate [-- FILE…] [--every N]`: how many small changes of the evaluator the worked cases and the compiled
 * engine notice, and which they do not. Without a file: all of `src/meaning` with the exact numbers and their rounding.
 * What does not end is noticed.
 */
/** A judge that takes so many times as long as without a mutant does not end. */
const PATIENCE = 4;
const root = fileURLToPath(new URL("../../", import.meta.url));
const words = process.argv.slice(2);
const every = words.includes("--every") ? Number(words.splice(words.indexOf("--every"), 2)[1]) : 1;
const files =
  words.length > 0
    ? words
    : [
        ...readdirSync(`${root}src/meaning`).map((file) => `src/meaning/${file}`),
        "src/base/exact.ts",
        "src/base/rounding.ts",
      ];

const mutants = files
  .flatMap((file) => mutantsOf(root + file, readFileSync(root + file, "utf8")))
  .filter((_, i) => i % every === 0);

const isNoticed = (mutant: Mutant | null, longest?: number): Promise<boolean> =>
  new Promise((resolve) => {
    const args = ["--no-warnings", "--import", "./tests/mutation/hook.ts", "tests/mutation/judge.ts"];
    const judge = spawn(process.execPath, args, {
      cwd: root,
      stdio: "ignore",
      timeout: longest,
      env: { ...process.env, MUTANT: JSON.stringify(mutant) },
    });
    judge.on("close", (code) => resolve(code !== 0));
  });

const start = performance.now();
if (await isNoticed(null)) throw new Error("The cases do not hold as it is.");
const longest = Math.ceil(PATIENCE * (performance.now() - start));
const survived: Mutant[] = [];
let next = 0;
const worker = async (): Promise<void> => {
  for (let mutant = mutants[next++]; mutant; mutant = mutants[next++])
    if (!(await isNoticed(mutant, longest))) survived.push(mutant);
};
await Promise.all(Array.from({ length: availableParallelism() }, worker));

survived.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.from - b.from));
for (const { file, line, change } of survived)
  process.stdout.write(`${file.slice(root.length)}:${line}  ${change}\n`);
const noticed = mutants.length - survived.length;
process.stdout.write(
  `\n${mutants.length} mutants, ${noticed} noticed: ${((100 * noticed) / mutants.length).toFixed(1)} %\n`,
);
