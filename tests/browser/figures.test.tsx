import { describe, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { caretLine, eventually, mounted, pointOf, said, shown } from "./mounted.tsx";
import { middleOf, mouse } from "./mouse.ts";
import { PLAN } from "./plan.ts";

const keys = userEvent.keyboard;
const alt = { alt: true };

/** Pulls from a place sideways, a few pixels at a time, as hands do. */
async function pull(
  from: { readonly x: number; readonly y: number },
  aside: number,
  held: { readonly alt?: boolean; readonly shift?: boolean } = {},
): Promise<void> {
  await mouse.move(from, held);
  await mouse.press(from, held);
  for (let part = 1; part <= 5; part++)
    await mouse.move({ x: from.x + (aside * part) / 5, y: from.y }, { ...held, pressed: true });
}
const letGo = (from: { readonly x: number; readonly y: number }, aside: number): Promise<void> =>
  mouse.release({ x: from.x + aside, y: from.y });

describe("a figure that is pulled with Alt", () => {
  test("changes while it is pulled, and the page follows; one undo takes the whole movement back", async () => {
    const { view, text, told } = await mounted(PLAN);
    const at = await pointOf(view(), "unlock = 100", 10);
    await pull(at, 50, alt);
    await eventually(text).toContain("unlock = 110");
    await eventually(told).toContain("unlock = 110");
    await mouse.move({ x: at.x - 25, y: at.y }, { ...alt, pressed: true });
    await eventually(text).toContain("unlock = 95 ");
    await letGo(at, -25);
    await eventually(said).toContain("95");
    expect(told()).toBe(text());
    await keys("{Control>}z{/Control}");
    await eventually(text).toBe(PLAN);
    await keys("{Control>}y{/Control}");
    await eventually(text).toContain("unlock = 95 ");
  });

  test("keeps its decimals, and goes by tens with Shift", async () => {
    const { view, text } = await mounted(PLAN);
    const at = await pointOf(view(), "2.5%", 1);
    await pull(at, 20, alt);
    await letGo(at, 20);
    await eventually(text).toContain("| 2.9% |");
    const again = await pointOf(view(), "2.9%", 1);
    await pull(again, 10, { alt: true, shift: true });
    await letGo(again, 10);
    await eventually(text).toContain("| 4.9% |");
  });

  test("is as before after Escape, with nothing to undo", async () => {
    const { view, text } = await mounted(PLAN);
    const at = await pointOf(view(), "1,000", 2);
    await pull(at, 60, alt);
    await eventually(text).toContain("1,012");
    await keys("{Escape}");
    await eventually(text).toBe(PLAN);
    await letGo(at, 60);
    await keys("{Control>}z{/Control}");
    expect(text()).toBe(PLAN);
  });

  test("only has the caret where it was pressed and let go", async () => {
    const { view, text } = await mounted(PLAN);
    const at = await pointOf(view(), "unlock = 100", 10);
    await mouse.press(at, alt);
    await mouse.release(at, alt);
    await eventually(() => caretLine(view().state)).toContain("= 1¦00");
    expect(text()).toBe(PLAN);
  });

  test("leaves a text alone that was loaded in the meantime", async () => {
    const { view, text, show } = await mounted(PLAN);
    const at = await pointOf(view(), "unlock = 100", 10);
    await pull(at, 50, alt);
    await eventually(text).toContain("unlock = 110");
    show("second", "measure other = 1\n");
    await eventually(text).toBe("measure other = 1\n");
    await mouse.move({ x: at.x + 90, y: at.y }, { ...alt, pressed: true });
    await letGo(at, 90);
    expect(text()).toBe("measure other = 1\n");
  });
});

test("a pull without Alt selects text, here as everywhere", async () => {
  const { view, text } = await mounted(PLAN);
  const at = await pointOf(view(), "unlock = 100");
  const to = await pointOf(view(), "unlock = 100", 12);
  await mouse.press(at);
  await mouse.move(to, { pressed: true });
  await mouse.release(to);
  await eventually(() => caretLine(view().state)).toContain("[unlock = 100]");
  expect(text()).toBe(PLAN);
});

test("the grip below a figure that is pointed at turns it", async () => {
  const { view, text } = await mounted(PLAN);
  await mouse.move(await pointOf(view(), "unlock = 100", 10));
  // First it is measured, out of sight; then it is put below the figure.
  await eventually(() => shown(".cm-grip")?.getBoundingClientRect().top ?? 0).toBeGreaterThan(0);
  const grip = middleOf(shown(".cm-grip")!);
  await mouse.move(grip);
  await pull(grip, -20);
  await letGo(grip, -20);
  await eventually(text).toContain("unlock = 96 ");
  await keys("{Control>}z{/Control}");
  await eventually(text).toBe(PLAN);
});

describe("the arrow keys with Alt", () => {
  const steps = [
    ["2.5%", "{Alt>}{ArrowUp}{/Alt}", "2.6%", "up"],
    ["2.5%", "{Alt>}{Shift>}{ArrowDown}{/Shift}{/Alt}", "1.5%", "down by tens"],
    ["1,000", "{Alt>}{ArrowDown}{/Alt}", "999", "down to fewer digits"],
    ["$1.00", "{Alt>}{ArrowUp}{/Alt}", "$1.01", "of an amount"],
  ] as const;
  test.each(steps)("change %s with %s into %s: %s", async (from, pressed, to) => {
    const { text, click } = await mounted(PLAN);
    await click(from, 2);
    await keys(pressed);
    await eventually(text).toContain(to);
    await eventually(said).toContain(to);
    await keys("{Control>}z{/Control}");
    await eventually(text).toBe(PLAN);
  });

  test("steps that follow at once are one for undo", async () => {
    const { text, click } = await mounted(PLAN);
    await click("unlock = 100", 10);
    await keys("{Alt>}{ArrowUp}{ArrowUp}{ArrowUp}{ArrowUp}{/Alt}");
    await eventually(text).toContain("unlock = 104");
    for (let times = 0; times < 4; times++) await keys("{Control>}z{/Control}");
    await eventually(text).toBe(PLAN);
  });
});

test("a slider of the page writes through the same way: its movement is one step", async () => {
  const { text, told, handle } = await mounted(PLAN);
  const from = PLAN.indexOf("100 from");
  const edit = handle.drag({ from, to: from + 3 });
  for (const value of ["110", "120", "1,000", "90"]) edit.set(value);
  edit.end();
  await eventually(told).toContain("unlock = 90 ");
  handle.focus();
  await keys("{Control>}z{/Control}");
  await eventually(text).toBe(PLAN);
});
