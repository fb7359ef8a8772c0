import { format } from "../syntax/format.ts";
import { parse } from "../syntax/parse.ts";
import { nameOf, readText, STANDARD_INPUT, writeText } from "./files.ts";
import { complain, say } from "./output.ts";
import { excerpt, printProblem } from "./problems.ts";
import { UsageError } from "./usage-error.ts";

/** Prints a plan laid out, or with `write` puts it back into its file. A text that is broken stays as it is, and says why. */
export function formatCommand(file: string, write: boolean): number {
  if (write && file === STANDARD_INPUT)
    throw new UsageError("--write wants a file to write to, and not `-`.");
  const text = readText(file);
  const errors = parse(text).diagnostics.filter(({ severity }) => severity === "error");
  for (const problem of errors) complain(printProblem(nameOf(file), text, problem) + excerpt(text, problem));
  if (errors.length > 0) return 1;
  const laidOut = format(text);
  if (!write) say(laidOut);
  else if (laidOut !== text) writeText(file, laidOut);
  return 0;
}
