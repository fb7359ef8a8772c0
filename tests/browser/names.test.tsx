import { describe, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { caretLine, eventually, mounted, pointOf, said, shown, textOf } from "./mounted.tsx";
import { mouse } from "./mouse.ts";
import { PLAN } from "./plan.ts";

const keys = userEvent.keyboard;

describe("from a name", () => {
  test("F12 leads to where it is declared, and the way back is kept", async () => {
    const { view, click } = await mounted(PLAN);
    const here = () => caretLine(view().state);
    await click("counting active", 11);
    await keys("{F12}");
    await eventually(here).toContain("measure [active] =");
    expect(said()).toContain("measure active = PV >= unlock");
    await click("unlock          # who", 2);
    await keys("{F12}");
    await eventually(here).toContain("param [unlock] =");
    await keys("{Alt>}{ArrowLeft}{/Alt}");
    await eventually(here).toContain(">= un¦lock");
    await keys("{Alt>}{ArrowLeft}{/Alt}");
    await eventually(here).toBe("  counting ac¦tive");
    await keys("{Alt>}{ArrowLeft}{/Alt}");
    await eventually(() => textOf(".cm-remark")).toContain("no place to go back to");
    await keys("{Alt>}{ArrowRight}{/Alt}");
    await eventually(here).toContain("un¦lock");
  });

  test("the way back moves with the text", async () => {
    const { view, click } = await mounted(PLAN);
    await click("counting active", 11);
    await keys("{F12}");
    await eventually(() => caretLine(view().state)).toContain("[active]");
    await keys("{Home}input other : volume{Enter}{Escape}");
    await keys("{Alt>}{ArrowLeft}{/Alt}");
    await eventually(() => caretLine(view().state)).toBe("  counting ac¦tive");
  });

  test("a click with Ctrl leads there too, and beside names it makes another caret", async () => {
    const { view } = await mounted(PLAN);
    const control = { control: true };
    const name = await pointOf(view(), "counting active", 11);
    await mouse.press(name, control);
    await mouse.release(name, control);
    await eventually(() => caretLine(view().state)).toContain("measure [active] =");
    const word = await pointOf(view(), "currency", 2);
    await mouse.press(word, control);
    await mouse.release(word, control);
    await eventually(() => view().state.selection.ranges.length).toBe(2);
  });

  test("that the language has there is no way, and that is said", async () => {
    const { click } = await mounted(PLAN);
    await click("up sponsor", 1);
    await keys("{F12}");
    await eventually(() => textOf(".cm-remark")).toContain("Nothing here is declared");
  });

  test("the page leads into the text as well, and one can come back", async () => {
    const { view, reveal, click } = await mounted(PLAN);
    await click("counting active", 11);
    const from = PLAN.indexOf("1,000");
    reveal({ from, to: from + 5 });
    await eventually(() => caretLine(view().state)).toContain("[1,000]");
    await keys("{Alt>}{ArrowLeft}{/Alt}");
    await eventually(() => caretLine(view().state)).toBe("  counting ac¦tive");
  });
});

describe("another name", () => {
  const question = (): HTMLInputElement | null => document.querySelector(".cm-question input");

  test("is written everywhere with F2, in one step", async () => {
    const { text, view, click } = await mounted(PLAN);
    await click("= PV >= unlock", 4);
    await keys("{F2}");
    await eventually(() => document.activeElement).toBe(question());
    expect(question()?.value).toBe("PV");
    await keys("Volume");
    await eventually(() => textOf(".cm-question output")).toBe("In 5 places.");
    await keys("{Enter}");
    await eventually(text).toBe(PLAN.replaceAll(/\bPV\b/g, "Volume"));
    await eventually(() => view().hasFocus).toBe(true);
    expect(question()).toBeNull();
    expect(said()).toContain("PV is now Volume, in 5 places.");
    await keys("{Control>}z{/Control}");
    await eventually(text).toBe(PLAN);
  });

  test.each([
    ["what is taken", "GV", "already defined"],
    ["what is no name", "2 good", "A name is made of"],
    ["a word of the language", "where", "a word of the language"],
    ["what every plan has", "sponsor", "a meaning of its own"],
  ])("is refused where it is %s, in a sentence, while it is written", async (_, name, sentence) => {
    const { text, view, click } = await mounted(PLAN);
    await click("= PV >= unlock", 2);
    await keys("{F2}");
    await eventually(() => document.activeElement).toBe(question());
    await keys(name);
    await eventually(() => textOf(".cm-question .cm-refusal")).toContain(sentence);
    expect(question()?.getAttribute("aria-invalid")).toBe("true");
    await keys("{Enter}");
    expect(question()).not.toBeNull();
    expect(text()).toBe(PLAN);
    await keys("{Escape}");
    await eventually(question).toBeNull();
    await eventually(() => view().hasFocus).toBe(true);
    expect(caretLine(view().state)).toContain("= ¦PV");
  });

  test("has quotes in rules and none in cells where it is two words", async () => {
    const { text, click } = await mounted(PLAN);
    await click("| Gold   |", 4);
    await keys("{F2}");
    await eventually(() => document.activeElement).toBe(question());
    await keys("Blue Diamond{Enter}");
    await eventually(text).toContain("| Blue Diamond   |   1,000 |");
    expect(text()).toContain("| Blue Diamond          | 8%");
  });

  test("is not asked for what has none", async () => {
    const { click } = await mounted(PLAN);
    await click("counting", 2);
    await keys("{F2}");
    await eventually(() => textOf(".cm-remark")).toContain("no name of this plan");
    expect(question()).toBeNull();
  });

  test("is not asked any more when the text changes meanwhile, or another one is loaded", async () => {
    const { text, click, handle, show } = await mounted(PLAN);
    await click("= PV >= unlock", 4);
    await keys("{F2}");
    await eventually(() => document.activeElement).toBe(question());
    handle.apply([{ span: { from: 0, to: 0 }, insert: "# changed\n" }]);
    await eventually(question).toBeNull();
    await click("= PV >= unlock", 4);
    await keys("{F2}");
    await eventually(() => document.activeElement).toBe(question());
    show("second", "measure x = 1\n");
    await eventually(text).toBe("measure x = 1\n");
    expect(shown(".cm-question")).toBeNull();
  });
});
