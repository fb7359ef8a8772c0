import { expect, test, vi } from "vitest";
import { CodeRunner } from "../../src/engine/code/worked-out.ts";
import { otherSum, planOfWorkload, worldOfWorkload } from "../bench/compiled.ts";
import { workloadOf } from "../bench/workload/people.ts";

/** What somebody writes on, so that there is another text for each number. */
const edits: Readonly<Record<string, (text: string, edit: number) => string>> = {
  "a rule that nothing reads": (text, edit) => `${text}\nmeasure added = GV ${otherSum(edit)}\n`,
  "a rule that nearly everything reads": (text, edit) =>
    text.replace("GV             = PV", `$& ${otherSum(edit)}`),
};

test.each(Object.entries(edits))("while %s is written on, only its own code is made anew", (_, change) => {
  const modules = vi.spyOn(WebAssembly, "Module");
  const bytes = () => modules.mock.calls.reduce((so, [code]) => so + code.byteLength, 0);
  const world = worldOfWorkload(workloadOf(200));
  const runner = new CodeRunner();
  const write = (text: (text: string) => string) => {
    modules.mockClear();
    runner.prepare(planOfWorkload(text), world).run(0);
  };
  write((text) => text);
  const whole = bytes();
  // The first one has others stand apart from what lies in memory.
  write((text) => change(text, 1));
  for (const edit of [2, 3, 4]) {
    write((text) => change(text, edit));
    expect(modules).toHaveBeenCalledTimes(1);
    expect(bytes()).toBeLessThan(whole / 8);
  }
  modules.mockRestore();
});
