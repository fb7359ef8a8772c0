import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { type Mutant, mutantsOf } from "./mutants.ts";

/**
 * `npm run mutate [-- FILE…] [--every N]`: how many small changes of the evaluator the worked cases and the compiled
 * engine notice, or else the laws, the explanations and the engine on files, and which nobody does. Without a file: all of `src/meaning` with
 * the exact numbers and their rounding. What does not end is noticed.
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

/** The cheap one first: most mutants get no further. */
const JUDGES: readonly (readonly string[])[] = [
  ["--no-warnings", "--import", "./tests/mutation/hook.ts", "tests/mutation/judge.ts"],
  ["node_modules/vitest/vitest.mjs", "run", "--config", "tests/mutation/vitest.config.ts"],
];

const isNoticedBy = (judge: readonly string[], mutant: Mutant | null, longest?: number): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, judge, {
      cwd: root,
      stdio: "ignore",
      timeout: longest,
      env: { ...process.env, MUTANT: JSON.stringify(mutant) },
    });
    child.on("close", (code) => resolve(code !== 0));
  });

const patience: number[] = [];
for (const judge of JUDGES) {
  const start = performance.now();
  if (await isNoticedBy(judge, null)) throw new Error("The cases do not hold as it is.");
  patience.push(Math.ceil(PATIENCE * (performance.now() - start)));
}

const isNoticed = async (mutant: Mutant): Promise<boolean> => {
  for (const [i, judge] of JUDGES.entries()) if (await isNoticedBy(judge, mutant, patience[i])) return true;
  return false;
};

const survived: Mutant[] = [];
let next = 0;
const worker = async (): Promise<void> => {
  for (let mutant = mutants[next++]; mutant; mutant = mutants[next++])
    if (!(await isNoticed(mutant))) survived.push(mutant);
};
await Promise.all(Array.from({ length: availableParallelism() }, worker));

survived.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.from - b.from));
for (const { file, line, change } of survived)
  process.stdout.write(`${file.slice(root.length)}:${line}  ${change}\n`);
const noticed = mutants.length - survived.length;
process.stdout.write(
  `\n${mutants.length} mutants, ${noticed} noticed: ${((100 * noticed) / mutants.length).toFixed(1)} %\n`,
);
