import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { mounted } from "./mounted.tsx";
import { middleOf, mouse } from "./mouse.ts";

test("types", async () => {
  const { view } = await mounted("measure x = 10\n");
  await userEvent.keyboard("{Control>}{End}{/Control}measure y = 11");
  await expect.poll(() => view.state.doc.toString()).toBe("measure x = 10\nmeasure y = 11");
  const figure = view.dom.querySelector(".tok-number")!;
  const at = middleOf(figure);
  await mouse.move(at);
  await mouse.press(at, { alt: true });
  await mouse.move({ x: at.x + 30, y: at.y }, { alt: true, pressed: true });
  await mouse.release({ x: at.x + 30, y: at.y }, { alt: true });
  expect(view.state.doc.toString()).toContain("x = 16");
});
