import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BuiltPage, caretBehind, startBuiltPage } from "../support/built-page.ts";

let site: BuiltPage;
beforeAll(async () => {
  site = await startBuiltPage();
});
afterAll(() => site?.close());

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What a theme changes: the same elements in other colours are right in everything else. */
const COLOURS = ["color-contrast", "link-in-text-block"];

/** Nothing that axe knows to be wrong; figures that light up are let go out first. */
async function isAccessible(page: Page, where: string, judges: "everything" | "colours"): Promise<void> {
  await expect.poll(() => page.locator("[data-changed]").count()).toBe(0);
  // The page has no frames, which is all that axe's other mode is for; it opens a page for each look.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (judges === "everything"
    ? axe.withTags(RULES)
    : axe.withRules(COLOURS)
  ).analyze();
  expect({
    where,
    found: violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join("; ")}`,
    ),
  }).toEqual({ where, found: [] });
}

const screens = [
  { name: "a desk, light", width: 1440, height: 900, colorScheme: "light", judges: "everything" },
  { name: "a desk, dark", width: 1440, height: 900, colorScheme: "dark", judges: "colours" },
  { name: "a tablet, dark", width: 1024, height: 768, colorScheme: "dark", judges: "colours" },
  { name: "a telephone, light", width: 390, height: 844, colorScheme: "light", judges: "everything" },
] as const;

test.each(screens)(
  "on $name nothing is wider than the screen, and axe finds nothing wrong, whatever is open",
  async ({ width, height, colorScheme, judges }) => {
    const page = await site.open({ viewport: { width, height }, colorScheme });
    const looksRight = (where: string) => isAccessible(page, where, judges);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const isNarrow = width < 800;
    const tab = async (at: number) => isNarrow && page.getByRole("tab").nth(at).click();
    await looksRight("first look");
    await tab(2);
    const order = page.locator(".order").first();
    await order.press("Enter");
    await page.locator(".flow").waitFor();
    await looksRight("person, with an order open");
    await order.press("Enter");
    await tab(1);
    await page.getByRole("button", { name: "Table", exact: true }).click();
    await looksRight("table");
    await page.getByRole("button", { name: "Tree", exact: true }).click();
    await page.getByRole("button", { name: "Breakdown" }).click();
    await looksRight("breakdown");
    await page.getByRole("combobox", { name: "Find a person" }).fill("a");
    await page.getByRole("listbox", { name: "People found" }).waitFor();
    await looksRight("search");
    await page.keyboard.press("Escape");
    await page.getByTitle("Choose a plan").click();
    await looksRight("gallery");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await looksRight("commands");
    await page.keyboard.press("Escape");
    await tab(0);
    await caretBehind(page, "param unlock = ");
    await page.locator(".affected").waitFor();
    await tab(1);
    await page.locator("[data-marked]").first().waitFor();
    await looksRight("people marked");
    await tab(0);
    await page.locator(".cm-content").focus();
    await page.keyboard.type("(");
    await page.locator('.page[data-staleness^="old"]').waitFor();
    await looksRight("broken plan");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.context().close();
  },
);

test("Tab goes through every part of the page and out of the editor again", async () => {
  const page = await site.open();
  const seen = new Set<string>();
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const here = document.activeElement;
      if (!here || here === document.body) return "out";
      const parts = {
        header: ".page-header",
        plan: ".plan-editor",
        slider: ".params",
        problems: ".problems",
        tree: "[role=tree]",
        legend: ".legend",
        person: ".person",
        totals: ".totals",
        border: "[role=separator]",
      };
      const style = getComputedStyle(here);
      const isMarked =
        style.outlineStyle !== "none" || here.matches(".cm-content, [role=treeitem], .palette input");
      return `${Object.entries(parts).find(([, part]) => here.closest(part))?.[0] ?? "other"}${isMarked ? "" : ` without a mark: ${here.outerHTML.slice(0, 80)}`}`;
    });
    if (at === "out") break;
    seen.add(at);
  }
  expect([...seen].sort()).toEqual(
    expect.arrayContaining([
      "border",
      "header",
      "legend",
      "person",
      "plan",
      "problems",
      "slider",
      "totals",
      "tree",
    ]),
  );
  expect([...seen].filter((part) => part.includes("without"))).toEqual([]);
  await page.context().close();
});

test("F6 goes from part to part, the question mark lists the keys, Ctrl+K finds a command", async () => {
  const page = await site.open();
  await page.locator(".person button").first().waitFor();
  const part = () =>
    page.evaluate(
      () => document.activeElement?.closest("header, .plan-editor, .tree-pane, .person, .totals")?.className,
    );
  const seen: unknown[] = [];
  for (let times = 0; times < 5; times++) {
    await page.keyboard.press("F6");
    seen.push(await part());
  }
  expect(new Set(seen).size).toBe(5);
  // Also from the lists below the editor, which are a part of the same one.
  await page.locator(".problems button").first().focus();
  await page.keyboard.press("F6");
  expect(await part()).toContain("tree-pane");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await page.keyboard.press("Escape");
  // A command may open a dialog of its own, and what it opens has the keys; a plan that is opened has them in its text.
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("choose a plan");
  await page.keyboard.press("Enter");
  const gallery = page.getByRole("dialog", { name: "Choose a plan" });
  await gallery.waitFor();
  expect(await page.evaluate(() => document.activeElement?.closest("dialog")?.className)).toContain(
    "gallery",
  );
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("stairstep");
  await page.keyboard.press("Enter");
  await page.locator(".notice", { hasText: "Stairstep" }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain("cm-content");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("as a table");
  await page.keyboard.press("Enter");
  await page.getByRole("grid").waitFor();
  await page.context().close();
});

const ESCAPE = { type: "rawKeyDown" as "rawKeyDown" | "keyDown", key: "Escape", windowsVirtualKeyCode: 27 };
const FIND = { ...ESCAPE, key: "k", windowsVirtualKeyCode: 75, modifiers: 2 };
const letter = (text: string) => ({
  type: "keyDown" as const,
  ...{ key: text, text, windowsVirtualKeyCode: text.toUpperCase().charCodeAt(0) },
});

test("keys that come faster than the page closes a dialog are for what is behind it", async () => {
  const page = await site.open();
  await page.locator(".person button").first().waitFor();
  const before = await page.locator(".cm-content").innerText();
  const keyboard = await page.context().newCDPSession(page);
  // While the page is busy the keys wait, one behind another: all are there before the browser tells of a closed dialog.
  const typeAtOnce = async (...keys: readonly (typeof ESCAPE)[]) => {
    await page.evaluate(() => {
      setTimeout(() => {
        const end = performance.now() + 300;
        while (performance.now() < end);
      }, 20);
    });
    await page.waitForTimeout(60);
    await Promise.all(keys.map((key) => keyboard.send("Input.dispatchKeyEvent", key)));
  };
  for (const name of ["Choose a plan", "Keys", "Find a command"]) {
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+k");
    if (name !== "Find a command") {
      await page.keyboard.type(name === "Keys" ? "list all" : "choose a plan");
      await page.keyboard.press("Enter");
    }
    await page.getByRole("dialog", { name }).waitFor();
    await typeAtOnce(ESCAPE, FIND, letter("a"), letter("s"));
    expect(await page.getByRole("combobox", { name: "Command" }).inputValue()).toBe("as");
    await typeAtOnce(ESCAPE);
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await page.locator(".cm-content").innerText()).toBe(before);
  }
  await page.context().close();
});

test("the slash puts the next letter into the search at once, on any screen", async () => {
  for (const width of [1440, 390]) {
    const page = await site.open({ viewport: { width, height: 800 } });
    if (width < 800) await page.getByRole("tab").first().click();
    await page.locator(".page-header button").first().focus();
    const found = await page.evaluate(() => {
      document.activeElement?.dispatchEvent(
        new KeyboardEvent("keydown", { key: "/", bubbles: true, cancelable: true }),
      );
      return document.activeElement?.id;
    });
    expect({ width, found }).toEqual({ width, found: "find-person" });
    await page.context().close();
  }
});

test("at 320 pixels and at 200 % everything is there, one part at a time", async () => {
  for (const viewport of [
    { width: 320, height: 640 },
    { width: 720, height: 450 },
  ]) {
    const page = await site.open({ viewport });
    for (const name of ["Plan", "Downline"]) {
      await page.getByRole("tab", { name }).click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        viewport.width,
      );
      await page.getByText("Paid out").first().waitFor();
    }
    await page.getByRole("tab").nth(2).click();
    await page.locator("#person-name").waitFor();
    await page.context().close();
  }
});

test("what can be touched is large enough to be touched", async () => {
  const page = await site.open({ viewport: { width: 390, height: 844 }, hasTouch: true });
  for (let at = 0; at < 3; at++) {
    await page.getByRole("tab").nth(at).click();
    const small = await page
      .locator("button:visible, select:visible, input:visible, summary:visible")
      .evaluateAll((targets) =>
        targets.flatMap((target) => {
          const { width, height } = target.getBoundingClientRect();
          return width > 0 && (width < 24 || height < 23.5)
            ? [`${target.outerHTML.slice(0, 90)} ${width}x${height}`]
            : [];
        }),
      );
    expect(small).toEqual([]);
  }
  await page.context().close();
});

test("who asked for less motion gets none, and forced colours keep the letters of the ranks", async () => {
  const page = await site.open({ reducedMotion: "reduce", forcedColors: "active" });
  await page.locator('[role="treeitem"][aria-selected="true"]').click();
  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll(".tree-node, .tree-world, .bar span")].filter(
        (element) => Number.parseFloat(getComputedStyle(element).transitionDuration) > 0.01,
      ).length,
  );
  expect(moving).toBe(0);
  expect((await page.locator(".tree-node .disc").allTextContents()).filter(Boolean).length).toBeGreaterThan(
    3,
  );
  await page.context().close();
});
