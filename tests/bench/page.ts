import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright";
import { build, preview } from "vite";
import { shapes } from "../../examples/downlines/shapes.ts";
import { generateSample } from "../../src/downline/sample.ts";
import { type BuiltPage, caretBehind, isFresh, startBuiltPage } from "../support/built-page.ts";
import { printTable } from "./figures.ts";
import { type Painted, paintedAfter } from "./painting.ts";
import { isTarget, reached } from "./targets.ts";

const SIZES = [100, 1_000, 10_000, 100_000, 1_000_000];
const KEYSTROKES = 10;
/** A figure that a param has, and a remark: the one moves what everybody is paid, the other nothing. */
const FIGURE = "param unlock = 10";
const REMARK = "# A unilevel with ranks";

/**
 * In a real Chromium, on the built page (`npm run build` comes first): from the key going down to the end of the frame that
 * shows totals and tree of the new text, and the computing time in between; beside them what a letter takes in the same
 * editor with nothing around it. The sizes that are named, else all.
 */
export async function keystrokeToPaint(sizes: readonly number[] = []): Promise<void> {
  const site = await startBuiltPage();
  const rows: string[][] = [];
  const row = (what: string, painted: Painted): void => {
    const { total, key, page, worker, longest } = painted;
    rows.push([what, ...[total, key, page, worker, longest].map((time) => `${time.toFixed(1)} ms`)]);
  };
  try {
    row("the editor alone, a letter", await letterAlone(site));
    for (const people of sizes.length > 0 ? sizes : SIZES) {
      const page = await site.open();
      await loadPeople(page, people);
      await caretBehind(page, FIGURE);
      const figure = await paintedAfter(page, ["5", "Backspace"], "answer", KEYSTROKES);
      row(`${people} people, a figure`, figure);
      const target = `paint ${people}`;
      if (isTarget(target)) reached(target, figure.total);
      await caretBehind(page, REMARK);
      row(`${people} people, a remark`, await paintedAfter(page, ["s", "Backspace"], "answer", KEYSTROKES));
      await page.getByRole("slider", { name: "unlock" }).focus();
      row(
        `${people} people, a slider`,
        await paintedAfter(page, ["ArrowRight", "ArrowLeft"], "answer", KEYSTROKES),
      );
      await page.context().close();
    }
  } finally {
    await site.close();
  }
  printTable(
    `From a keystroke to painted totals and tree, Evergreen, in Chromium (median of ${KEYSTROKES})`,
    ["", "key to paint", "computing: key", "the page's rest", "worker", "longest task"],
    rows,
  );
}

/** A letter in the page's editor with nothing around it: what no page that has it can be quicker than. */
async function letterAlone({ browser }: BuiltPage): Promise<Painted> {
  const outDir = await mkdtemp(join(tmpdir(), "plumbline-floor-"));
  const root = fileURLToPath(new URL("floor/", import.meta.url));
  const config = {
    root,
    configFile: false,
    logLevel: "error",
    build: { outDir, emptyOutDir: true },
  } as const;
  await build(config);
  const server = await preview({ ...config, preview: { port: 0, host: "127.0.0.1" } });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(server.resolvedUrls!.local[0]!);
    await caretBehind(page, FIGURE);
    const painted = await paintedAfter(page, ["5", "Backspace"], "letter", KEYSTROKES);
    await context.close();
    return painted;
  } finally {
    await server.close();
    await rm(outDir, { recursive: true });
  }
}

/** Drops generated files on the page, as a user drops their own. */
async function loadPeople(page: Page, people: number): Promise<void> {
  const sample = generateSample({ ...shapes.evergreen!, people, periods: 1 });
  await page.evaluate(
    (files) => {
      const data = new DataTransfer();
      for (const [name, text] of files) data.items.add(new File([text], name, { type: "text/csv" }));
      const target = document.querySelector(".tree-pane") ?? document.body;
      for (const type of ["dragover", "drop"])
        target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
    },
    [
      ["people.csv", sample.people],
      ["orders.csv", sample.orders],
    ] as [string, string][],
  );
  await page.locator(".notice", { hasText: "Loaded" }).waitFor({ timeout: 180_000 });
  await isFresh(page);
}
