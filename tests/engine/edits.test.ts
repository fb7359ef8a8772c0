import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Engine } from "../../src/engine/engine.ts";
import type { Results } from "../../src/engine/protocol.ts";
import { edited } from "../fuzz/edits.ts";

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

/** What is on the screen, without how it came there. */
const shown = ({ milliseconds, workedOutBy, ...rest }: Results) => rest;

describe("after edits the screen shows what it would show if the text had been there from the beginning", () => {
  test.each(names)("%s", (name) => {
    const text = read(`${name}.plan`);
    const engine = engineOn(name);
    const edits = edited(text, 7, 12);
    const more = `${text}\nmeasure added = 2 * payout\n`;
    edits.push(more, text, more.replace(/[1-9]%/g, "9%"), text);
    let revision = 0;
    for (const edit of edits) {
      const ask = (of: Engine, period: string | null) =>
        of.evaluate({ text: edit, revision: revision++, period }).results;
      const after = ask(engine, null);
      if (!after) continue;
      const fresh = engineOn(name);
      const there = ask(fresh, null)!;
      expect(shown(after)).toEqual(shown(there));
      const columns = there.plan.columns.map((column) => column.name);
      const rows = (of: Engine) => of.rows({ columns, sort: null, from: 0, to: 40 });
      expect(rows(engine)).toEqual(rows(fresh));
      const [first] = there.periods;
      expect(shown(ask(engine, first!)!)).toEqual(shown(ask(fresh, first!)!));
    }
  });
});
