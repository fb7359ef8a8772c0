import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BuiltPage, caretBehind, isFresh, startBuiltPage } from "../support/built-page.ts";

let site: BuiltPage;
beforeAll(async () => {
  site = await startBuiltPage();
});
afterAll(() => site?.close());

const marked = (page: Page) =>
  page.locator('[role="treeitem"][data-marked]').evaluateAll((nodes) => nodes.map((node) => node.id).sort());

test("the line with the caret says whom it is about, and marks them in the tree, while it is edited and until it is switched off", async () => {
  const page = await site.open();
  expect(await page.locator(".affected").count()).toBe(0);
  await caretBehind(page, "measure active");
  const strip = page.getByRole("region", { name: "Who is affected" });
  await strip.getByText("active is yes for 183 of 300 people. Team and Match hang on it.").waitFor();
  await expect.poll(() => marked(page).then(({ length }) => length)).toBeGreaterThan(5);
  const active = await marked(page);
  const drawn = await page.getByRole("treeitem").count();
  expect(active.length).toBeLessThan(drawn);
  expect(await page.locator(`#${active[0]}`).textContent()).toContain("line 14 is about them");

  // Another figure in the rule: other people. The caret need not move.
  await caretBehind(page, "param unlock = 100");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("75");
  await strip.getByText("Line 12").waitFor();
  await isFresh(page);
  await expect.poll(() => strip.textContent()).not.toContain("183 of 300");

  // By keys alone: a line down is another question; a line about nobody asks none.
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => strip.count()).toBe(0);
  expect(await marked(page)).toEqual([]);
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => marked(page).then(({ length }) => length)).toBeGreaterThan(5);
  await strip.getByRole("button", { name: "Mark them" }).press("Enter");
  await expect.poll(() => marked(page)).toEqual([]);
  await strip.getByText("Line 14").waitFor();
  await page.context().close();
});

test("an order of a person opens by key and shows every cent of it, and whom it pays is marked", async () => {
  const page = await site.open();
  await page.getByRole("combobox", { name: "Find a person" }).fill("Zoe R");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator("#person-name").textContent()).toBe("Zoe R.");
  const order = page.getByRole("region", { name: "Orders this period" }).getByRole("button").first();
  await order.press("Enter");
  const flow = page.locator(".flow");
  await flow.waitFor();
  expect(await order.getAttribute("aria-expanded")).toBe("true");
  const amounts = (texts: readonly string[]) =>
    texts
      .flatMap((text) => text.match(/\$[\d,.]+\d/g) ?? [])
      .map((text) => Number(text.replace(/[$,]/g, "")));
  const team = flow.getByRole("region", { name: "Team commission" });
  const [paid, offered] = amounts([await team.locator("h4").innerText()]);
  const stops = amounts(await team.locator(".way .paid .amount").allInnerTexts());
  const broken = amounts(await team.locator(".steps dd").allInnerTexts());
  const cents = (figures: readonly number[]) => Math.round(figures.reduce((a, b) => a + b, 0) * 10_000);
  expect(cents(stops)).toBe(cents([paid!]));
  expect(cents([...stops, ...broken])).toBe(cents([offered!]));
  await expect.poll(() => marked(page).then(({ length }) => length)).toBeGreaterThan(0);

  // Who is on the way is one key away; the order is still open for who comes back, and closes again.
  await team.getByRole("button", { name: "Tess D." }).press("Enter");
  await expect.poll(() => page.locator("#person-name").textContent()).toBe("Tess D.");
  expect(await marked(page)).toEqual([]);
  await page.getByRole("combobox", { name: "Find a person" }).fill("Zoe R");
  await page.keyboard.press("Enter");
  await flow.waitFor();
  await page.getByRole("region", { name: "Orders this period" }).getByRole("button").first().press("Enter");
  await expect.poll(() => flow.count()).toBe(0);
  await page.context().close();
});

test("a text that the browser cannot keep is said to be lost, once", async () => {
  const page = await site.open();
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await caretBehind(page, "param unlock = 1");
  await page.keyboard.type("5");
  await page.locator(".notice", { hasText: "This browser cannot keep the plan" }).waitFor();
  await page.locator(".notice").getByRole("button", { name: "Dismiss" }).click();
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Backspace");
  await isFresh(page);
  await page.waitForTimeout(400);
  expect(await page.locator(".notice").count()).toBe(0);
  await page.context().close();
});
