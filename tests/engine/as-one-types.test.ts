import { expect, test, vi } from "vitest";
import { CodeRunner } from "../../src/engine/worked-out.ts";
import { otherSum, planOfWorkload, worldOfWorkload } from "../bench/compiled.ts";
import { workloadOf } from "../bench/workload/people.ts";

/** What somebody writes on, so that there is another text for each number. */
const edits: Readonly<Record<string, (text: string, edit: number) => string>> = {
  "a rule that nothing reads": (text, edit) => `${text}\nmeasure added = GV ${otherSum(edit)}\n`,
  "a rule that nearly everything reads": (text, edit) =>
    text.replace("GV             = PV", `$& ${otherSum(edit)}`),
};

test.each(Object.entries(edits))("while %s is written on, only its own pass is made anew", (_, change) => {
  const world = worldOfWorkload(workloadOf(200));
  const runner = new CodeRunner();
  runner.prepare(planOfWorkload(), world).run(0);
  const write = (edit: number) =>
    runner
      .prepare(
        planOfWorkload((text) => change(text, edit)),
        world,
      )
      .run(0);
  // The first one has others stand apart from what lies in memory.
  write(1);
  const modules = vi.spyOn(WebAssembly, "Module");
  for (const edit of [2, 3, 4]) {
    modules.mockClear();
    write(edit);
    expect(modules).toHaveBeenCalledTimes(1);
  }
  modules.mockRestore();
});
