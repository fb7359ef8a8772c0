import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { UsageError } from "./usage-error.ts";

export const STANDARD_INPUT = "-";

/** What a file is called in what is printed. */
export const nameOf = (path: string): string => (path === STANDARD_INPUT ? "<stdin>" : path);

/** The text of a file in UTF-8, `-` being standard input, without a byte-order mark. Throws a `UsageError`. */
export function readText(path: string): string {
  try {
    const text = readFileSync(path === STANDARD_INPUT ? 0 : path, "utf8");
    return text.startsWith("\uFEFF") ? text.slice(1) : text;
  } catch (error) {
    throw new UsageError(`\`${nameOf(path)}\` cannot be read: ${reason(error, "there is no such file")}.`);
  }
}

/** Throws a `UsageError` where the file cannot be written. */
export const writeText = (path: string, text: string): void => writePieces(path, [text]);

/** The same of a text that is made piece by piece: all of it at once may be more than fits. */
export function writePieces(path: string, pieces: Iterable<string>): void {
  try {
    const file = openSync(path, "w");
    try {
      for (const piece of pieces) writeFileSync(file, piece);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    // What went wrong while a piece was made is no matter of the file.
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new UsageError(`\`${path}\` cannot be written: ${reason(error, "its folder is not there")}.`);
  }
}

/** Why a file cannot be read or written, as half a sentence. */
export function reason(error: unknown, notThere: string): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: notThere,
    EACCES: "it is not allowed",
    EPERM: "it is not allowed",
    EROFS: "the disk can only be read",
    ENOSPC: "the disk is full",
    EISDIR: "it is a folder",
    ENOTDIR: "a part of its path is no folder",
    ENAMETOOLONG: "its name is too long",
    ERR_INVALID_ARG_VALUE: "that is no name of a file",
    ERR_STRING_TOO_LONG: "it is longer than 500 million characters",
    ERR_FS_FILE_TOO_LARGE: "it is longer than 500 million characters",
  };
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
