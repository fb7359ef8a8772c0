import { writeFileSync } from "node:fs";
import type { PartOfClockwork } from "../compile/clocks.ts";
import { USUAL, usualFactsOfClocks } from "../compile/usual-facts.ts";
import { emitWhole } from "../compile/wasm/emit.ts";
import { counted } from "../downline/faults.ts";
import { offersOfWorld } from "../engine/code/offers-of-world.ts";
import { clockworkOf } from "../engine/code/worked-out.ts";
import { printProgram } from "../ir/print.ts";
import { mapMemory } from "../runtime/memory.ts";
import { planOf } from "./check-command.ts";
import { reason } from "./files.ts";
import { say } from "./output.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Says what a plan becomes as code, made for data as they usually are; with `print` every step of it, one a line, and with
 * `out` the WebAssembly module into a file.
 */
export function compileCommand(
  file: string,
  { print, out }: { readonly print: boolean; readonly out: string | null },
): number {
  const checked = planOf(file);
  if (!checked) return 1;
  const { plan } = checked;
  const { main, others } = clockworkOf(plan, offersOfWorld(plan), usualFactsOfClocks(plan));
  const parts = [main, ...others];
  for (const part of parts) {
    const { program } = part.compiled;
    const { bytes } = emitWhole(program);
    if (out !== null) writeModule(part === main ? out : besideOf(out, part), bytes);
    if (others.length > 0) say(`${headOf(part)}\n`);
    if (print) say(`${printProgram(program)}\n`);
    const { people } = USUAL;
    const { size } = mapMemory(program, { people, orders: 0, periods: 1, deepest: 0 });
    say(
      `${counted(program.steps.length)} ${program.steps.length === 1 ? "step" : "steps"} over ${counted(program.columns.length)} columns, ` +
        `${counted(bytes.length)} bytes of WebAssembly, ${counted(Math.round(size / people))} bytes a person.\n`,
    );
  }
  say(proofOf(parts.flatMap(({ compiled }) => compiled.program.watched)));
  return 0;
}

/** What a program works out, where a plan that runs by several clocks has several. */
const headOf = ({ clock, soFar }: PartOfClockwork): string =>
  `By the ${clock}${soFar ? ", with the orders that have come in so far" : ""}:`;

/** `plan.wasm` and `plan.week-1.wasm`: the modules of other clocks lie beside that of the plan's own. */
const besideOf = (out: string, { key }: PartOfClockwork): string =>
  out.replace(/(\.[^./\\]*)?$/, (end) => `.${key.replaceAll(" ", "-")}${end}`);

/** Whether amounts can overflow: bonuses by their names, whatever stage of them it is. */
function proofOf(watched: readonly string[]): string {
  const figures = `with up to ${counted(USUAL.people)} people, no figure above ${money(USUAL.most)} and all together not above ${money(USUAL.mass)}`;
  if (watched.length === 0) return `No amount can overflow, ${figures}.\n`;
  const names = new Set(
    watched.map((name) => name.replace(/^(gross|earned|paid) /, "").replace(/\..*$/, "")),
  );
  return `Not proved, ${figures}: ${[...names].join(", ")}. Where one of these does not fit, the run stops and says so.\n`;
}

const money = (cents: bigint): string => `${counted(Number(cents / 100n))}`;

function writeModule(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes);
  } catch (error) {
    throw new UsageError(`\`${path}\` cannot be written: ${reason(error, "its folder is not there")}.`);
  }
}
