import type { Page } from "playwright";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type BuiltPage,
  caretBehind,
  isFresh,
  paidOut,
  planText,
  startBuiltPage,
} from "../support/built-page.ts";

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

/** How many figures have lit up since this was called: a light is soon out again. */
async function lights(): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const seen = new Set<Node>();
    Object.assign(window, { lights: () => seen.size });
    new MutationObserver((changes) => {
      for (const { target } of changes)
        if ((target as Element).hasAttribute("data-changed")) seen.add(target);
    }).observe(document.body, { subtree: true, attributeFilter: ["data-changed"] });
  });
  return () => page.evaluate("lights()");
}

describe("results follow the text", () => {
  test("a working example is on the screen at once, with somebody's statement", async () => {
    await page.reload();
    await isFresh(page);
    // The promise is two seconds on a laptop; a busy test machine gets some more.

    expect(await paidOut(page)).toMatch(/\$[\d,]+\.\d\d/);
    expect(await page.getByRole("treeitem").count()).toBeGreaterThan(10);
    await page.getByRole("heading", { name: "Paid this period" }).waitFor();
    expect(await page.locator(".problems").textContent()).toContain("No problems");
    await page.getByText("Synthetic people").waitFor();
  });

  test("without a button: another threshold, other figures, in the tree as well", async () => {
    const before = { paid: await paidOut(page), tree: await page.getByRole("tree").textContent() };
    await caretBehind(page, "param unlock = ");
    const lit = await lights();
    await page.keyboard.press("Delete");
    await page.keyboard.press("Delete");
    await page.keyboard.press("Delete");
    await page.keyboard.type("200");
    await expect.poll(() => planText(page)).toContain("param unlock = 200");
    await isFresh(page);
    expect(await paidOut(page)).not.toBe(before.paid);
    expect(await page.getByRole("tree").textContent()).not.toBe(before.tree);
    expect(await lit()).toBeGreaterThan(0);
    // Out again when the eye has found them, also where the next key came before that.
    await page.keyboard.press("Backspace");
    await expect.poll(() => page.locator("[data-changed]").count()).toBe(0);
  });

  test("nobody moves while the plan is edited", async () => {
    const places = () =>
      page
        .getByRole("treeitem")
        .evaluateAll((nodes) => nodes.map((node) => [node.id, (node as HTMLElement).style.transform]));
    const before = await places();
    await caretBehind(page, "param unlock = ");
    const lit = await lights();
    await page.keyboard.type("1");
    await expect.poll(lit).toBeGreaterThan(0);
    await isFresh(page);
    expect(await places()).toEqual(before);
  });

  test("after fast typing the figures are those of the last text", async () => {
    await caretBehind(page, "param unlock = 1");
    await page.keyboard.press("Backspace");
    for (const digit of "12345") await page.keyboard.type(`${digit}`, { delay: 5 });
    for (let times = 0; times < 4; times++) await page.keyboard.press("Backspace");
    await expect.poll(() => planText(page)).toContain("param unlock = 100");
    await isFresh(page);
    const typed = await paidOut(page);
    await page.reload();
    await isFresh(page);
    expect(await paidOut(page)).toBe(typed);
  });
});

describe("a broken text", () => {
  const breakIt = async () => {
    await caretBehind(page, "param unlock = ");
    await page.keyboard.type("(");
    await page.locator('.page[data-staleness^="old"]').waitFor();
  };

  test("keeps the last good figures, marked as old, and says what is wrong at the very place", async () => {
    const before = await paidOut(page);
    await breakIt();
    expect(await paidOut(page)).toBe(before);
    await page.getByText(/Old figures: the plan has an error/).waitFor();
    // The place is underlined a frame behind the words.
    await expect
      .poll(() => page.locator(".cm-lintRange-error, .cm-lintPoint-error").count())
      .toBeGreaterThan(0);
    const message = await page.locator(".problems-list li.error p").first().textContent();
    expect(message).not.toMatch(/Token|EOF|undefined|\bnull\b/);
    await page.keyboard.press("Backspace");
    await isFresh(page);
    expect(await paidOut(page)).toBe(before);
  });

  test("is mended by the button beside the message, and the mend is undone like typing", async () => {
    await breakIt();
    const broken = await planText(page);
    await page.locator(".problems-list .mends button").first().click();
    await isFresh(page);
    const mended = await planText(page);
    expect(mended).not.toBe(broken);
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+z");
    await expect.poll(() => planText(page)).toBe(broken);
  });

  test("is shown where a click on its line leads", async () => {
    await breakIt();
    await page.locator(".cm-scroller").evaluate((scroller) => scroller.scrollTo(0, 10_000));
    await page.locator(".problems-list li.error .place").first().click();
    expect(await page.locator(".cm-activeLine").textContent()).toContain("param unlock");
    expect(await page.evaluate(() => document.activeElement?.classList.contains("cm-content"))).toBe(true);
  });
});

test("a slider writes into the text, and one undo takes the whole movement back", async () => {
  const before = await planText(page);
  const slider = page.getByRole("slider", { name: "unlock" });
  await slider.focus();
  await page.keyboard.down("ArrowRight");
  await page.keyboard.down("ArrowRight");
  await page.keyboard.down("ArrowRight");
  await page.keyboard.up("ArrowRight");
  await expect.poll(() => planText(page)).toContain("param unlock = 130");
  await isFresh(page);
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+z");
  await expect.poll(() => planText(page)).toBe(before);
});

test("a slider keeps the keys from one step to the next", async () => {
  await page.getByRole("slider", { name: "unlock" }).focus();
  for (const unlock of [110, 120, 130]) {
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => planText(page)).toContain(`param unlock = ${unlock}`);
    await isFresh(page);
  }
});

test("a slider writes its own figure only, however fast its keys come", async () => {
  const before = await planText(page);
  await page.getByRole("slider", { name: "unlock" }).focus();
  // Down to two digits and up to three again, mostly before the answer to the last step is there.
  for (let step = 0; step < 5; step++) await page.keyboard.press("ArrowLeft");
  await expect.poll(() => planText(page)).toBe(before.replace("unlock = 100 ", "unlock = 50 "));
  for (let step = 0; step < 8; step++) await page.keyboard.press("ArrowRight");
  await expect.poll(() => planText(page)).toBe(before.replace("unlock = 100 ", "unlock = 130 "));
  await isFresh(page);
  expect(await page.getByRole("slider", { name: "unlock" }).getAttribute("aria-valuetext")).toBe("130");
});

test("figures are called old in the very task of the key that makes them old", async () => {
  await caretBehind(page, "param unlock = 1");
  // Behind the editor's own listener.
  await page.evaluate(() =>
    document
      .querySelector(".cm-content")!
      .addEventListener("keydown", () =>
        Object.assign(window, { seen: document.querySelector<HTMLElement>(".page")!.dataset.staleness }),
      ),
  );
  await page.keyboard.press("Backspace");
  expect(await page.evaluate("seen")).toBe("updating");
  await isFresh(page);
});

test("an example that fails is said, with what came out instead", async () => {
  await caretBehind(page, "param unlock = 100");
  await page.keyboard.type("0");
  await page
    .getByText(/examples? fails?/)
    .first()
    .waitFor();
  await page.locator(".problems-list .failed .why").first().waitFor();
});
