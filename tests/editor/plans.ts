import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../../examples/", import.meta.url);

/** The plans of the gallery, by name. */
export const plans: ReadonlyMap<string, string> = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith(".plan"))
    .map((file) => [file.slice(0, -".plan".length), readFileSync(new URL(file, folder), "utf8")]),
);
