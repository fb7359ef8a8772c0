import type { Page } from "playwright";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type BuiltPage, isFresh, startBuiltPage } from "../support/built-page.ts";

let site: BuiltPage;
let page: Page;
beforeAll(async () => {
  site = await startBuiltPage();
});
afterAll(() => site?.close());
beforeEach(async () => {
  await page?.context().close();
  page = await site.open();
  await expect.poll(() => page.getByRole("treeitem", { selected: true }).count()).toBe(1);
});

/** Who has the keys: the element's id, which says the person's number. */
const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.id ?? "");
const nameOf = async (id: string): Promise<string> => (await page.locator(`#${id} .name`).textContent())!;
const item = (name: string | RegExp) => page.getByRole("treeitem", { name });

describe("by keyboard", () => {
  test("one tab stop, arrows between people, the branch opens and closes", async () => {
    expect(await page.locator('[role="treeitem"][tabindex="0"]').count()).toBe(1);
    await page.locator('[role="treeitem"][tabindex="0"]').focus();
    await page.keyboard.press("Home");
    const top = await focused();
    await page.keyboard.press("ArrowRight");
    const first = await focused();
    expect(first).not.toBe(top);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-level"))).toBe("2");
    await page.keyboard.press("ArrowLeft");
    expect(await focused()).toBe(top);
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => page.getByRole("treeitem").count()).toBe(1);
    expect(await focused()).toBe(top);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => page.getByRole("treeitem").count()).toBeGreaterThan(3);
    await page.keyboard.press("End");
    const last = () => page.evaluate(() => document.activeElement!.getBoundingClientRect().toJSON());
    const pane = await page.locator(".tree-pane").boundingBox();
    // The picture moves there in its own time.
    await expect.poll(async () => (await last()).bottom).toBeLessThan(pane!.y + pane!.height);
    expect((await last()).top).toBeGreaterThan(pane!.y);
  });

  test("Enter shows the person, a letter jumps to a name, Shift+Enter draws one branch with the way back up", async () => {
    await page.locator('[role="treeitem"][tabindex="0"]').focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    const name = await nameOf(await focused());
    await expect.poll(() => page.locator("#person-name").textContent()).toBe(name);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    const child = await nameOf(await focused());
    await page.keyboard.press("Home");
    await page.keyboard.type(child.slice(0, 3), { delay: 30 });
    expect((await nameOf(await focused())).slice(0, 3).toLowerCase()).toBe(child.slice(0, 3).toLowerCase());
    const open = page.locator('[role="treeitem"][aria-level="2"][aria-expanded]').first();
    await open.focus();
    await page.keyboard.press("Shift+Enter");
    await page.getByRole("navigation", { name: "Upline of this branch" }).waitFor();
    await expect.poll(() => page.locator('[role="treeitem"][aria-level="1"]').count()).toBe(1);
    await page.getByRole("button", { name: "Everybody" }).click();
    await expect.poll(() => item(new RegExp(name)).count()).toBe(1);
  });

  test("plus, minus and 0 zoom; with Shift the arrows move the picture", async () => {
    await page.locator('[role="treeitem"][tabindex="0"]').focus();
    const zoom = () => page.getByRole("group", { name: "Zoom" }).textContent();
    const before = await zoom();
    await page.keyboard.press("+");
    expect(await zoom()).not.toBe(before);
    const place = () =>
      page.locator(".tree-world").evaluate((world) => (world as HTMLElement).style.transform);
    const left = await place();
    await page.keyboard.press("Shift+ArrowLeft");
    expect(await place()).not.toBe(left);
    await page.keyboard.press("0");
    expect(await zoom()).not.toContain("113");
  });
});

test("levels, places and the number of siblings are declared, hidden ones included", async () => {
  const stated = await page.getByRole("treeitem").evaluateAll((nodes) =>
    nodes.map((node) => ({
      level: Number(node.getAttribute("aria-level")),
      position: Number(node.getAttribute("aria-posinset")),
      of: Number(node.getAttribute("aria-setsize")),
    })),
  );
  for (const { level, position, of } of stated) {
    expect(level).toBeGreaterThan(0);
    expect(position).toBeGreaterThan(0);
    expect(position).toBeLessThanOrEqual(of);
  }
});

describe("by hand", () => {
  test("dragging moves the picture and selects nobody; a click selects", async () => {
    const selected = await page.getByRole("treeitem", { selected: true }).getAttribute("id");
    const place = () =>
      page.locator(".tree-world").evaluate((world) => (world as HTMLElement).style.transform);
    const before = await place();
    const box = (await page.locator(".tree-pane").boundingBox())!;
    await page.mouse.move(box.x + 120, box.y + 150);
    await page.mouse.down();
    await page.mouse.move(box.x + 180, box.y + 210, { steps: 5 });
    await page.mouse.up();
    expect(await place()).not.toBe(before);
    expect(await page.getByRole("treeitem", { selected: true }).getAttribute("id")).toBe(selected);
    const id = await page.evaluate(() => {
      const pane = document.querySelector(".tree-pane")!.getBoundingClientRect();
      const inSight = [...document.querySelectorAll('[role="treeitem"][aria-selected="false"]')].find(
        (node) => {
          const { left, top, right, bottom } = node.getBoundingClientRect();
          return left > pane.left && top > pane.top + 30 && right < pane.right && bottom < pane.bottom;
        },
      );
      return inSight!.id;
    });
    await page.locator(`#${id}`).click();
    expect(await page.getByRole("treeitem", { selected: true }).getAttribute("id")).toBe(id);
  });

  test("whom the pointer is on is told in full, and nobody else", async () => {
    const node = page.getByRole("treeitem", { selected: true });
    expect(await node.getAttribute("title")).toBeNull();
    await node.hover();
    expect(await node.getAttribute("title")).toBe(await node.locator("> .visually-hidden").textContent());
    await page.locator(".page-header h1").hover();
    await expect.poll(() => node.getAttribute("title")).toBeNull();
  });

  test("the wheel scrolls, with Ctrl it zooms where the pointer is", async () => {
    const box = (await page.locator(".tree-pane").boundingBox())!;
    await page.mouse.move(box.x + 200, box.y + 200);
    const transform = () =>
      page.locator(".tree-world").evaluate((world) => (world as HTMLElement).style.transform);
    const before = await transform();
    await page.mouse.wheel(0, 100);
    await expect.poll(transform).not.toBe(before);
    const zoom = () => page.getByRole("group", { name: "Zoom" }).textContent();
    const near = await zoom();
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -100);
    await page.keyboard.up("Control");
    await expect.poll(zoom).not.toBe(near);
  });

  test("two fingers pinch", async () => {
    const touch = await site.open({ hasTouch: true });
    const box = (await touch.locator(".tree-pane").boundingBox())!;
    const cdp = await touch.context().newCDPSession(touch);
    const points = (apart: number) =>
      [-1, 1].map((side, id) => ({ x: box.x + 250 + side * apart, y: box.y + 250, id }));
    const zoom = () => touch.getByRole("group", { name: "Zoom" }).textContent();
    const before = await zoom();
    await cdp.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: points(40) });
    for (const apart of [50, 70, 90])
      await cdp.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: points(apart) });
    await cdp.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await expect.poll(zoom).not.toBe(before);
    await touch.context().close();
  });
});

test("a search flies to somebody deep down, whose upline is open then", async () => {
  await page.keyboard.press("Escape");
  await page.locator('[role="treeitem"][tabindex="0"]').focus();
  await page.keyboard.press("/");
  await page.keyboard.type("12");
  const options = page.getByRole("listbox", { name: "People found" }).getByRole("option");
  // Those found for the first letter stay in sight until the answer is there.
  await expect
    .poll(async () => {
      const found = await options.allTextContents();
      return found.length > 1 && found.every((text) => text.includes("12"));
    })
    .toBe(true);
  await page.keyboard.press("ArrowDown");
  const id = /\d+/.exec((await page.locator('[role="option"][aria-selected="true"]').textContent())!)![0];
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator(".person .facts").first().textContent()).toContain(id);
  await expect.poll(() => page.getByRole("treeitem", { selected: true }).count()).toBe(1);
  const pane = (await page.locator(".tree-pane").boundingBox())!;
  await expect
    .poll(async () => {
      const box = await page.getByRole("treeitem", { selected: true }).boundingBox();
      return box !== null && box.x > pane.x && box.y > pane.y && box.y < pane.y + pane.height;
    })
    .toBe(true);
});

test("size, colour and figure say what one chooses, and the legend says it too", async () => {
  await page.getByRole("combobox", { name: "Figure" }).selectOption("PV");
  await expect.poll(() => page.getByRole("tree").getAttribute("aria-label")).toContain("PV");
  await page.getByRole("combobox", { name: "Colour" }).selectOption("payout");
  await page.getByText("payout: nothing").waitFor();
  await expect.poll(() => page.locator('.tree-node .disc[data-ramp="heat"]').count()).toBeGreaterThan(3);
});

describe("as a table", () => {
  beforeEach(async () => {
    await page.getByRole("button", { name: "Table", exact: true }).click();
    await page.getByRole("grid").getByRole("row").nth(5).waitFor();
  });

  test("it has everybody, sorted by any column, and only the rows in sight are in the page", async () => {
    const grid = page.getByRole("grid");
    const all = Number(await grid.getAttribute("aria-rowcount"));
    expect(all).toBeGreaterThan(200);
    expect(await grid.getByRole("row").count()).toBeLessThan(90);
    await grid.getByRole("columnheader", { name: "payout" }).getByRole("button").click();
    await grid.locator('[role="columnheader"][aria-sort="descending"]').waitFor();
    const payouts = async () =>
      (await grid.locator('[role="row"] [role="gridcell"]:last-child').allTextContents()).map((text) =>
        Number(text.replace(/[^\d.]/g, "")),
      );
    await expect.poll(async () => (await payouts())[0]! > 0).toBe(true);
    const shown = await payouts();
    expect(shown).toEqual(shown.toSorted((a, b) => b - a));
    await grid.locator('[role="row"][tabindex="0"]').focus();
    await page.keyboard.press("End");
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-rowindex")))
      .toBe(String(all));
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-selected"))).toBe("true");
  });

  test("it goes to a spreadsheet as it stands, every row and exact", async () => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy for a spreadsheet" }).click();
    await page.getByText(/rows copied/).waitFor();
    const lines = (await page.evaluate(() => navigator.clipboard.readText())).split("\n");
    expect(lines[0]).toMatch(/^id\tname\tPV\t.*\tpayout$/);
    expect(lines).toHaveLength(Number(await page.getByRole("grid").getAttribute("aria-rowcount")));
  });
});

test("another period is another picture of the same people", async () => {
  const before = await page.getByRole("tree").textContent();
  const period = page.getByRole("combobox", { name: "Period" });
  const first = (await period.locator("option").allTextContents())[0]!;
  await period.selectOption(first);
  await isFresh(page);
  await expect.poll(() => page.getByRole("tree").textContent()).not.toBe(before);
  expect(await period.inputValue()).toBe(first);
});

test("every figure of a person can be asked why, and a bonus that is not paid why not", async () => {
  await page.locator(".person").getByRole("button", { name: "GV", exact: true }).click();
  await expect.poll(() => page.locator(".person .why li").count()).toBeGreaterThan(0);
  // The page opens on whoever is paid most, perhaps by every bonus; who is drawn last is not.
  await page.locator('[role="treeitem"][tabindex="0"]').focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  const unpaid = page.locator(".bonus:not([open]) summary").first();
  await unpaid.click();
  await expect.poll(() => page.locator(".bonus[open] .why").count()).toBe(1);
  await expect.poll(() => page.locator(".bonus[open] .why").textContent()).not.toContain("Looking");
});

test("Enter right behind the last letter goes to whom the whole text finds, and not to whom its beginning did", async () => {
  const search = page.getByRole("combobox", { name: "Find a person" });
  for (const [text, name] of [
    ["Zoe R", "Zoe R."],
    ["Leon V", "Leon V."],
  ] as const) {
    await search.focus();
    // In one breath: no answer can come in between.
    await search.evaluate((input, whole) => {
      const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!;
      for (const part of [whole.slice(0, 1), whole]) {
        write.call(input, part);
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }
      input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    }, text);
    await expect.poll(() => page.locator("#person-name").textContent()).toBe(name);
    expect(await search.inputValue()).toBe("");
  }
});
