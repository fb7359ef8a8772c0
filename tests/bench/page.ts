import type { Page } from "playwright";
import { shapes } from "../../examples/downlines/shapes.ts";
import { generateSample } from "../../src/downline/sample.ts";
import { caretBehind, isFresh, startBuiltPage } from "../support/built-page.ts";
import { median, printTable } from "./figures.ts";
import { isTarget, reached } from "./targets.ts";

const SIZES = [100, 1_000, 10_000, 100_000, 1_000_000];
const KEYSTROKES = 7;

/**
 * In a real Chromium, on the built page (`npm run build` comes first): from the key going down to the frame that shows the
 * totals of the new text, and the longest time in between in which the page's own thread could not paint.
 */
export async function keystrokeToPaint(): Promise<void> {
  const site = await startBuiltPage();
  const rows: string[][] = [];
  try {
    for (const people of SIZES) {
      const page = await site.open();
      await loadPeople(page, people);
      await caretBehind(page, "param unlock = 10");
      const times: { total: number; longest: number }[] = [];
      for (let n = 0; n < KEYSTROKES; n++) {
        const key = n % 2 === 0 ? "5" : "Backspace";
        times.push(await measure(page, key));
      }
      const target = `paint ${people}`;
      if (isTarget(target)) reached(target, median(times.map(({ total }) => total)));
      rows.push([
        `${people} people`,
        `${median(times.map(({ total }) => total)).toFixed(0)} ms`,
        `${median(times.map(({ longest }) => longest)).toFixed(0)} ms`,
      ]);
      await page.context().close();
    }
  } finally {
    await site.close();
  }
  printTable(
    "From a keystroke to painted totals, Evergreen, in Chromium (median of 7)",
    ["people", "keystroke to totals", "longest gap between frames"],
    rows,
  );
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

/** Presses a key, and waits for the frame after the one in which the page calls its figures fresh again. */
async function measure(page: Page, key: string): Promise<{ total: number; longest: number }> {
  await page.evaluate(() => {
    const timing = { start: 0, longest: 0, total: 0 };
    (window as unknown as { timing: typeof timing }).timing = timing;
    window.addEventListener("keydown", () => (timing.start = performance.now()), {
      capture: true,
      once: true,
    });
    let before = performance.now();
    let left = false;
    const frame = () => {
      const now = performance.now();
      if (timing.start > 0) timing.longest = Math.max(timing.longest, now - before);
      before = now;
      const fresh = document.querySelector('.page[data-staleness="fresh"]') !== null;
      if (timing.start > 0 && !fresh) left = true;
      if (timing.start > 0 && left && fresh) timing.total = now - timing.start;
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await page.keyboard.press(key);
  await page.waitForFunction(
    () => (window as unknown as { timing: { total: number } }).timing.total > 0,
    null,
    {
      timeout: 60_000,
    },
  );
  return page.evaluate(() => (window as unknown as { timing: { total: number; longest: number } }).timing);
}
