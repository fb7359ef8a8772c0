import { describe, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { caretLine, eventually, mounted, pointOf, said, shown, textOf } from "./mounted.tsx";
import { mouse } from "./mouse.ts";
import { PLAN } from "./plan.ts";

const keys = userEvent.keyboard;
const MISSPELLED = PLAN.replace("counting active", "counting actve");
const TWICE = MISSPELLED.replace("sum(PV in downline)", "sum(PW in downline)");
const underlined = (): string[] =>
  [...document.querySelectorAll(".cm-lintRange-error")].map(({ textContent }) => textContent);

describe("a problem", () => {
  test("is underlined at its very word, with a mark beside the line", async () => {
    await mounted(TWICE);
    await eventually(underlined).toEqual(["PW", "actve"]);
    await eventually(() => document.querySelectorAll(".cm-lint-marker-error").length).toBe(2);
  });

  test("comes and goes as one writes", async () => {
    const { click } = await mounted(PLAN);
    await click("measure active", 14);
    await keys("x{Escape}");
    await eventually(underlined).toEqual(["active"]);
    await keys("{Backspace}{Escape}");
    await eventually(underlined).toEqual([]);
  });

  test("takes the mark beside its line with it, also where all of its text is deleted", async () => {
    const { click } = await mounted(PLAN);
    const marks = () => document.querySelectorAll(".cm-lint-marker").length;
    await click("param unlock = 100", 18);
    await keys("({Escape}");
    await eventually(marks).toBe(1);
    await keys("{Backspace}{Escape}");
    await eventually(marks).toBe(0);
  });

  test("stays at its word while nobody knows the new ones yet, and can be mended there", async () => {
    const { click, text, wait, view } = await mounted(MISSPELLED);
    await eventually(underlined).toEqual(["actve"]);
    wait(true);
    await click("measure GV");
    await keys("{Home}# a new line{Enter}");
    await eventually(text).toContain("# a new line\nmeasure GV");
    expect(underlined()).toEqual(["actve"]);
    await click("actve", 2);
    await keys("{Alt>}{Enter}{/Alt}");
    await eventually(text).toBe(PLAN.replace("measure GV", "# a new line\nmeasure GV"));
    wait(false);
    await eventually(underlined).toEqual([]);
    expect(view().hasFocus).toBe(true);
  });

  test("is told under the pointer, with a button that mends it in one step", async () => {
    const { view, text } = await mounted(MISSPELLED);
    await eventually(underlined).toEqual(["actve"]);
    await mouse.move(await pointOf(view(), "actve", 2));
    await eventually(() => textOf(".cm-diagnostic")).toContain("Nothing is called actve");
    expect(textOf(".cm-diagnostic")).not.toContain("`");
    await userEvent.click(shown(".cm-diagnosticAction")!);
    await eventually(text).toBe(PLAN);
    view().focus();
    await keys("{Control>}z{/Control}");
    await eventually(text).toBe(MISSPELLED);
  });

  test("is gone to with F8, one after the other and around, and back with Shift; each is shown and said", async () => {
    const { view, click } = await mounted(TWICE);
    await eventually(underlined).toEqual(["PW", "actve"]);
    await click("plan");
    const here = () => caretLine(view().state);
    await keys("{F8}");
    await eventually(here).toContain("[PW]");
    await eventually(() => textOf(".cm-diagnostic")).toContain("PW");
    expect(said()).toContain("Error, 1 of 2");
    await keys("{F8}");
    await eventually(here).toContain("[actve]");
    await eventually(() => textOf(".cm-diagnostic")).toContain("actve");
    expect(said()).toMatch(/Error, 2 of 2: .*Alt Enter: /);
    await keys("{F8}");
    await eventually(here).toContain("[PW]");
    await keys("{Shift>}{F8}{/Shift}");
    await eventually(here).toContain("[actve]");
  });

  test("is mended by key, as one step", async () => {
    const { text, click } = await mounted(MISSPELLED);
    await eventually(underlined).toEqual(["actve"]);
    await click("plan");
    await keys("{F8}{Alt>}{Enter}{/Alt}");
    await eventually(text).toBe(PLAN);
    await eventually(underlined).toEqual([]);
    await keys("{Control>}z{/Control}");
    await eventually(text).toBe(MISSPELLED);
  });

  test("that can be mended in several ways asks which", async () => {
    const several = PLAN.replace("on CV up sponsor", "on Match up sponsor").replace(
      "example",
      'bonus Match "Match" {\n  on CV up sponsor\n  pays 1% if level = 1\n}\n\nexample',
    );
    const { text, click, view } = await mounted(several);
    await click("on Match", 4);
    await eventually(underlined).toContain("Match");
    await keys("{Alt>}{Enter}{/Alt}");
    const ways = (): string[] =>
      [...document.querySelectorAll(".cm-question button")].map((way) => way.textContent);
    await eventually(() => ways().length).toBe(3);
    await eventually(() => document.activeElement?.textContent).toBe(ways()[0]);
    await keys("{ArrowRight}");
    await eventually(() => document.activeElement?.textContent).toBe(ways()[1]);
    await keys("{Escape}");
    await eventually(() => shown(".cm-question")).toBeNull();
    expect(text()).toBe(several);
    await eventually(() => view().hasFocus).toBe(true);
    await keys("{Alt>}{Enter}{/Alt}");
    await eventually(() => ways().length).toBe(3);
    await eventually(() => document.activeElement?.tagName).toBe("BUTTON");
    await keys("2");
    await eventually(text).toContain("on gross(Match) up sponsor");
  });

  test("is no more where there are none: F8 and mending say so", async () => {
    const { click } = await mounted(PLAN);
    await click("plan");
    await keys("{F8}");
    await eventually(() => textOf(".cm-remark")).toBe("There are no problems.");
    await keys("{ArrowRight}{Alt>}{Enter}{/Alt}");
    await eventually(() => textOf(".cm-remark")).toContain("no problem here");
  });
});
