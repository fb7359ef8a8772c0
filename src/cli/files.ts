import { readFileSync, writeFileSync } from "node:fs";
import { UsageError } from "./usage-error.ts";

/** The text of a file, `-` being standard input. */
export function readText(path: string): string {
  try {
    return readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (error) {
    throw new UsageError(`\`${path}\` cannot be read: ${reason(error)}.`);
  }
}

export function writeText(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`\`${path}\` cannot be written: ${reason(error)}.`);
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: "there is no such file",
    EACCES: "it is not allowed",
    EISDIR: "it is a folder",
    ENOTDIR: "a part of its path is no folder",
  };
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
