import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { check } from "../../src/check/check.ts";
import * as clocks from "../../src/compile/clocks.ts";
import { textWithoutParams } from "../../src/engine/code/moved-params.ts";
import { Engine } from "../../src/engine/engine.ts";
import type { ParamOutline } from "../../src/engine/protocol.ts";
import { Machine } from "../../src/runtime/machine.ts";
import { parse } from "../../src/syntax/parse.ts";
import { sliderOf } from "../../src/views/params/slider.ts";

vi.mock("../../src/compile/clocks.ts", { spy: true });

const examples = new URL("../../examples/", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, examples), "utf8");
const names = readdirSync(new URL("downlines/", examples))
  .filter((file) => file.endsWith(".people.csv"))
  .map((file) => file.replace(".people.csv", ""));

const planOf = (text: string) => check(parse(text)).plan!;

/** How often code is made while something is done. */
function madeIn(work: () => void): number {
  vi.mocked(clocks.compileByClocks).mockClear();
  work();
  return vi.mocked(clocks.compileByClocks).mock.calls.length;
}

/** The text with each of its params set to both ends of its slider, one after another. */
function* moved(text: string): Generator<string> {
  for (const { value, from, to } of planOf(text).params.values())
    for (const end of [from, to]) {
      if (!end) continue;
      const { span } = value;
      yield text.slice(0, span.from) + text.slice(end.span.from, end.span.to) + text.slice(span.to);
    }
}

function engineFor(name: string, plan: string): Engine {
  const engine = new Engine(0);
  engine.load({
    title: name,
    synthetic: true,
    people: { name: "people.csv", text: read(`downlines/${name}.people.csv`) },
    orders: { name: "orders.csv", text: read(`downlines/${name}.orders.csv`) },
    plan,
    leaveOutBadRows: false,
  });
  return engine;
}

/** All that is shown of a run: totals, and every column of everybody. */
function shown(engine: Engine, text: string, revision: number): unknown {
  const results = engine.evaluate({ text, revision, period: null }).results!;
  const columns = results.plan.columns.map(({ name }) => name);
  return { totals: results.totals, rows: engine.rows({ columns, sort: null, from: 0, to: 400 }).rows };
}

/** The text with each of its sliders a step from the lower end, and in the middle. */
function* dragged(text: string, params: readonly ParamOutline[]): Generator<string> {
  for (const outline of params) {
    const { span } = planOf(text).params.get(outline.name)!.value;
    const slider = sliderOf(outline, text.slice(span.from, span.to));
    if (!slider) continue;
    for (const position of [1, slider.last >> 1])
      yield text.slice(0, span.from) + slider.figureAt(position) + text.slice(span.to);
  }
}

describe("a param that has moved comes to the same as a text that always had it there", () => {
  test.each(names)("%s", (name) => {
    const text = read(`${name}.plan`);
    const engine = engineFor(name, text);
    shown(engine, text, 0);
    let revision = 1;
    for (const other of moved(text)) {
      let told: unknown;
      expect(madeIn(() => (told = shown(engine, other, revision++)))).toBe(0);
      expect(told).toEqual(shown(engineFor(name, other), other, 0));
    }
    const { params } = engine.evaluate({ text, revision, period: null }).results!.plan;
    for (const other of dragged(text, params))
      expect(madeIn(() => engine.evaluate({ text: other, revision: revision++, period: null }))).toBe(0);
    // What was worked out with the moved figure is not what another text with the old one finds in memory.
    const another = `${text}\nmeasure afterwards = 1\n`;
    expect(shown(engine, another, revision)).toEqual(shown(engineFor(name, another), another, 0));
    expect(shown(engine, text, revision + 1)).toEqual(shown(engineFor(name, text), text, 0));
  });
});

test("no code is made for a param that has moved, and it is for anything else", () => {
  const text = read("evergreen.plan");
  const engine = engineFor("evergreen", text);
  const isMade = (other: string): boolean =>
    madeIn(() => engine.evaluate({ text: other, revision: 0, period: null })) > 0;
  expect(isMade(text)).toBe(true);
  const [other, another] = [...moved(text)];
  expect(isMade(other!)).toBe(false);
  expect(isMade(another!)).toBe(false);
  expect(isMade(text)).toBe(false);
  expect(isMade(text.replace("bonus", "measure twice = 2 * GV\n\nbonus"))).toBe(true);
});

test("no code is made for a remark, or for other room between words", () => {
  const text = read("evergreen.plan");
  const engine = engineFor("evergreen", text);
  const ask = (other: string) => {
    let told: unknown;
    const isMade = madeIn(() => (told = shown(engine, other, 0))) > 0;
    return { isMade, told };
  };
  const { told } = ask(text);
  for (const other of [
    `# A remark.\n${text}`,
    text.replaceAll("\n", '   # A remark, as "it" stands.\n\n'),
    text.replaceAll("  ", "    "),
  ])
    expect(ask(other)).toEqual({ isMade: false, told });
});

test("what is written closer together, or on one line, is another text", () => {
  const plan = (rule: string) =>
    `plan "P" {\n  currency USD\n  period month\n  1 PV = $1.00\n}\n\ninput PV : volume\n\n${rule}\n`;
  const without = (rule: string) => textWithoutParams(plan(rule), planOf(plan(rule)));
  const rule = "measure twice = 2 * PV";
  expect(without(rule)).toBe(without(`\n  ${rule.replaceAll(" ", "  ")}   # A remark.\n`));
  expect(without(rule)).not.toBe(without(rule.replace("= ", "=\n")));
  expect(without(rule)).not.toBe(without(rule.replace("2 * PV", "2*PV")));
  expect(without(rule)).not.toBe(without(rule.replace("2", "3")));
});

test("a figure of another unit, or another end of a slider, is another text", () => {
  const plan = (param: string) =>
    `plan "P" {\n  currency USD\n  period month\n  1 PV = $1.00\n}\n\ninput PV : volume\n\nparam ${param}\n`;
  const without = (param: string) => textWithoutParams(plan(param), planOf(plan(param)));
  expect(without("rate = 5% from 1% to 9%")).toBe(without("rate = 6.25% from 1% to 9%"));
  expect(without("rate = 5% from 1% to 9%")).not.toBe(without("rate = 5% from 1% to 8%"));
  expect(without("rate = 5%")).not.toBe(without("rate = 5"));
  expect(without("rate = 5%")).not.toBe(without("rake = 5%"));
});

test("a param that only the month reads runs no other clock again", () => {
  const text = read("pots.plan");
  const engine = engineFor("pots", text);
  shown(engine, text, 0);
  const plan = `${text}\nparam seen = 5 from 0 to 10\nmeasure more = seen + 1\n`;
  const running = vi.spyOn(Machine.prototype, "running");
  const runsOf = (other: string, revision: number): number => {
    running.mockClear();
    shown(engine, other, revision);
    return running.mock.calls.length;
  };
  const first = runsOf(plan, 1);
  const moved = plan.replace("seen = 5", "seen = 7");
  expect(runsOf(moved, 2)).toBeLessThan(first);
  expect(shown(engine, moved, 3)).toEqual(shown(engineFor("pots", moved), moved, 0));
  running.mockRestore();
});

test("a param that only the month reads runs no week again, though weeks read the month", () => {
  // `bar` is the month's alone, and still weeks go by it: by who was keen in the month before.
  const text = `${read("both-worlds.plan")}
param bar : CV = 100 from 0 to 500
measure keen = CV >= bar
weekly measure keen_CV = week_repeat if previous(keen) else 0
measure of_keen = sum(keen_CV in weeks)
`;
  const engine = engineFor("both-worlds", text);
  const running = vi.spyOn(Machine.prototype, "running");
  const runsOf = (other: string, revision: number): number => {
    running.mockClear();
    shown(engine, other, revision);
    return running.mock.calls.length;
  };
  const first = runsOf(text, 0);
  const months = engine.evaluate({ text, revision: 1, period: null }).results!.periods.length;
  expect(first).toBeGreaterThan(4 * months);
  const moved = text.replace("ceiling  = 50%", "ceiling  = 31%");
  expect(runsOf(moved, 2)).toBe(months);
  expect(shown(engine, moved, 3)).toEqual(shown(engineFor("both-worlds", moved), moved, 0));
  // Who is active in a month is read by the weeks behind it; and what was brought goes by the last figure, not by an older one.
  const other = moved.replace("activity : CV = 80", "activity : CV = 160");
  expect(runsOf(other, 4)).toBeGreaterThan(4 * months);
  expect(shown(engine, other, 5)).toEqual(shown(engineFor("both-worlds", other), other, 0));
  const back = other.replace("ceiling  = 31%", "ceiling  = 45%");
  expect(runsOf(back, 6)).toBe(months);
  expect(shown(engine, back, 7)).toEqual(shown(engineFor("both-worlds", back), back, 0));
  const keener = back.replace("bar : CV = 100", "bar : CV = 300");
  expect(runsOf(keener, 8)).toBeGreaterThan(4 * months);
  expect(shown(engine, keener, 9)).toEqual(shown(engineFor("both-worlds", keener), keener, 0));
  running.mockRestore();
});
