import { readdirSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Engine } from "../../src/engine/engine.ts";
import { Machine } from "../../src/runtime/machine.ts";

const examples = new URL("../../examples/", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, examples), "utf8");
const names = readdirSync(new URL("downlines/", examples))
  .filter((file) => file.endsWith(".people.csv"))
  .map((file) => file.replace(".people.csv", ""));

function engineOn(name: string): Engine {
  const engine = new Engine(0);
  engine.load({
    title: name,
    synthetic: true,
    people: { name: "people.csv", text: read(`downlines/${name}.people.csv`) },
    orders: { name: "orders.csv", text: read(`downlines/${name}.orders.csv`) },
    plan: read(`${name}.plan`),
    leaveOutBadRows: false,
  });
  return engine;
}

/** Other texts that mean the same. */
const alike: Readonly<Record<string, (text: string) => string>> = {
  "a comment above everything": (text) => `# What follows is what it was.\n${text}`,
  "a comment behind every line": (text) =>
    text
      .split("\n")
      .map((line) => (line.trim() === "" || line.includes("#") ? line : `${line}  # so`))
      .join("\n"),
  "empty lines": (text) => text.replaceAll("\n\n", "\n\n\n\n"),
  "wider blanks": (text) => text.replaceAll(/(?<=\n) {2}(?=\w)/g, "      "),
  "other labels": (text) => text.replaceAll(/^((?:bonus|pool|plan)[^"\n]*) "[^"\n]*"/gm, '$1 "Another"'),
};

afterEach(() => vi.restoreAllMocks());

describe("a text that means the same works nothing out", () => {
  test.each(names)("%s", (name) => {
    const running = vi.spyOn(Machine.prototype, "running");
    const passes = vi.spyOn(WebAssembly, "Module");
    const text = read(`${name}.plan`);
    const engine = engineOn(name);
    let revision = 0;
    const ask = (of: string) => engine.evaluate({ text: of, revision: revision++, period: null }).results!;
    const before = ask(text);
    const machine = running.mock.contexts.at(-1) as Machine;
    expect(machine.ran).toBeGreaterThan(0);
    passes.mockClear();
    for (const [what, changed] of Object.entries(alike)) {
      const other = changed(text);
      const { totals } = ask(other);
      expect([what, other === text]).toEqual([what, false]);
      expect([what, running.mock.contexts.at(-1) === machine]).toEqual([what, true]);
      expect([what, machine.ran]).toEqual([what, 0]);
      if (what !== "other labels") expect(totals).toEqual(before.totals);
    }
    expect(passes).not.toHaveBeenCalled();
  });
});
