import { describe, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { caretLine, eventually, mounted, shown, textOf } from "./mounted.tsx";
import { middleOf, mouse } from "./mouse.ts";
import { PLAN } from "./plan.ts";

const keys = userEvent.keyboard;

describe("typing", () => {
  test("arrives in the text, and the page is told", async () => {
    const { text, told } = await mounted("");
    await keys("measure x = 5%");
    await eventually(text).toBe("measure x = 5%");
    await eventually(told).toBe("measure x = 5%");
  });

  test("at the end of a long plan stays in sight where the editor gets lower; what was out of sight stays so", async () => {
    const long = Array.from({ length: 80 }, (_, n) => `measure m${n} = ${n}`).join("\n");
    const { view } = await mounted(long);
    const { parentElement: frame } = document.querySelector(".plan-editor")!;
    const heightIs = async (height: number): Promise<void> => {
      frame!.style.blockSize = `${height}px`;
      await eventually(() => view().scrollDOM.clientHeight).toBeLessThanOrEqual(height);
    };
    const isInSight = (): boolean => {
      const caret = view().coordsAtPos(view().state.selection.main.head);
      const { top, bottom } = view().scrollDOM.getBoundingClientRect();
      return caret !== null && caret.top >= top && caret.bottom <= bottom;
    };
    await keys("{Control>}{End}{/Control}x");
    await eventually(isInSight).toBe(true);
    await heightIs(300);
    await eventually(isInSight).toBe(true);
    view().scrollDOM.scrollTop = 0;
    await eventually(isInSight).toBe(false);
    await heightIs(250);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    expect(view().scrollDOM.scrollTop).toBe(0);
  });

  test("brackets and quotes come in pairs, and a closing one is typed over", async () => {
    const { text, view } = await mounted("");
    await keys('bonus X "Y');
    await eventually(text).toBe('bonus X "Y"');
    await keys('" {{');
    await eventually(text).toBe('bonus X "Y" {}');
    await keys("{Backspace}");
    await eventually(text).toBe('bonus X "Y" ');
    expect(caretLine(view().state)).toBe('bonus X "Y" ¦');
  });

  test("the bracket that belongs to the one at the caret is marked", async () => {
    const { click } = await mounted(PLAN);
    await click("sum(PV in", 3);
    await eventually(() => document.querySelectorAll(".cm-matchingBracket").length).toBe(2);
  });

  test("a new line stands in as far as its block, and a closing brace goes back", async () => {
    const { text } = await mounted("");
    await keys("bonus X {{{Enter}on CV{Enter}");
    await eventually(text).toBe("bonus X {\n  on CV\n  \n}");
    await keys("pays 5%{Escape}{ArrowDown}{End}{Enter}pool Y {{{Enter}");
    await eventually(text).toBe("bonus X {\n  on CV\n  pays 5%\n}\npool Y {\n  \n}");
  });

  test("lines become remarks and rules again, the chosen ones together", async () => {
    const { text, click } = await mounted(PLAN);
    await click("measure active");
    await keys("{Shift>}{ArrowDown}{End}{/Shift}{Control>}/{/Control}");
    await eventually(text).toContain("# measure active = PV >= unlock          # who counts\n# measure GV");
    await keys("{Control>}/{/Control}");
    await eventually(text).toBe(PLAN);
  });

  test("several carets write at once", async () => {
    const { text, click } = await mounted("input PV : volume\nmeasure a = PV\nmeasure b = PV\n");
    await click("a = PV", 5);
    await keys("{Control>}d{/Control}{Control>}d{/Control}{Control>}d{/Control}QV");
    await eventually(text).toBe("input QV : volume\nmeasure a = QV\nmeasure b = QV\n");
  });

  test("lines move up and down where the caret is in no figure", async () => {
    const { text, click } = await mounted("input A : volume\ninput B : volume\n");
    await click("B : volume");
    await keys("{Alt>}{ArrowUp}{/Alt}");
    await eventually(text).toBe("input B : volume\ninput A : volume\n");
  });
});

describe("undo", () => {
  test("goes back through everything to the text at the start, and forward again", async () => {
    const { text, click } = await mounted(PLAN);
    await click("unlock = 100", 10);
    await keys("{Alt>}{ArrowUp}{/Alt}");
    await eventually(text).toContain("unlock = 101");
    await keys("{Shift>}{Alt>}F{/Alt}{/Shift}");
    await click("measure GV");
    await keys("{End}{Enter}measure x = PV{Escape}");
    await eventually(text).toContain("measure x = PV");
    const last = text();
    for (let times = 0; times < 12; times++) await keys("{Control>}z{/Control}");
    await eventually(text).toBe(PLAN);
    for (let times = 0; times < 12; times++) await keys("{Control>}y{/Control}");
    await eventually(text).toBe(last);
  });
});

describe("finding", () => {
  test("marks what is found, goes from one to the next and replaces them all in one step", async () => {
    const { text, view, click } = await mounted(PLAN);
    await click("plan");
    await keys("{Control>}f{/Control}");
    await eventually(() => document.activeElement?.getAttribute("aria-label")).toBe("Find");
    await keys("unlock");
    await eventually(() => document.querySelectorAll(".cm-searchMatch").length).toBe(2);
    await keys("{Enter}");
    await eventually(() => caretLine(view().state)).toContain("[unlock]");
    await userEvent.fill(shown('.cm-search [name="replace"]')!, "threshold");
    await userEvent.click(shown('.cm-search [name="replaceAll"]')!);
    await eventually(text).toBe(PLAN.replaceAll("unlock", "threshold"));
    await keys("{Escape}");
    await eventually(() => shown(".cm-search")).toBeNull();
    await eventually(() => view().hasFocus).toBe(true);
    await keys("{Control>}z{/Control}");
    await eventually(text).toBe(PLAN);
  });
});

describe("folding", () => {
  const lines = (): string[] => [...document.querySelectorAll(".cm-line")].map((line) => line.textContent);

  test("of a block by its mark, by key, and of all blocks", async () => {
    const { click } = await mounted(PLAN);
    await click("ranks Title");
    await keys("{Control>}{Shift>}{{{/Shift}{/Control}");
    await eventually(lines).toContain("ranks Title {…}");
    const marks = [...document.querySelectorAll('.fold-marker[title="Unfold"]')];
    const mark = middleOf(marks.find((each) => each.checkVisibility({ visibilityProperty: true }))!);
    await mouse.press(mark);
    await mouse.release(mark);
    await eventually(lines).toContain("  | Gold   |   1,000 |");
    await keys("{Control>}{Alt>}[BracketLeft]{/Alt}{/Control}");
    await eventually(lines).toEqual(
      expect.arrayContaining(['plan "Small" {…}', "ranks Title {…}", 'bonus Team "Team commission" {…}']),
    );
    await keys("{Control>}{Alt>}[BracketRight]{/Alt}{/Control}");
    await eventually(() => shown(".cm-foldPlaceholder")).toBeNull();
  });
});

describe("laying out", () => {
  const untidy = PLAN.replace("measure GV     = PV", "measure   GV=PV").replace("  on CV", "      on CV");

  test("moves what stands where, as one step, and leaves the caret at its word", async () => {
    const { text, click, view } = await mounted(untidy);
    await click("counting active", 9);
    await keys("{Shift>}{Alt>}F{/Alt}{/Shift}");
    await eventually(text).toContain("\n  on CV up sponsor\n");
    expect(text()).toContain("measure GV");
    expect(caretLine(view().state)).toBe("  counting ¦active");
    await keys("{Control>}z{/Control}");
    await eventually(text).toBe(untidy);
  });

  test("says why it does nothing", async () => {
    const { click, text } = await mounted(PLAN.replace("2.5%", "2.5% ("));
    const broken = text();
    await click("counting");
    await keys("{Shift>}{Alt>}F{/Alt}{/Shift}");
    await eventually(() => textOf(".cm-remark")).toContain("errors");
    expect(text()).toBe(broken);
    await keys("{ArrowLeft}");
    await eventually(() => shown(".cm-remark")).toBeNull();
  });
});
