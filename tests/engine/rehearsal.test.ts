import { describe, expect, test, vi } from "vitest";
import { check } from "../../src/check/check.ts";
import type { CheckedPlan } from "../../src/check/checked-plan.ts";
import { regardlessOfPlaces } from "../../src/check/parts.ts";
import { CodeRunner } from "../../src/engine/code/worked-out.ts";
import { Engine } from "../../src/engine/engine.ts";
import type { Results } from "../../src/engine/protocol.ts";
import { rehearsing } from "../../src/engine/worker/rehearsal.ts";
import { MOST_REHEARSALS, rehearsedEdit } from "../../src/engine/worker/rehearsed-edits.ts";
import { workerApi } from "../../src/engine/worker/worker-api.ts";
import { parse } from "../../src/syntax/parse.ts";
import { parseAgain } from "../../src/syntax/parse-again.ts";
import { otherSum, textOfWorkload } from "../bench/compiled.ts";
import { plans } from "../syntax/texts.ts";

const plan = textOfWorkload();
const edited = `${plan}\nmeasure another = GV ${otherSum(5)}\n`;
const people = [
  "id,sponsor,placement,side,PV",
  ...Array.from(
    { length: 300 },
    (_, i) =>
      `${i},${i ? (i - 1) >> 1 : ""},${i ? (i - 1) >> 1 : ""},${i ? ["right", "left"][i % 2] : ""},${i}`,
  ),
].join("\n");

function engineOn(text: string): Engine {
  const engine = new Engine(0);
  const { loaded } = engine.load({
    ...{ title: "few", synthetic: true, people: { name: "people.csv", text: people }, orders: null },
    ...{ plan: text, leaveOutBadRows: false },
  });
  expect(loaded).toBe(true);
  return engine;
}

const shown = ({ milliseconds, workedOutBy, ...rest }: Results) => rest;
const ask = (engine: Engine, text: string) =>
  shown(engine.evaluate({ text, revision: 1, period: null }).results!);
const columns = (engine: Engine) => engine.rows({ columns: ["GV", "payout"], sort: null, from: 0, to: 300 });

test("what was rehearsed leaves no trace in what is asked", () => {
  const [engine, other] = [engineOn(plan), engineOn(plan)];
  expect(ask(engine, plan)).toEqual(ask(other, plan));
  const rehearse = vi.spyOn(CodeRunner.prototype, "rehearse");
  for (const _ of engine.rehearsing());
  const times = rehearse.mock.calls.length;
  expect(times).toBeGreaterThan(5);
  expect(columns(engine)).toEqual(columns(other));
  expect(ask(engine, edited)).toEqual(ask(other, edited));
  expect(columns(engine)).toEqual(columns(other));
  // It has been enough.
  for (const _ of engine.rehearsing());
  expect(rehearse).toHaveBeenCalledTimes(times);
});

test("a rehearsal begins in a pause, and ends with whatever is asked", async () => {
  const engine = engineOn(plan);
  const pauses: (() => void)[] = [];
  const ends: number[] = [];
  let [time, pieces, isBusy] = [0, 0, false];
  const rehearsal = vi.spyOn(engine, "rehearsing").mockImplementation(function* () {
    isBusy = true;
    try {
      for (let piece = 0; piece < 10; piece++, pieces++) yield;
    } finally {
      isBusy = false;
      ends.push(pieces);
    }
  });
  const api = rehearsing(workerApi(engine), engine, {
    pause: () => new Promise((over) => pauses.push(over)),
    // Every piece takes long.
    now: () => (time += 20),
    breathe: async () => {
      if (pieces === 3 && ends.length === 0) await api.examples({ revision: 1 } as never);
    },
  });
  const heard = () => new Promise((over) => setTimeout(over));
  const first = api.evaluate({ text: plan, revision: 1, period: null });
  await heard();
  expect(rehearsal).not.toHaveBeenCalled();
  await first;
  pauses.shift()!();
  await heard();
  expect([rehearsal.mock.calls.length, ends, isBusy]).toEqual([1, [3], false]);
  // The next pause takes it up again; one in which something was asked does not.
  await api.evaluate({ text: plan, revision: 2, period: null });
  pauses.shift()!();
  await heard();
  expect(rehearsal).toHaveBeenCalledTimes(1);
  pauses.shift()!();
  await heard();
  expect([rehearsal.mock.calls.length, ends]).toEqual([2, [3, 13]]);
});

describe("rehearsed edits are texts that somebody could write, and mean what stands there", () => {
  test.each(plans.filter((_, i) => i % 9 === 0))("%s", (_, text) => {
    const standing = parse(text);
    const { plan } = check(standing);
    const rehearsed = Array.from({ length: MOST_REHEARSALS }, (_, number) => rehearsedEdit(standing, number));
    expect(new Set(rehearsed).size).toBe(rehearsed.length);
    const others = new Set<string>();
    for (const edit of rehearsed.slice(0, 30)) {
      const parsed = parseAgain(edit, standing);
      const edited = check(parsed).plan;
      expect(edited).not.toBeNull();
      for (const name of plan!.passes.flatMap(({ columns }) => columns)) {
        const [was, is] = [plan!, edited!].map((one) => ruleOf(regardlessOfPlaces(one), name));
        if (was !== is) others.add(name);
        expect(withoutPlaces(is)).toEqual(withoutPlaces(was));
      }
    }
    // Every kind of rule is written on.
    if (plan!.bonuses.size > 0) expect([...others].some((name) => plan!.bonuses.has(name))).toBe(true);
    if (plan!.ladders.size > 0) expect([...others].some((name) => plan!.ladders.has(name))).toBe(true);
    if (plan!.measures.size > 0) expect([...others].some((name) => plan!.measures.has(name))).toBe(true);
  });
});

const ruleOf = ({ measures, ladders, bonuses }: CheckedPlan, name: string) =>
  measures.get(name) ?? ladders.get(name) ?? bonuses.get(name);
const withoutPlaces = (rule: unknown): unknown =>
  JSON.parse(
    JSON.stringify(rule ?? null, (key, value: unknown) =>
      key.toLowerCase().endsWith("span") ? undefined : typeof value === "bigint" ? `${value}` : value,
    ),
  );
