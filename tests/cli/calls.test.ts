import { spawn, spawnSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { gallery } from "./gallery.ts";
import { COMMAND_LINE, FILES } from "./transcripts.ts";

const folder = mkdtempSync(join(tmpdir(), "plumbline-"));
afterAll(() => rmSync(folder, { recursive: true }));

const plumbline = (...args: readonly string[]) =>
  spawnSync(process.execPath, [COMMAND_LINE, ...args], { cwd: FILES, encoding: "utf8" });
const read = (name: string) => readFileSync(join(folder, name), "utf8");

/** A file that is gone when the tests are. */
function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const LEVELS = ["levels.plan", "--people", "people.csv", "--orders", "orders.csv"];

test("the built file is a program: it says who runs it, and may be run", () => {
  expect(readFileSync(COMMAND_LINE, "utf8").split("\n", 1)).toEqual(["#!/usr/bin/env node"]);
  expect(statSync(COMMAND_LINE).mode & 0o111).toBe(0o111);
  const { status, stdout } = spawnSync(COMMAND_LINE, ["--help"], {
    encoding: "utf8",
    env: { ...process.env, PATH: `${join(process.execPath, "..")}:${process.env.PATH}` },
  });
  expect([status, stdout.split("\n")[0]]).toEqual([
    0,
    "plumbline check   PLAN                                  problems, one a line; exit 1 where there is an error",
  ]);
});

test("npx finds it from a checkout", () => {
  const { status, stdout } = spawnSync("npx", ["--no", "plumbline", "test", `${FILES}levels.plan`], {
    cwd: new URL("../../", import.meta.url).pathname,
    encoding: "utf8",
  });
  expect([status, stdout]).toEqual([0, "ok     page 3\nok     page 4\n3 expectations hold, 0 do not\n"]);
}, 60_000);

test("--out writes what would be printed, and prints nothing", () => {
  const printed = plumbline("run", ...LEVELS);
  const written = plumbline("run", ...LEVELS, "--out", join(folder, "out.csv"));
  expect([written.status, written.stdout, written.stderr]).toEqual([0, "", ""]);
  expect(read("out.csv")).toBe(printed.stdout);
});

test("nothing is written where nothing is run", () => {
  const out = file("kept.csv", "what was there");
  expect(plumbline("run", "levels.plan", "--people", "faulty.people.csv", "--out", out).status).toBe(1);
  expect(plumbline("run", "broken.plan", "--people", "people.csv", "--out", out).status).toBe(1);
  expect(plumbline("run", ...LEVELS, "--period", "2031-01", "--out", out).status).toBe(2);
  expect(read("kept.csv")).toBe("what was there");
});

test("JSON has the rows of the CSV, with figures as numbers", () => {
  const [heading, ...lines] = plumbline("run", ...LEVELS)
    .stdout.trimEnd()
    .split("\n");
  const names = heading!.split(",");
  const rows = JSON.parse(plumbline("run", ...LEVELS, "--format", "json").stdout) as Record<
    string,
    unknown
  >[];
  const words = (value: unknown) =>
    value === true ? "yes" : value === false ? "no" : value === null ? "none" : String(value);
  const bare = (cell: string) =>
    /^-?\d+\.\d+$/.test(cell) ? cell.replace(/\.?0+$/, "") : cell.replace(/^'/, "");
  expect(rows.map((row) => Object.keys(row))).toEqual(lines.map(() => names));
  expect(rows.map((row) => Object.values(row).map(words))).toEqual(
    lines.map((line) => line.split(",").map(bare)),
  );
});

test("--write lays a file out in its place, once; a broken one stays as it is", () => {
  const untidy = readFileSync(`${FILES}untidy.plan`, "utf8");
  const plan = file("untidy.plan", untidy);
  const printed = plumbline("format", plan).stdout;
  expect(read("untidy.plan")).toBe(untidy);
  const first = plumbline("format", plan, "--write");
  expect([first.status, first.stdout, first.stderr]).toEqual([0, "", ""]);
  expect(read("untidy.plan")).toBe(printed);
  const { mtimeMs } = statSync(plan);
  expect(plumbline("format", plan, "--write").status).toBe(0);
  expect(statSync(plan).mtimeMs).toBe(mtimeMs);

  const broken = file("broken.plan", readFileSync(`${FILES}broken.plan`, "utf8"));
  expect(plumbline("format", broken, "--write").status).toBe(1);
  expect(read("broken.plan")).toBe(readFileSync(`${FILES}broken.plan`, "utf8"));
});

test("a byte-order mark is no part of a plan", () => {
  const plan = file("marked.plan", `\uFEFF${readFileSync(`${FILES}levels.plan`, "utf8")}`);
  expect(plumbline("check", plan).stdout).toBe("");
  expect(plumbline("test", plan).status).toBe(0);
});

test("a plan from Windows is checked, and laid out with the line ends it has", () => {
  const plan = file("windows.plan", readFileSync(`${FILES}untidy.plan`, "utf8").replaceAll("\n", "\r\n"));
  expect(plumbline("check", plan).stdout).toBe("");
  const { stdout } = plumbline("format", plan);
  expect(stdout.split("\r\n").join("\n")).toBe(plumbline("format", "untidy.plan").stdout);
  expect(stdout).not.toMatch(/[^\r]\n/);
  const broken = file(
    "broken.plan",
    'plan "W" {\r\n  currency USD\r\n  period month\r\n}\r\nmeasure a = Nobody\r\n',
  );
  const { stdout: problems, stderr } = plumbline("check", broken);
  expect([problems, stderr]).toEqual([
    `${broken}:5:13: error name/unknown: Nothing is called \`Nobody\`.\n`,
    "",
  ]);
});

test("a reader that has read enough (head) ends it without a word", async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `${i + 1},${i === 0 ? "" : 1 + (i >> 1)},${i % 7}`);
  const people = file("many.csv", `id,sponsor,PV\n${rows.join("\n")}\n`);
  const child = spawn(
    process.execPath,
    [COMMAND_LINE, "run", "failing.plan", "--people", people, "--format", "json"],
    {
      cwd: FILES,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let said = "";
  child.stderr.on("data", (chunk) => (said += String(chunk)));
  child.stdout.once("data", () => child.stdout.destroy());
  const ended = await new Promise((resolve) => child.on("close", (code, signal) => resolve(code ?? signal)));
  expect([ended, said]).toEqual([0, ""]);
}, 60_000);

test.skipIf(!existsSync("/dev/full"))("a disk that is full is said to be", () => {
  const full = openSync("/dev/full", "w");
  const { status, stderr } = spawnSync(process.execPath, [COMMAND_LINE, "run", ...LEVELS], {
    cwd: FILES,
    encoding: "utf8",
    stdio: ["ignore", full, "pipe"],
  });
  closeSync(full);
  expect([status, stderr]).toEqual([2, "plumbline: Standard output cannot be written: the disk is full.\n"]);
});

test("orders of long ago, from before the periods that are gone through, are told of", () => {
  const plan = file(
    "daily.plan",
    'plan "Daily" {\n  currency USD\n  period day\n  1 PV = $1.00\n}\ninput PV : volume in orders\nbonus Own { pays 10% of PV }\n',
  );
  const people = file("one.csv", "id,sponsor\n1,\n");
  const orders = file("far.csv", "id,person,date,PV\na,1,2016-03-31,50\nb,1,2026-03-31,50\n");
  const { status, stdout, stderr } = plumbline("run", plan, "--people", people, "--orders", orders);
  expect([status, stdout]).toEqual([0, "id,Own,total\n1,5.00,5.00\n"]);
  expect(stderr).toBe(
    `${orders}: warning: date: The orders go from 2016-03-31 to 2026-03-31, 3,653 periods; only the last 1,200 are gone through, and orders before 2022-12-18 count for nothing.\n`,
  );
}, 60_000);

test("every fault is told, however many there are", () => {
  const rows = Array.from({ length: 3_000 }, (_, i) => `p${i},nobody`);
  const people = file("wrong.csv", `id,sponsor\n${rows.join("\n")}\n`);
  const { status, stderr } = plumbline("run", "failing.plan", "--people", people);
  const lines = stderr.trimEnd().split("\n");
  expect(status).toBe(1);
  expect(lines.filter((line) => line.includes(": error: sponsor: "))).toHaveLength(3_000);
  expect(lines.at(-1)).toBe(
    "Nothing was run: 3,000 things are wrong with the files, and without the bad rows and all below them nobody would remain.",
  );
});

test.each(gallery)(
  "the sample of $name is run without a word",
  ({ plan, people, orders }) => {
    const { status, stderr } = plumbline("run", plan, "--people", people, "--orders", orders);
    expect([status, stderr]).toEqual([0, ""]);
  },
  60_000,
);
