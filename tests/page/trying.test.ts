import type { Locator, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BuiltPage, isFresh, startBuiltPage } from "../support/built-page.ts";

let site: BuiltPage;
beforeAll(async () => {
  site = await startBuiltPage();
});
afterAll(() => site?.close());

const sales = (page: Page) => page.locator(".totals").innerText();

/** Tries 5000 in place of the figure of an order, by keys alone; gives the field that it is written into. */
async function tryAnOrder(page: Page): Promise<Locator> {
  await page.getByRole("combobox", { name: "Find a person" }).fill("Zoe R");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator("#person-name").textContent()).toBe("Zoe R.");
  await page.getByRole("region", { name: "Orders this period" }).getByRole("button").first().press("Enter");
  const field = page.getByRole("textbox", { name: "Another PV of order A100644 of Zoe R." });
  await field.fill("5000");
  await field.press("Enter");
  return field;
}

test("another figure of an order is tried by keys alone, shown everywhere as tried, and put back", async () => {
  const page = await site.open();
  await isFresh(page);
  const before = await sales(page);
  const field = await tryAnOrder(page);
  const strip = page.getByRole("region", { name: "Figures that are tried" });
  await strip.getByText("PV of order A100644 of Zoe R. 5000 instead of 409").waitFor();
  await isFresh(page);
  await expect.poll(() => sales(page)).not.toBe(before);
  await page.getByRole("region", { name: "Orders this period" }).getByText("5,000 PV").waitFor();
  // Whoever goes on typing a figure has the field still.
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);

  await field.fill("much");
  await field.press("Enter");
  await page.getByRole("alert").getByText("`much` is not a number").waitFor();
  expect(await strip.innerText()).toContain("5000 instead of 409");

  await strip.getByRole("button", { name: "Put it back" }).press("Enter");
  await expect.poll(() => strip.count()).toBe(0);
  await isFresh(page);
  await expect
    .poll(() => sales(page).then((text) => text.replace(/Up to date.*/s, "")))
    .toBe(before.replace(/Up to date.*/s, ""));
  expect(await field.inputValue()).toBe("409");
  await page.context().close();
});

test("what is tried is tried still after a reload, and when the plan is at hand again", async () => {
  const page = await site.open();
  await isFresh(page);
  const before = await sales(page);
  await tryAnOrder(page);
  const strip = page.getByRole("region", { name: "Figures that are tried" });
  await strip.waitFor();
  await isFresh(page);
  await expect.poll(() => sales(page)).not.toBe(before);
  const tried = (await sales(page)).replace(/Up to date.*/s, "");
  const isTriedStill = async (): Promise<void> => {
    await strip.getByText("PV of order A100644 of Zoe R. 5000 instead of 409").waitFor();
    await isFresh(page);
    await expect.poll(() => sales(page).then((text) => text.replace(/Up to date.*/s, ""))).toBe(tried);
  };

  await page.reload();
  await isTriedStill();
  await page.getByTitle("Choose a plan").click();
  await page.getByRole("dialog").getByRole("button", { name: "Stairstep with breakaway" }).click();
  await expect.poll(() => strip.count()).toBe(0);
  await page.getByRole("button", { name: "Go back" }).click();
  await isTriedStill();

  await strip.getByRole("button", { name: "Put it back" }).press("Enter");
  await expect.poll(() => strip.count()).toBe(0);
  await page.reload();
  await isFresh(page);
  expect(await strip.count()).toBe(0);
  await expect
    .poll(() => sales(page).then((text) => text.replace(/Up to date.*/s, "")))
    .toBe(before.replace(/Up to date.*/s, ""));
  await page.context().close();
});
