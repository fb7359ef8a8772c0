import { expect, test, vi } from "vitest";
import { Engine } from "../../src/engine/engine.ts";
import type { Results } from "../../src/engine/protocol.ts";
import { rehearsing } from "../../src/engine/rehearsal.ts";
import { CodeRunner } from "../../src/engine/worked-out.ts";
import { workerApi } from "../../src/engine/worker-api.ts";
import { otherSum, textOfWorkload } from "../bench/compiled.ts";

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
