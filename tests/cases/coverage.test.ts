import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** The table of README.md, beside this file, and the examples of the plans: each says the same of the other. */
type Row = { readonly number: string; readonly mustNot: string; readonly heldBy: readonly string[] };
type Held = { readonly file: string; readonly title: string; readonly body: string };

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

const table: readonly Row[] = read("./README.md")
  .split("\n")
  .filter((line) => /^\| [WC]\d\d /.test(line))
  .map((line) => {
    const [number = "", , , mustNot = "", heldBy = ""] = line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim());
    return { number, mustNot, heldBy: heldBy.split(", ") };
  });

/** Every example of the cases and of the gallery. */
const examples: readonly Held[] = ["./", "../../examples/"].flatMap((folder) =>
  readdirSync(new URL(folder, import.meta.url))
    .filter((file) => file.endsWith(".plan"))
    .flatMap((file) =>
      [...read(folder + file).matchAll(/^example "([^"]*)"[^{]*\{\n(.*?)^\}/gms)].map(
        ([, title = "", body = ""]) => ({
          file: folder === "./" ? file : `examples/${file}`,
          title,
          body,
        }),
      ),
    ),
);

const holding = (number: string): readonly Held[] =>
  examples.filter(({ title }) => title.match(/\b[WC]\d\d\b/g)?.includes(number));

/** The cases of the reference that hold together; those that it gives in passing stand only in the table. */
const published =
  "W01 W02 W03 W06 W08 W10 W11 W13 W14 W16 W17 W19 W21 W23 W25 W26 W27 W28 W30 W31 W32 W35 W36 W39 W41 W45 " +
  "C01 C02 C05 C07 C13 C14 C16 C20 C23 C24";

describe("the published cases", () => {
  test("are all in the table", () => {
    const rows = table.map(({ number }) => number);
    expect(published.split(" ").filter((number) => !rows.includes(number))).toEqual([]);
  });

  test("and no example names one that is not", () => {
    const named = examples.flatMap(({ title }) => title.match(/\b[WC]\d\d\b/g) ?? []);
    expect([...new Set(named)].filter((number) => !table.some((row) => row.number === number))).toEqual([]);
  });

  test.each(table)("$number is held where the table says", ({ number, heldBy }) => {
    expect([...new Set(holding(number).map(({ file }) => file))]).toEqual(heldBy);
  });

  test.each(table.filter(({ mustNot }) => mustNot !== ""))(
    "$number: the wrong figure is refused ($mustNot)",
    ({ number }) => {
      expect(holding(number).some(({ body }) => body.includes("<>"))).toBe(true);
    },
  );
});
