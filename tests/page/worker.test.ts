import type { BrowserContext, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BuiltPage, caretBehind, isFresh, paidOut, startBuiltPage } from "../support/built-page.ts";

let site: BuiltPage;
beforeAll(async () => {
  site = await startBuiltPage();
});
afterAll(() => site?.close());

/** Lets the test hold the workers that the page makes. */
const holdWorkers = async (context: BrowserContext): Promise<void> => {
  await context.addInitScript(() => {
    const made: Worker[] = [];
    Object.assign(globalThis, {
      made,
      Worker: class extends Worker {
        constructor(...args: ConstructorParameters<typeof Worker>) {
          super(...args);
          made.push(this);
        }
      },
    });
  });
};
const workersMade = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { made: Worker[] }).made.length);

test("a worker that dies is replaced by itself, and nothing on the screen is lost", async () => {
  const page = await site.open({ before: holdWorkers });
  const before = await paidOut(page);
  await page.evaluate(() => (globalThis as unknown as { made: Worker[] }).made.at(-1)!.terminate());
  await expect.poll(() => workersMade(page)).toBe(2);
  expect(await paidOut(page)).toBe(before);
  await caretBehind(page, "param unlock = 1");
  await page.keyboard.type("5");
  await expect.poll(() => paidOut(page)).not.toBe(before);
  await isFresh(page);
  await page.keyboard.press("Backspace");
  await expect.poll(() => paidOut(page)).toBe(before);
});

/**
 * A plan of the language always ends; but a worker that does not hear a question does not answer it either, and that is
 * what the page sees of one that hangs.
 */
const deafFor1500 = async (context: BrowserContext): Promise<void> => {
  await context.addInitScript(() => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (this: Worker, ...args: Parameters<typeof post>) {
      if (!JSON.stringify(args[0] ?? null).includes("unlock = 1500")) post.apply(this, args);
    } as typeof post;
  });
};

test("a run that does not end is stopped and said, and the page works on", async () => {
  const page = await site.open({ before: deafFor1500 });
  const before = await paidOut(page);
  await caretBehind(page, "param unlock = 1");
  await page.keyboard.type("5");
  await page.getByRole("button", { name: "Stop" }).waitFor();
  await page.getByText(/ran for too long and was stopped/).waitFor();
  expect(await paidOut(page)).toBe(before);
  await page.getByText("Old figures: the run was stopped").waitFor();
  await page.keyboard.press("Backspace");
  await isFresh(page);
  expect(await paidOut(page)).toBe(before);
});

test("Stop ends a run at once", async () => {
  const page = await site.open({ before: deafFor1500 });
  await caretBehind(page, "param unlock = 1");
  await page.keyboard.type("5");
  await page.getByRole("button", { name: "Stop" }).click();
  await page.locator('.page[data-staleness="old because the run was stopped"]').waitFor();
});
