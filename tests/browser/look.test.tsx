import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cdp, userEvent } from "vitest/browser";
import { eventually, mounted, pointOf, shown } from "./mounted.tsx";
import { middleOf } from "./mouse.ts";
import { PLAN } from "./plan.ts";

const keys = userEvent.keyboard;
type Session = { send(method: string, options?: Record<string, unknown>): Promise<unknown> };
const browser = (): Session => cdp() as unknown as Session;
const media = (features: Readonly<Record<string, string>>): Promise<unknown> =>
  browser().send("Emulation.setEmulatedMedia", {
    features: Object.entries(features).map(([name, value]) => ({ name, value })),
  });
beforeEach(() => media({}));
afterEach(() => media({}));

const styleOf = (selector: string): CSSStyleDeclaration => getComputedStyle(shown(selector)!);

describe("the editor looks", () => {
  test("light or dark as the page is, down to its bars and boxes", async () => {
    const seen: string[][] = [];
    for (const scheme of ["light", "dark"]) {
      await media({ "prefers-color-scheme": scheme });
      const { click } = await mounted(PLAN.replace("counting active", "counting actve"));
      await click("measure GV", 9);
      await keys("{F1}");
      await eventually(() => shown(".cm-description")).not.toBeNull();
      await keys("{Control>}f{/Control}");
      await eventually(() => shown(".cm-search")).not.toBeNull();
      seen.push([
        styleOf(".plan-editor").backgroundColor,
        styleOf(".cm-gutters").backgroundColor,
        styleOf(".tok-keyword").color,
        styleOf(".cm-panels").backgroundColor,
        styleOf(".cm-search input").backgroundColor,
        styleOf(".cm-search button").color,
      ]);
    }
    const [light, dark] = seen;
    for (const [i, colour] of light!.entries()) expect(dark![i]).not.toBe(colour);
  });

  test("the caret blinks when nobody writes, and not while somebody does", async () => {
    const { click } = await mounted(PLAN);
    await click("measure GV", 9);
    await eventually(() => styleOf(".cm-cursorLayer").animationName).toContain("blink");
    await keys("a");
    expect(styleOf(".cm-cursorLayer").animationName).toBe("none");
    await eventually(() => styleOf(".cm-cursorLayer").animationName).toContain("blink");
  });

  test("still where somebody wants no motion: the caret does not blink", async () => {
    const { click } = await mounted(PLAN);
    await click("measure GV", 9);
    await eventually(() => styleOf(".cm-cursorLayer").animationName).toContain("blink");
    await media({ "prefers-reduced-motion": "reduce" });
    expect(styleOf(".cm-cursorLayer").animationName).toBe("none");
  });

  test.each(["160px", "320px"])(
    "whole in a pane of %s: nothing but the text itself scrolls aside",
    async (inlineSize) => {
      const { click } = await mounted(PLAN, { inlineSize });
      await click("measure GV", 9);
      await keys("{Control>}f{/Control}");
      await eventually(() => shown(".cm-search")).not.toBeNull();
      const width = Number.parseInt(inlineSize, 10);
      for (const part of document.querySelectorAll(
        ".cm-search, .cm-search input, .cm-search button, .cm-search label",
      )) {
        const { left, right } = part.getBoundingClientRect();
        expect(left).toBeGreaterThanOrEqual(0);
        expect(right).toBeLessThanOrEqual(width + 1);
      }
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth);
    },
  );

  test("as it should at twice the size: letters grow, and the caret is where one clicks", async () => {
    document.documentElement.style.fontSize = "200%";
    try {
      const { click, view } = await mounted(PLAN);
      expect(Number.parseFloat(styleOf(".cm-content").fontSize)).toBeGreaterThanOrEqual(24);
      await click("counting active", 11);
      await eventually(() => view().state.selection.main.head).toBe(PLAN.indexOf("counting active") + 11);
    } finally {
      document.documentElement.style.fontSize = "";
    }
  });

  test("with long lines below one another where that is wanted", async () => {
    const { view } = await mounted(PLAN, { inlineSize: "320px" });
    expect(view().lineWrapping).toBe(false);
    await keys("{Alt>}z{/Alt}");
    await eventually(() => view().lineWrapping).toBe(true);
    await eventually(() => view().scrollDOM.scrollWidth - view().scrollDOM.clientWidth).toBeLessThanOrEqual(
      1,
    );
    await keys("{Alt>}z{/Alt}");
    await eventually(() => view().lineWrapping).toBe(false);
  });
});

describe("a finger", () => {
  type Point = { readonly x: number; readonly y: number };
  const touch = async (type: string, points: readonly Point[]): Promise<unknown> => {
    const frame = window.frameElement?.getBoundingClientRect();
    const touchPoints = points.map(({ x, y }) => ({ x: x + (frame?.left ?? 0), y: y + (frame?.top ?? 0) }));
    return browser().send("Input.dispatchTouchEvent", { type, touchPoints });
  };

  test("finds a grip below the figure that it taps, and pulls it: one movement, one undo", async () => {
    await browser().send("Emulation.setTouchEmulationEnabled", { enabled: true });
    try {
      const { view, text } = await mounted(PLAN);
      const figure = await pointOf(view(), "unlock = 100", 10);
      await touch("touchStart", [figure]);
      await touch("touchEnd", []);
      await eventually(() => shown(".cm-grip")?.getBoundingClientRect().top ?? 0).toBeGreaterThan(0);
      const grip = middleOf(shown(".cm-grip")!);
      expect(shown(".cm-grip")!.getBoundingClientRect().height).toBeGreaterThanOrEqual(24);
      await touch("touchStart", [grip]);
      for (const aside of [10, 25, 40]) await touch("touchMove", [{ x: grip.x + aside, y: grip.y }]);
      await eventually(text).toContain("unlock = 108");
      await touch("touchEnd", []);
      view().focus();
      await keys("{Control>}z{/Control}");
      await eventually(text).toBe(PLAN);
    } finally {
      await browser().send("Emulation.setTouchEmulationEnabled", { enabled: false });
    }
  });
});
