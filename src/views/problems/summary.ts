import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ExampleReport, FileFault } from "../../engine/protocol.ts";
import type { Failure } from "../../engine/session/snapshot.ts";

export type Part = { readonly words: string; readonly tone: "error" | "warning" | "good" | "plain" };

const several = (count: number, one: string, many: string): string =>
  `${count === 1 ? "1" : new Intl.NumberFormat().format(count)} ${count === 1 ? one : many}`;

/** The line that is always there: how the plan stands, in a few words. */
export function summaryOf(
  problems: readonly Diagnostic[],
  examples: readonly ExampleReport[],
  faults: readonly FileFault[],
  failure: Failure | null,
): readonly Part[] {
  const of = (severity: string) =>
    problems.filter((each) => each.severity === severity).length +
    faults.filter((each) => each.severity === severity).length;
  const [errors, warnings, hints] = [of("error"), of("warning"), of("hint")];
  const failed = examples.filter(({ failures }) => failures.length > 0).length;
  const parts: Part[] = [];
  if (failure) parts.push({ words: "Stopped", tone: "error" });
  if (errors > 0) parts.push({ words: several(errors, "error", "errors"), tone: "error" });
  if (warnings > 0) parts.push({ words: several(warnings, "warning", "warnings"), tone: "warning" });
  if (hints > 0) parts.push({ words: several(hints, "hint", "hints"), tone: "plain" });
  if (errors + warnings + hints === 0 && !failure) parts.push({ words: "No problems", tone: "good" });
  if (failed > 0) parts.push({ words: several(failed, "example fails", "examples fail"), tone: "error" });
  else if (examples.length > 0)
    parts.push({
      words: examples.length === 1 ? "the example passes" : `all ${examples.length} examples pass`,
      tone: "good",
    });
  return parts;
}

export const errorsIn = (problems: readonly Diagnostic[]): number =>
  problems.filter(({ severity }) => severity === "error").length;
