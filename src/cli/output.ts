import { reason } from "./files.ts";

/** Writes to standard output. */
export const say = (text: string): void => void process.stdout.write(text);

/** Writes to standard error. */
export const complain = (text: string): void => void process.stderr.write(text);

/** Writes many lines to standard error, a good many at a time: there may be millions. */
export function complainOf<T>(things: Iterable<T>, print: (thing: T) => string): void {
  let lines: string[] = [];
  for (const thing of things) {
    lines.push(print(thing));
    if (lines.length === LINES_AT_A_TIME) {
      complain(lines.join(""));
      lines = [];
    }
  }
  if (lines.length > 0) complain(lines.join(""));
}

const LINES_AT_A_TIME = 10_000;

/** Whether standard output is a terminal, before which somebody sits, and no pipe or file. */
export const speaksToSomebody = (): boolean => process.stdout.isTTY === true;

/**
 * A reader that has read enough (`plumbline run … | head`) is no fault: there is nobody left to write to. A disk that is
 * full is one.
 */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit();
      if (stream === process.stdout)
        complain(`plumbline: Standard output cannot be written: ${reason(error, "it is not there")}.\n`);
      process.exit(2);
    });
}
