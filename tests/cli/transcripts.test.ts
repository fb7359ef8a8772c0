import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { madeAgain } from "./transcripts.ts";

/**
 * The contract of the command line, call by call: each transcript is what stands on the terminal, to the letter. Where
 * words have changed on purpose, `vitest run tests/cli -u` writes them anew; read the difference before it is committed.
 */
const folder = new URL("./", import.meta.url);
const transcripts = readdirSync(folder).filter((file) => file.endsWith(".transcript"));

test.each(transcripts)("%s", { timeout: 180_000 }, async (file) => {
  const { pathname } = new URL(file, folder);
  await expect(madeAgain(readFileSync(pathname, "utf8"))).toMatchFileSnapshot(pathname);
});
