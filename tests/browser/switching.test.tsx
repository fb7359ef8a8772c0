import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { caretLine, eventually, mounted, shown } from "./mounted.tsx";
import { PLAN } from "./plan.ts";

const keys = userEvent.keyboard;
const OTHER = `${"# another plan\n".repeat(200)}measure x = 1\n`;

test("each text keeps its undo history, its caret, its folds and its place while another is looked at", async () => {
  const { text, told, show, view, click } = await mounted(OTHER);
  await click("measure x = 1", 13);
  await keys("0{Escape}");
  await eventually(text).toContain("x = 10");
  const top = view().scrollDOM.scrollTop;
  expect(top).toBeGreaterThan(500);
  const changed = text();

  show("second", PLAN);
  await eventually(text).toBe(PLAN);
  await keys("{Control>}z{/Control}");
  expect(text()).toBe(PLAN);
  await click("ranks Title");
  await keys("{Control>}{Shift>}{{{/Shift}{/Control}");
  await eventually(() => shown(".cm-foldPlaceholder")).not.toBeNull();

  show("first", changed);
  await eventually(text).toBe(changed);
  expect(caretLine(view().state)).toBe("measure x = 10¦");
  await eventually(() => Math.abs(view().scrollDOM.scrollTop - top)).toBeLessThan(40);
  view().focus();
  await keys("{Control>}z{/Control}");
  await eventually(text).toBe(OTHER);
  await eventually(told).toBe(OTHER);

  show("second", PLAN);
  await eventually(text).toBe(PLAN);
  await eventually(() => shown(".cm-foldPlaceholder")).not.toBeNull();
});

test("a text that is shown has the problems of that text, and none of the one before", async () => {
  const { show } = await mounted(PLAN.replace("counting active", "counting actve"));
  await eventually(() => document.querySelectorAll(".cm-lintRange-error").length).toBe(1);
  show("second", PLAN);
  await eventually(() => document.querySelectorAll(".cm-lintRange-error").length).toBe(0);
});

test.each([
  ["the search", "{Control>}f{/Control}"],
  ["a line to go to", "{Control>}{Alt>}g{/Alt}{/Control}"],
  ["a question", "{F2}"],
  ["a description", "{F1}"],
  ["a list", "{Control>} {/Control}"],
])("%s may be open meanwhile", async (_, opening) => {
  const { text, show, click } = await mounted(PLAN);
  await click("= PV >= unlock", 4);
  await keys(opening);
  await eventually(() => shown(".cm-panel, .cm-question, .cm-tooltip, .cm-dialog")).not.toBeNull();
  show("second", "measure x = 1\n");
  await eventually(text).toBe("measure x = 1\n");
  show("first", PLAN);
  await eventually(text).toBe(PLAN);
});
