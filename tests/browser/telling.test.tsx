import { describe, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { eventually, mounted, pointOf, said, shown, textOf } from "./mounted.tsx";
import { mouse } from "./mouse.ts";
import { PLAN } from "./plan.ts";

const keys = userEvent.keyboard;
const described = (): string => textOf(".cm-description");

describe("what a name means", () => {
  test("is told under the pointer, until it goes on", async () => {
    const { view } = await mounted(PLAN);
    await mouse.move(await pointOf(view(), "counting active", 11));
    await eventually(described).toContain("measure active: yes or no");
    expect(described()).toContain("who counts");
    await mouse.move(await pointOf(view(), 'plan "Small"', 8));
    await eventually(() => shown(".cm-description")).toBeNull();
  });

  test("is told by key, with the present value of whom the page shows, and said", async () => {
    const { click } = await mounted(PLAN, {
      presentValue: (name) => (name === "GV" ? "Ann Berg: 270 PV" : null),
    });
    await click("measure GV", 9);
    await keys("{F1}");
    await eventually(described).toContain("measure GV: points of PV");
    expect(textOf(".cm-description-value")).toBe("Ann Berg: 270 PV");
    expect(said()).toContain("measure GV: points of PV");
    expect(said()).toContain("Ann Berg: 270 PV");
    await keys("{Escape}");
    await eventually(() => shown(".cm-description")).toBeNull();
    await keys("{Alt>}{F1}{/Alt}");
    await eventually(described).toContain("measure GV");
    await keys("{ArrowDown}");
    await eventually(() => shown(".cm-description")).toBeNull();
  });

  test("has no value where nobody knows one", async () => {
    const { click } = await mounted(PLAN);
    await click("measure GV", 9);
    await keys("{F1}");
    await eventually(described).toContain("measure GV");
    expect(shown(".cm-description-value")).toBeNull();
  });

  test("is the latest one the page knows, without another look at the text", async () => {
    let now = "Ann Berg: 270 PV";
    const { click } = await mounted(PLAN, { presentValue: () => now });
    await click("measure GV", 9);
    now = "Ben Cole: 5 PV";
    await keys("{F1}");
    await eventually(() => textOf(".cm-description-value")).toBe("Ben Cole: 5 PV");
  });

  test.each([
    ["a word of the language", "counting active", 3, "take up a level"],
    ["a function", "sum(PV in", 1, "Adds a value over a group"],
    ["a type", ": volume", 4, "kinds never mix"],
    ["a rank", "| Gold   |", 4, "a rank of Title"],
  ])("is told of %s", async (_, words, into, sentence) => {
    const { click } = await mounted(PLAN);
    await click(words, into);
    await keys("{F1}");
    await eventually(described).toContain(sentence);
  });

  test("is nothing for a remark, and that is said", async () => {
    const { click } = await mounted(PLAN);
    await click("who counts", 3);
    await keys("{F1}");
    await eventually(() => textOf(".cm-remark")).toContain("nothing to tell");
  });
});
