import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type BuiltPage,
  caretBehind,
  isFresh,
  paidOut,
  planText,
  startBuiltPage,
} from "../support/built-page.ts";

let site: BuiltPage;
beforeAll(async () => {
  site = await startBuiltPage();
});
afterAll(() => site?.close());

const people = [
  "id,name,sponsor,joined,PV",
  "A,Ada,,2026-01-01,300",
  "B,Bob,A,2026-01-02,120.55",
  "C,Cyd,B,2026-01-03,210.10",
  "D,Dan,B,2026-01-03,99.99",
  "E,Eve,C,2026-01-04,1000",
].join("\n");

/** What the command line pays everybody, by name: the same plan, the same file. */
function paidByCommandLine(plan: string): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-"));
  const [planFile, peopleFile] = [join(folder, "own.plan"), join(folder, "people.csv")];
  writeFileSync(planFile, plan);
  writeFileSync(peopleFile, people);
  const program = new URL("../../dist/cli/plumbline.js", import.meta.url).pathname;
  const out = execFileSync(process.execPath, [program, "run", planFile, "--people", peopleFile], {
    encoding: "utf8",
  });
  rmSync(folder, { recursive: true });
  const [heads, ...rows] = out
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  const names = new Map(people.split("\n").map((line) => line.split(",") as [string, string]));
  return Object.fromEntries(rows.map((row) => [names.get(row[0]!), row[heads!.indexOf("total")]!]));
}

test("the main job: edit, see it move; err, and read where; bring people; the command line agrees to the cent", async () => {
  const page = await site.open({ acceptDownloads: true });
  const tree = page.getByRole("tree");
  const person = page.locator(".person");
  const shown = async () => [await paidOut(page), await tree.textContent(), await person.textContent()];
  // Whom the line with the caret is about is answered after the figures, and marked in the tree.
  const isMarked = async () => {
    await isFresh(page);
    const line = await page.locator(".cm-activeLineGutter").first().textContent();
    await tree
      .getByRole("treeitem", { name: `line ${line} is about them` })
      .first()
      .waitFor();
  };

  // A working plan, its people, everybody's volume, rank and money.
  const [paid, drawn, statement] = await shown();
  expect(paid).toMatch(/^\$[\d,]+\.\d\d$/);
  expect(drawn).toMatch(/GV/);
  expect(statement).toMatch(/Team commission/);

  // 5% becomes 6%: everything moves, without a button.
  await caretBehind(page, "| Silver        | 5");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("6");
  await expect.poll(() => planText(page)).toContain("| Silver        | 6% | 5% | 5% |");
  await expect.poll(() => paidOut(page)).not.toBe(paid);
  await isMarked();
  const after = await shown();
  expect(after[1]).not.toBe(drawn);
  expect(after[2]).not.toBe(statement);

  // A mistake: one sentence, at its place; the last good figures stay, and are marked as old.
  await page.keyboard.type("x");
  await page.locator('.page[data-staleness^="old"]').waitFor();
  const mistakes = page.locator(".problems-list li.error");
  await expect.poll(() => mistakes.count()).toBe(1);
  const line = (await page.locator(".cm-activeLineGutter").first().textContent())!;
  expect(await mistakes.first().textContent()).toContain(`Line ${line}`);
  expect(await paidOut(page)).toBe(after[0]);
  await page.keyboard.press("Backspace");
  await isMarked();
  expect(await shown()).toEqual(after);

  // The file of one's own people, dropped on the page: the plan on them.
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "own.csv", { type: "text/csv" }));
    for (const type of ["dragover", "drop"])
      document
        .querySelector(".tree-pane")!
        .dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
  }, people);
  await page.locator(".notice", { hasText: "Loaded 5 people" }).waitFor();
  await isFresh(page);
  await expect.poll(() => page.getByRole("treeitem").count()).toBe(5);

  // The same plan on the same file by the command line: the same cents.
  await page.getByRole("button", { name: "Table", exact: true }).click();
  const grid = page.getByRole("grid");
  await grid.getByText("Eve").waitFor();
  const cells = await grid
    .getByRole("row")
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll('[role="columnheader"],[role="gridcell"],[role="rowheader"],th,td')].map(
          (cell) => cell.textContent!.trim(),
        ),
      ),
    );
  const [heads, ...rows] = cells;
  const [nameAt, payoutAt] = ["name", "payout"].map((head) =>
    heads!.findIndex((text) => text.toLowerCase().startsWith(head)),
  );
  const onPage = Object.fromEntries(rows.map((row) => [row[nameAt!]!, row[payoutAt!]!.replace(/[$,]/g, "")]));
  const plan = await wholeText();
  expect(onPage).toEqual(paidByCommandLine(plan));
  expect(Object.values(onPage).some((amount) => Number(amount) > 0)).toBe(true);
  await page.context().close();

  /** The whole text, also of lines that the editor has not drawn: as somebody copies it. */
  async function wholeText(): Promise<string> {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+c");
    return page.evaluate(() => navigator.clipboard.readText());
  }
});
