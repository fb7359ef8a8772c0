import { readdirSync, readFileSync } from "node:fs";
import type { Page } from "playwright";
import { startBuiltPage } from "../support/built-page.ts";
import { printTable } from "./figures.ts";

/** What is typed: a new rule, letter by letter, with lists opening and closing, broken most of the time. */
const RULE =
  "measure reach = PV + sum(GV in legs where active, each at most 1,000) if Title >= Silver else 0";
const LETTERS_APART_MS = 120;
const LONG_TASK_MS = 50;

/**
 * In a real Chromium, on the built page (`npm run build` comes first), while a rule is typed into the middle of a plan: the
 * tasks of the page's own thread, by the time that they really computed, which holds on a busy machine too. A task of
 * 50 ms is one that a person may feel. The plans are the largest example, and that one written again below itself.
 */
export async function typingLatency(): Promise<void> {
  const site = await startBuiltPage();
  const rows: string[][] = [];
  try {
    for (const times of [1, 5, 12]) {
      const page = await site.open();
      const { name, text } = largestExample();
      const plan = again(text, times);
      await dropPlan(page, plan);
      const tasks = await typeRule(page);
      const sorted = [...tasks].sort((a, b) => b - a);
      rows.push([
        times === 1 ? name : `${name} × ${times}`,
        `${plan.split("\n").length} lines`,
        `${(tasks.reduce((a, b) => a + b, 0) / RULE.length).toFixed(0)} ms`,
        `${sorted[RULE.length]?.toFixed(0) ?? 0} ms`,
        `${sorted[0]!.toFixed(0)} ms`,
        String(tasks.filter((task) => task >= LONG_TASK_MS).length),
      ]);
      await page.context().close();
    }
  } finally {
    await site.close();
  }
  printTable(
    `A rule of ${RULE.length} letters typed into a plan on the built page, in Chromium: computing time`,
    [
      "plan",
      "",
      "a letter in all",
      "its longest task, mostly",
      "longest of all",
      `of ${LONG_TASK_MS} ms or more`,
    ],
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

type Traced = {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
};

/** Types the rule below the header; gives the computing time of each task of the page's thread meanwhile. */
async function typeRule(page: Page): Promise<readonly number[]> {
  await page.locator(".cm-line", { hasText: /^}/ }).first().click();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(1500);
  const browser = await page.context().newCDPSession(page);
  const events: Traced[] = [];
  browser.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as Traced[])));
  await browser.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel", "__metadata"] },
  });
  for (const letter of RULE) {
    await page.keyboard.type(letter);
    await page.waitForTimeout(LETTERS_APART_MS);
  }
  await page.waitForTimeout(1000);
  const complete = new Promise((done) => browser.once("Tracing.tracingComplete", done));
  await browser.send("Tracing.end");
  await complete;
  return outermost(events).map(({ tdur = 0 }) => tdur / 1000);
}

/** The tasks of the page's own thread; one inside of another is a part of it. */
function outermost(events: readonly Traced[]): readonly Traced[] {
  const isThread = (event: Traced): boolean =>
    event.name === "thread_name" && event.args.name === "CrRendererMain";
  const pages = new Set(events.filter(isThread).map(({ pid, tid }) => `${pid} ${tid}`));
  const tasks = events
    .filter(({ name, ph, pid, tid }) => ph === "X" && name.endsWith("RunTask") && pages.has(`${pid} ${tid}`))
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  let end = 0;
  return tasks.filter(({ ts, dur = 0 }) => {
    if (ts + dur <= end) return false;
    end = ts + dur;
    return true;
  });
}
