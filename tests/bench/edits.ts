import { check } from "../../src/check/check.ts";
import { CodeRunner } from "../../src/engine/code/worked-out.ts";
import { parseAgain } from "../../src/syntax/parse-again.ts";
import type { Parsed } from "../../src/syntax/parsed.ts";
import { otherSum, textOfWorkload, worldOfWorkload } from "./compiled.ts";
import { median, printTable } from "./figures.ts";
import { reached } from "./targets.ts";
import { workloadOf } from "./workload/people.ts";

const PEOPLE = 10_000;
const EDITS = 31;
/** As after some lines that have been typed: what makes code is fast itself only then. */
const EDITS_BEFORE = 60;

/** What somebody edits, and the text then: another one for each number. */
const KINDS: Readonly<Record<string, (text: string, edit: number) => string>> = {
  "rule added": (text, edit) => `${text}\nmeasure edit${edit} = GV ${otherSum(edit)}\n`,
  "GV edited": (text, edit) => text.replace("GV             = PV", `$& ${otherSum(edit)}`),
  "ranks edited": (text, edit) => text.replace("PV >= _ | outside", `PV ${otherSum(edit)} >= _ | outside`),
  "bonus edited": (text, edit) => text.replace("on PV up", `on PV ${otherSum(edit)} up`),
  "cell edited": (text, edit) => text.replace("|  3% |  6% |", `|  3% |  6.${100 + edit}% |`),
};

const PHASES = ["parse", "check", "compile", "WebAssembly", "run"] as const;
type Phases = Readonly<Record<(typeof PHASES)[number], number>>;

/**
 * From a text in which a rule has changed to everybody's columns, on the engine's own way: what each part of it takes. What
 * is probably not meant is looked for when they are there, and is no part of it.
 */
export function editedByPhase(): void {
  const text = textOfWorkload();
  const world = worldOfWorkload(workloadOf(PEOPLE));
  const runner = new CodeRunner();
  const browser = timingWebAssembly();
  let before: Parsed | null = null;
  const follow = (edited: string): Phases => {
    const times: number[] = [performance.now()];
    const tick = <T>(value: T): T => {
      times.push(performance.now());
      return value;
    };
    before = tick(parseAgain(edited, before));
    const { plan } = tick(check(before));
    if (!plan) throw new Error("the plan of the workload has errors");
    browser.spent = 0;
    const worked = tick(runner.prepare(plan, world));
    const webAssembly = browser.spent;
    worked.run(0);
    tick(null);
    const [parsed, checked, prepared, run] = times.slice(1).map((time, i) => time - times[i]!);
    return {
      parse: parsed!,
      check: checked!,
      compile: prepared! - webAssembly,
      WebAssembly: webAssembly,
      run: run!,
    };
  };
  const kinds = Object.entries(KINDS);
  follow(text);
  for (let edit = 0; edit < EDITS_BEFORE; edit++) follow(kinds[edit % kinds.length]![1](text, edit));
  const rows = kinds.map(([name, change]) => {
    follow(text);
    const all = Array.from({ length: EDITS }, (_, edit) => follow(change(text, EDITS_BEFORE + edit)));
    const whole = median(all.map((phases) => PHASES.reduce((so, phase) => so + phases[phase], 0)));
    if (name === "GV edited") reached("edit 10000", whole);
    const figures = [...PHASES.map((phase) => median(all.map((phases) => phases[phase]))), whole];
    return [name, ...figures.map((figure) => `${figure.toFixed(1)} ms`)];
  });
  browser.stop();
  printTable(
    `From an edited text to everybody's columns, ${PEOPLE} people (median of ${EDITS})`,
    ["", ...PHASES, "all"],
    rows,
  );
}

/** Adds up what modules and their instances take: the engine itself has no clock in it. */
function timingWebAssembly(): { spent: number; readonly stop: () => void } {
  const { Module, Instance } = WebAssembly;
  const timing = {
    spent: 0,
    stop: () => {
      Object.assign(WebAssembly, { Module, Instance });
    },
  };
  Object.assign(WebAssembly, {
    Module: class extends Module {
      constructor(bytes: BufferSource) {
        const start = performance.now();
        super(bytes);
        timing.spent += performance.now() - start;
      }
    },
    Instance: class extends Instance {
      constructor(module: WebAssembly.Module, imports: WebAssembly.Imports) {
        const start = performance.now();
        super(module, imports);
        timing.spent += performance.now() - start;
      }
    },
  });
  return timing;
}
