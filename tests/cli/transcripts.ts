import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

export const COMMAND_LINE = new URL("../../dist/cli/plumbline.js", import.meta.url).pathname;
/** The plans and files that are named in the transcripts. */
export const FILES = new URL("./files/", import.meta.url).pathname;

/**
 * Makes the calls of a transcript again, and writes down what comes of them, as it would stand on a terminal:
 *
 *     # a remark
 *     $ plumbline check broken.plan < input
 *     what goes to standard output
 *     ! what goes to standard error
 *     => 1
 */
export const madeAgain = (transcript: string): string =>
  transcript
    .split("\n")
    .filter((line) => /^[#$] /.test(line))
    .map((line) => (line.startsWith("#") ? line : `${line}\n${outcomeOf(line.slice(2))}\n`))
    .join("\n");

/** Calls the built command line. */
function outcomeOf(command: string): string {
  const [call, input] = command.split(" < ");
  const words = [...call!.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
  const { stdout, stderr, status } = spawnSync(process.execPath, [COMMAND_LINE, ...words.slice(1)], {
    cwd: FILES,
    encoding: "utf8",
    input: input === undefined ? "" : readFileSync(FILES + input, "utf8"),
  });
  const errors = stderr
    .split("\n")
    .map((line, at, all) => (at === all.length - 1 ? "" : `! ${line}`.trimEnd()));
  return `${stdout}${errors.join("\n")}=> ${status}`;
}
