import { createRoot, type Root } from "react-dom/client";
import { afterEach, expect, test } from "vitest";
import { useLate } from "../../src/views/person/useLate.ts";

let root: Root | null = null;
afterEach(() => {
  root?.unmount();
});

function Said({ isSo }: { isSo: boolean }) {
  return <output>{useLate(isSo, 200) ? "late" : "no"}</output>;
}

test("what is over sooner is never said to be late, and what lasts is until it ends", async () => {
  const parent = document.createElement("div");
  root = createRoot(parent);
  const seen: string[] = [];
  const look = new MutationObserver(() => seen.push(parent.textContent));
  const show = (isSo: boolean) => root!.render(<Said isSo={isSo} />);
  show(false);
  await expect.poll(() => parent.textContent).toBe("no");
  look.observe(parent, { subtree: true, characterData: true });
  show(true);
  await new Promise((later) => setTimeout(later, 20));
  show(false);
  await new Promise((later) => setTimeout(later, 300));
  expect(seen).toEqual([]);
  show(true);
  await expect.poll(() => parent.textContent).toBe("late");
  show(false);
  await expect.poll(() => parent.textContent).toBe("no");
});
