import { lineAndColumn } from "../base/span.ts";
import { runExample } from "../meaning/examples.ts";
import { planOf } from "./check-command.ts";
import { nameOf } from "./files.ts";
import { say } from "./output.ts";

/** Runs the examples of a plan, and prints what each expected and did not find. */
export function testCommand(file: string): number {
  const checked = planOf(file);
  if (!checked) return 1;
  const { text, plan } = checked;
  let [passed, failed] = [0, 0];
  for (const example of plan.examples) {
    const result = runExample(plan, example);
    passed += result.passed;
    failed += result.failures.length;
    say(`${result.failures.length === 0 ? "ok    " : "FAILED"} ${result.title}\n`);
    for (const { span, message } of result.failures) {
      const { line, column } = lineAndColumn(text, span.from);
      say(`       ${nameOf(file)}:${line}:${column}: ${message}\n`);
    }
  }
  if (plan.examples.length === 0) say("This plan has no examples.\n");
  else
    say(
      `${passed} ${passed === 1 ? "expectation holds" : "expectations hold"}, ${failed} ${failed === 1 ? "does" : "do"} not\n`,
    );
  return failed === 0 ? 0 : 1;
}
