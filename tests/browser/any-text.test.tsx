import fc from "fast-check";
import { expect, test } from "vitest";
import { TEXT_LENGTH_MOST } from "../../src/base/text-limits.ts";
import { editorCommands } from "../../src/editor/editor-commands.ts";
import { LIVELY_LENGTH_MOST } from "../../src/editor/plain-text.ts";
import { eventually, mounted, shown, textOf } from "./mounted.tsx";
import { PLAN } from "./plan.ts";

/** What people and machines put in: pieces of plans cut anywhere, signs in any order, other scripts, control characters. */
const piece = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.constantFrom(
    "{",
    "}",
    "(",
    ")",
    '"',
    "|",
    "\n| ",
    "#",
    "\r\n",
    "\t",
    "\u2028",
    "bonus ",
    "pays 5% of ",
    "99999%",
  ),
  fc.tuple(fc.nat(PLAN.length), fc.nat(80)).map(([at, length]) => PLAN.slice(at, at + length)),
);
const edit = fc.record({
  at: fc.nat(2000),
  over: fc.nat(40),
  put: piece,
  command: fc.nat(editorCommands.length - 1),
});

test("no text and no command makes the editor fail, and undo leads back to the text at the start", async () => {
  const { view, text, handle, told } = await mounted(PLAN);
  for (const { at, over, put, command } of fc.sample(edit, { numRuns: 150, seed: 7 })) {
    const from = at % (view().state.doc.length + 1);
    const to = Math.min(view().state.doc.length, from + over);
    view().dispatch({ changes: { from, to, insert: put }, selection: { anchor: from } });
    handle.run(editorCommands[command]!);
    // What a person would see of it: the page is laid out with what the command opened.
    view().requestMeasure();
    if (command % 10 === 0) await new Promise(requestAnimationFrame);
  }
  await eventually(told).toBe(text());
  const run = (name: string): void => handle.run(editorCommands.find((one) => one.name === name)!);
  for (let times = 0; times < 1000 && text() !== PLAN; times++) run("Undo in the plan");
  expect(text()).toBe(PLAN);
});

/** Puts text in as the clipboard does. */
function paste(text: string): void {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document
    .querySelector(".cm-content")!
    .dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}

test.each([
  ["far too long", "# a line that goes on and on\n".repeat(36_000)],
  ["in one line", "x ".repeat(500_000)],
  ["of brackets only", "(".repeat(1_000_000)],
  ["just short enough", `${PLAN}\n`.repeat(Math.floor(TEXT_LENGTH_MOST / (PLAN.length + 1)) - 1)],
])("a text that is %s is taken, written on, and taken back", async (_, long) => {
  const { text, view, told } = await mounted(PLAN);
  view().dispatch({ selection: { anchor: 0, head: PLAN.length } });
  paste(long);
  await eventually(() => text().length).toBe(long.length);
  view().dispatch({ changes: { from: 0, insert: "# " }, userEvent: "input.type" });
  await eventually(() => told().length).toBe(long.length + 2);
  while (text() !== PLAN) if (!undone(view())) break;
  expect(text()).toBe(PLAN);
});

test("a text of some thousand lines is coloured, and one letter more makes it plain, which is said", async () => {
  const lively = `${PLAN}${"# a remark that only takes space\n".repeat(3000)}`.slice(0, LIVELY_LENGTH_MOST);
  const { text, handle } = await mounted(lively);
  await eventually(() => shown(".tok-opening")).not.toBeNull();
  expect(shown(".cm-note")).toBeNull();
  handle.apply([{ span: { from: lively.length, to: lively.length }, insert: "#" }]);
  await eventually(() => textOf(".cm-note")).toContain("very long");
  await eventually(() => shown(".tok-opening")).toBeNull();
  handle.run(editorCommands.find(({ name }) => name === "Undo in the plan")!);
  await eventually(text).toBe(lively);
  await eventually(() => shown(".tok-opening")).not.toBeNull();
  expect(shown(".cm-note")).toBeNull();
});

const undoing = editorCommands.find(({ name }) => name === "Undo in the plan")!;
const undone = (view: Parameters<typeof undoing.run>[0]): boolean => undoing.run(view);
