import type { Failure } from "./snapshot.ts";
import { Unanswered } from "./worker-host.ts";

/** What is said when a text could not be run to its end. */
export function failedRun(error: unknown): Failure {
  const seen = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  // It comes out of a worker, where only its name and its message are left.
  if (error instanceof Error && error.name === "TooMuch") return { sentence: error.message, seen };
  if (!(error instanceof Unanswered))
    return {
      sentence:
        "Plumbline itself failed on this plan; that is a mistake of ours. Undo the last change to go on.",
      seen: error instanceof Error ? (error.stack ?? seen) : seen,
    };
  switch (error.cause) {
    case "stopped":
      return { sentence: "The run was stopped. The next change of the plan runs it again.", seen };
    case "too long":
      return {
        sentence:
          "This plan ran for too long and was stopped. Undo the last change, look for a rule that goes through everyone for everyone, or load fewer people.",
        seen,
      };
    case "died":
      return {
        sentence:
          "The engine ended twice while it ran this plan, perhaps for want of memory. Undo the last change or load fewer people.",
        seen,
      };
  }
}

/** What is said when files could not be read to their end. */
export function failedLoad(error: unknown): string {
  if (error instanceof Unanswered) {
    if (error.cause === "stopped") return "Reading was stopped. What was loaded before is still there.";
    if (error.cause === "too long") return "Reading took too long and was stopped. Try a smaller file.";
    return "The engine ended while it read the files, perhaps for want of memory. Try a smaller file.";
  }
  return "Plumbline itself failed on these files; that is a mistake of ours. What was loaded before is still there.";
}
