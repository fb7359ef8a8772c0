import { format } from "../syntax/format.ts";
import { readText, writeText } from "./files.ts";

/** Prints a plan laid out, or with `write` puts it back into its file. A text that is broken stays as it is. */
export function formatCommand(file: string, write: boolean): number {
  const text = readText(file);
  const laidOut = format(text);
  if (!write) process.stdout.write(laidOut);
  else if (laidOut !== text) writeText(file, laidOut);
  return 0;
}
