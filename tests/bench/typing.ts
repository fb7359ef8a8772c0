import { readdirSync, readFileSync } from "node:fs";
import type { Page } from "playwright";
import { startBuiltPage } from "../support/built-page.ts";
import { median, printTable } from "./figures.ts";

/** What is typed: a new rule, letter by letter, with lists opening and closing, broken most of the time. */
const RULE =
  "measure reach = PV + sum(GV in legs where active, each at most 1,000) if Title >= Silver else 0";
const LETTERS_APART_MS = 80;

/**
 * In a real Chromium, on the built page (`npm run build` comes first), while a rule is typed into the middle of a plan:
 * from each key to the frame that shows it (in steps of 8 ms, as the browser tells it), and the tasks that held the page
 * for 50 ms or more. The plans are the largest example, and that one written again below itself many times.
 */
export async function typingLatency(): Promise<void> {
  const site = await startBuiltPage();
  const rows: string[][] = [];
  try {
    for (const times of [1, 5, 25, 60]) {
      const page = await site.open();
      const { name, text } = largestExample();
      const plan = again(text, times);
      await dropPlan(page, plan);
      const { toPaint, longTasks } = await typeRule(page);
      const sorted = [...toPaint].sort((a, b) => a - b);
      rows.push([
        times === 1 ? name : `${name} × ${times}`,
        `${plan.split("\n").length} lines`,
        `${median(toPaint).toFixed(0)} ms`,
        `${sorted[Math.floor(sorted.length * 0.95)]!.toFixed(0)} ms`,
        String(longTasks.length),
        longTasks.length === 0 ? "" : `${Math.max(...longTasks).toFixed(0)} ms`,
      ]);
      await page.context().close();
    }
  } finally {
    await site.close();
  }
  printTable(
    `A rule of ${RULE.length} letters typed into a plan on the built page, in Chromium`,
    ["plan", "", "key to frame", "95 of 100", "tasks of 50 ms or more", "longest"],
    rows,
  );
}

function largestExample(): { readonly name: string; readonly text: string } {
  const folder = new URL("../../examples/", import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".plan"))
    .map((file) => ({ name: file, text: readFileSync(new URL(file, folder), "utf8") }))
    .reduce((a, b) => (b.text.length > a.text.length ? b : a));
}

/** A plan so many times as long: what it works out again, each time under names of its own, from the same inputs. */
function again(text: string, times: number): string {
  const rules = text.slice(text.indexOf("\n}") + 2).replaceAll(/^(?:input|tree|order) .*$/gmu, "");
  const declaring =
    /^(?:[a-z]+ly )?(?:measure|bonus|pool|table|param|ranks|flow|charge|pairing|board) (\p{L}[\p{L}\p{N}_]*)/gmu;
  const names = [...rules.matchAll(declaring)].map(([, name]) => name!);
  const copy = (n: number): string =>
    names.reduce((so, name) => so.replaceAll(new RegExp(`\\b${name}\\b`, "gu"), `${name}_${n}`), rules);
  return [text, ...Array.from({ length: times - 1 }, (_, n) => copy(n + 1))].join("\n");
}

/** Drops a plan on the page, as a user drops a file. */
async function dropPlan(page: Page, plan: string): Promise<void> {
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "bench.plan", { type: "text/plain" }));
    const target = document.querySelector(".tree-pane") ?? document.body;
    for (const type of ["dragover", "drop"])
      target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
  }, plan);
  await page.locator(".notice", { hasText: "Opened" }).waitFor();
  // A plan so long may take more time than the page gives to a run; then it says so, and typing goes on all the same.
  await page.locator('.page:not([data-staleness="updating"])').waitFor({ timeout: 60_000 });
}

type Measured = { readonly toPaint: readonly number[]; readonly longTasks: readonly number[] };

/** Types the rule below the header. The browser itself tells how long each key took to the next frame, and which tasks were long. */
async function typeRule(page: Page): Promise<Measured> {
  await page.locator(".cm-line", { hasText: /^}/ }).first().click();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(1000);
  await page.evaluate(() => {
    const measured = { toPaint: [] as number[], longTasks: [] as number[] };
    Object.assign(window, { measured });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) measured.longTasks.push(duration);
    }).observe({ type: "longtask" });
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (name === "keydown") measured.toPaint.push(duration);
    }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  });
  for (const letter of RULE) {
    await page.keyboard.type(letter);
    await page.waitForTimeout(LETTERS_APART_MS);
  }
  await page.waitForTimeout(1000);
  return page.evaluate(() => (window as unknown as { measured: Measured }).measured);
}
