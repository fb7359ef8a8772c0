import { describe, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { caretLine, eventually, mounted, shown, textOf } from "./mounted.tsx";
import { PLAN } from "./plan.ts";

const keys = userEvent.keyboard;
const offered = (): string[] =>
  [...document.querySelectorAll(".cm-tooltip-autocomplete li .cm-completionLabel")].map(
    ({ textContent }) => textContent,
  );
const marked = (): string => textOf(".cm-tooltip-autocomplete li[aria-selected] .cm-completionLabel");
/** The list takes no key in its first moments, so that nobody takes what opened under their fingers. */
const isOpen = async (first: string): Promise<void> => {
  await eventually(marked).toBe(first);
  await new Promise((go) => setTimeout(go, 90));
};

describe("completion", () => {
  test("opens while a word is written, knows the place, and is told to who hears it", async () => {
    const { text, click } = await mounted(PLAN);
    await click("  pays rates", 1);
    await keys("{Home}{Enter}{ArrowUp}  co");
    await isOpen("counting");
    await eventually(() => document.activeElement?.getAttribute("aria-activedescendant")).toBeTruthy();
    expect(document.activeElement?.getAttribute("aria-autocomplete")).toBe("list");
    await keys("{Enter}");
    await eventually(text).toContain("\n  counting");
  });

  test("on asking, offers what can stand there: first what fits, and never what is just being defined", async () => {
    const { click } = await mounted(PLAN);
    await click("measure GV");
    await keys("{Home}{Enter}{ArrowUp}measure big = PV + {Control>} {/Control}");
    await eventually(offered).toContain("GV");
    expect(offered().indexOf("GV")).toBeLessThan(5);
    expect(offered()[0]).not.toBe("big");
    expect(offered()).not.toContain("counting");
    await keys("{Escape}");
    await eventually(() => shown(".cm-tooltip-autocomplete")).toBeNull();
  });

  test("says what is offered, beside the list", async () => {
    const { click } = await mounted(PLAN);
    await click("measure GV");
    await keys("{Home}{Enter}{ArrowUp}measure big = acti");
    await isOpen("active");
    await eventually(() => textOf(".cm-completionInfo")).toContain("measure active: yes or no");
    await keys("{Tab}");
    await eventually(() => shown(".cm-tooltip-autocomplete")).toBeNull();
  });

  test("opens by itself where only a few names can follow", async () => {
    const { click } = await mounted(PLAN);
    await click("measure GV");
    await keys("{Home}{Enter}{ArrowUp}measure big = Title >= ");
    await eventually(offered).toEqual(expect.arrayContaining(["Bronze", "Gold"]));
    expect(offered()[0]).toBe("Bronze");
  });

  test("puts in a whole block, and Tab goes from place to place in it", async () => {
    const { text, click, view } = await mounted(PLAN);
    await click("example");
    await keys("{Home}{Enter}{ArrowUp}poo");
    await isOpen("pool");
    await keys("{Enter}");
    await eventually(text).toContain('pool Leaders "');
    await eventually(() => caretLine(view().state)).toContain("pool [Leaders]");
    await keys("Summit{Tab}Summit pool{Tab}");
    await eventually(text).toContain('pool Summit "Summit pool" {');
    expect(caretLine(view().state)).toContain("pot    [");
    await keys("{Escape}");
  });
});

describe("whoever uses keys only", () => {
  const around = (): HTMLButtonElement => {
    const after = document.createElement("button");
    after.textContent = "After";
    document.body.append(after);
    return after;
  };

  test("leaves the editor with Tab", async () => {
    const { click } = await mounted(PLAN);
    const after = around();
    await click("measure GV");
    await keys("{Tab}");
    await eventually(() => document.activeElement).toBe(after);
    await keys("{Shift>}{Tab}{/Shift}");
    await eventually(() => document.activeElement?.className).toContain("cm-content");
  });

  test("leaves it with Escape and Tab where a list is open", async () => {
    const { click } = await mounted(PLAN);
    const after = around();
    await click("measure GV");
    await keys("{Home}{Enter}{ArrowUp}measure big = acti");
    await isOpen("active");
    await keys("{Escape}");
    await eventually(() => shown(".cm-tooltip-autocomplete")).toBeNull();
    await keys("{Tab}");
    await eventually(() => document.activeElement).toBe(after);
  });

  test("leaves it with Escape and Tab out of a block that is being filled in", async () => {
    const { click, text } = await mounted(PLAN);
    const after = around();
    await click("example");
    await keys("{Home}{Enter}{ArrowUp}poo");
    await isOpen("pool");
    await keys("{Enter}");
    await eventually(text).toContain("pool Leaders");
    const before = text();
    await keys("{Escape}{Tab}");
    await eventually(() => document.activeElement).toBe(after);
    expect(text()).toBe(before);
  });
});
