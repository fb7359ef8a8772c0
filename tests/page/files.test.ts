import type { Page } from "playwright";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type BuiltPage, isFresh, paidOut, planText, startBuiltPage } from "../support/built-page.ts";

let site: BuiltPage;
let page: Page;
beforeAll(async () => {
  site = await startBuiltPage();
});
afterAll(() => site?.close());
beforeEach(async () => {
  await page?.context().close();
  page = await site.open();
});

type Named = { readonly name: string; readonly text: string };

/** Drops files on the middle of the window, as from a file manager. */
const drop = (...files: readonly Named[]): Promise<void> =>
  page.evaluate((dropped) => {
    const data = new DataTransfer();
    for (const { name, text } of dropped) data.items.add(new File([text], name, { type: "text/csv" }));
    const target = document.querySelector(".tree-pane") ?? document.body;
    for (const type of ["dragover", "drop"])
      target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
  }, files);

const good = (count: number): Named => ({
  name: "our people.csv",
  text: [
    "id,name,sponsor,joined,PV",
    "A,Ada,,2026-01-01,300",
    ...Array.from({ length: count - 1 }, (_, at) => `B${at},Bob ${at},A,2026-01-02,120`),
  ].join("\r\n"),
});
const bad: Named = {
  name: "with faults.csv",
  text: [
    "id,name,sponsor,PV",
    "A,Ada,,300",
    "B,Bob,A,120",
    "B,Bob again,A,5",
    "C,Cyd,nobody,80",
    "D,Dan,D,80",
  ].join("\n"),
};

test("people dropped on the window are loaded, drawn, and there again after a reload; their figures are not called synthetic", async () => {
  await drop(good(12));
  await page.locator(".notice", { hasText: "Loaded 12 people" }).waitFor();
  await isFresh(page);
  await expect.poll(() => page.getByRole("treeitem").count()).toBe(12);
  expect(await page.locator(".page-header").textContent()).toContain("our people");
  expect(await page.getByText("Synthetic people").count()).toBe(0);
  const paid = await paidOut(page);
  await page.reload();
  await isFresh(page);
  await expect.poll(() => page.locator(".page-header").textContent()).toContain("our people");
  expect(await paidOut(page)).toBe(paid);
});

test("faults are listed with their lines, what was there stays, and the good rows can be had", async () => {
  const before = await paidOut(page);
  await drop(bad);
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  const lines = (await dialog.locator("tbody td:first-child").allTextContents()).map(Number);
  expect(lines).toEqual(expect.arrayContaining([4, 5]));
  expect(await dialog.textContent()).toContain("What was on the screen is still there");
  expect(await paidOut(page)).toBe(before);
  await dialog.getByRole("button", { name: /Leave the bad rows? out/ }).click();
  await page.locator(".notice", { hasText: "left out" }).waitFor();
  await isFresh(page);
  await expect.poll(() => page.getByRole("treeitem").count()).toBeGreaterThan(0);
  expect(await page.locator(".page-header").textContent()).toContain("with faults");
});

test("a refusal can be waved away", async () => {
  await drop(bad);
  await page.getByRole("button", { name: "Keep what is there" }).click();
  await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  expect(await page.locator(".page-header").textContent()).not.toContain("with faults");
});

test("on a telephone the faults are read without scrolling sideways, and Enter keeps what is there", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  const name = `${"a name that is long ".repeat(4)}.csv`;
  await drop(
    { ...bad, name },
    { name: "orders.csv", text: "id,person,date,PV\n1,nobody,2026-01-05,7\n2,A,someday,x" },
  );
  const list = page.getByRole("region", { name: "What was found, by line" });
  await list.waitFor();
  expect(await list.locator("thead th").allTextContents()).toContain("File");
  const [inside, shown] = await list.evaluate((one) => [one.scrollWidth, one.clientWidth] as const);
  expect(inside).toBeLessThanOrEqual(shown);
  await page.keyboard.press("Enter");
  await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  expect(await page.locator(".page-header").textContent()).toContain("Evergreen sample");
});

test("going back brings the people that were there before", async () => {
  await drop(good(5));
  await page
    .locator(".notice", { hasText: "Loaded 5 people" })
    .getByRole("button", { name: "Go back" })
    .click();
  await expect.poll(() => page.locator(".page-header").textContent()).toContain("Evergreen sample");
  await isFresh(page);
  await expect.poll(() => page.getByRole("treeitem").count()).toBeGreaterThan(12);
});

test("a plan file is opened beside one's own, and a file that is neither is told what it lacks", async () => {
  await drop({ name: "mine.plan", text: 'plan "From a file" {\n  currency EUR\n  period month\n}\n' });
  await expect.poll(() => planText(page)).toContain("From a file");
  await page.locator(".notice", { hasText: "From a file" }).waitFor();
  await drop({ name: "photo.csv", text: "colour,width\nred,5" });
  const dialog = page.getByRole("dialog", { name: "photo.csv was not loaded" });
  await dialog.getByText("There is no column sponsor").waitFor();
});

test("what no file of people is, is said in its own words, and nothing is lost", async () => {
  const before = await planText(page);
  const files = [
    { name: "empty.csv", text: "", says: /The file is empty: it needs a heading line/ },
    { name: "book.xlsx", text: "PK\u0003\u0004\u0000", says: /This is a workbook and not a CSV file/ },
    { name: "picture.plan", text: "\u0001\u0000\u0002plan", says: /This is not a text file/ },
  ];
  for (const { name, text, says } of files) {
    await drop({ name, text });
    const dialog = page.getByRole("dialog", { name: `${name} was not loaded` });
    await dialog.getByText(says).waitFor();
    await page.keyboard.press("Escape");
  }
  expect(await planText(page)).toBe(before);
});

test("errors and warnings are told apart and counted apart; the warnings of what was loaded can be read", async () => {
  const heading = "id,name,sponsor,joined,PV";
  const late = ["A,Ada,,2026-02-01,300", "B,Bob,A,2026-01-02,120"];
  await drop({ name: "late.csv", text: [heading, ...late, "C,Cyd,nobody,2026-03-01,5"].join("\n") });
  const refused = page.getByRole("dialog", { name: "late.csv was not loaded" });
  await refused.getByText("1 thing is wrong, and 1 thing deserves a look. What was on the screen").waitFor();
  await refused.getByText("there are 2 people").waitFor();
  await page.keyboard.press("Escape");
  await drop({ name: "late.csv", text: [heading, ...late].join("\n") });
  const notice = page.locator(".notice", { hasText: "Loaded 2 people. 1 thing deserves a look." });
  await notice.getByRole("button", { name: "Show what" }).click();
  const loaded = page.getByRole("dialog", { name: "late.csv was loaded" });
  expect(await loaded.textContent()).not.toMatch(/wrong|`/);
  expect(await loaded.locator("tbody td").first().textContent()).toBe("3");
  await loaded.getByRole("button", { name: "Close", exact: true }).last().click();
  await expect.poll(() => page.getByRole("treeitem").count()).toBe(2);
});

test("a chain of fifteen hundred is looked at in a moment, and the next plan is answered at once", async () => {
  const chain = Array.from({ length: 1500 }, (_, at) => `A${at},Ada ${at},${at ? `A${at - 1}` : ""},300`);
  await drop({ name: "chain.csv", text: ["id,name,sponsor,PV", ...chain].join("\n") });
  await page.locator(".notice", { hasText: "Loaded 1,500 people" }).waitFor();
  // Without dates there is one period, and nothing to choose.
  await expect.poll(() => page.getByRole("combobox", { name: "Period" }).count()).toBe(0);
  await drop({ name: "mine.plan", text: "no plan at all" });
  await page.locator(".problems-list li.error").first().waitFor();
  expect(await page.locator(".problems").textContent()).not.toContain("pass");
});

test("a file of two hundred thousand people is read with the page alive, how far it is is said, and it is there again after a reload", async () => {
  await page.evaluate(() => {
    const said = new Set<string>();
    (window as unknown as { said: Set<string> }).said = said;
    new MutationObserver(() => {
      const bar = document.querySelector(".work-bar");
      if (bar) said.add(bar.textContent!.replace(/\d+/, "…"));
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  const count = 200_000;
  await drop(good(count));
  await page.locator(".notice", { hasText: "Loaded 200,000 people" }).waitFor({ timeout: 60_000 });
  await isFresh(page);
  const said = await page.evaluate(() => [...(window as unknown as { said: Set<string> }).said]);
  expect(said.length).toBeGreaterThan(0);
  expect(said.every((one) => /(…|… %)Stop$/.test(one))).toBe(true);
  expect(await page.locator(".work-bar").count()).toBe(0);
  const paid = await paidOut(page);
  await page.reload();
  await isFresh(page);
  await expect.poll(() => page.locator(".page-header").textContent()).toContain("our people");
  expect(await paidOut(page)).toBe(paid);
}, 120_000);
