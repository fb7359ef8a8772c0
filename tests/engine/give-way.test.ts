import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { shapes } from "../../examples/downlines/shapes.ts";
import type { Work } from "../../src/base/pieces.ts";
import { generateSample } from "../../src/downline/sample.ts";
import { Engine } from "../../src/engine/engine.ts";
import type { Outcome } from "../../src/engine/protocol.ts";
import { workerApi } from "../../src/engine/worker/worker-api.ts";
import { csvOf, workloadOf } from "../bench/workload/people.ts";

const plan = readFileSync(new URL("../bench/workload/workload.plan", import.meta.url), "utf8");
const csv = csvOf(workloadOf(300));
const small = plan.replace("binary_rate = 10%", "binary_rate = 12%");
const edited = `${plan}\nmeasure more = PV + GV\n`;

function engine(): Engine {
  const one = new Engine(0);
  one.load({
    ...{ title: "workload", synthetic: true, orders: null, plan, leaveOutBadRows: false },
    people: { name: "people.csv", text: csv },
  });
  return one;
}

const shown = (outcome: Outcome): unknown => {
  const { milliseconds, workedOutBy, ...results } = outcome.results!;
  return results;
};
const ask = (one: Engine, text: string): unknown => shown(one.evaluate({ text, revision: 9, period: null }));
const piecesOf = (one: Engine, text: string): number => {
  let count = 0;
  for (const _ of one.evaluating({ text, revision: 1, period: null })) count++;
  return count;
};

test.each([
  ["a first run", [], plan],
  ["a figure moved", [plan], small],
  ["a rule edited", [plan], edited],
])("%s is given up after each of its pieces, and nothing is wrong with the next", (_, before, text) => {
  const start = (): Engine => {
    const one = engine();
    for (const earlier of before) ask(one, earlier);
    return one;
  };
  const [right, rightBefore] = [ask(engine(), text), ask(engine(), plan)];
  const pieces = piecesOf(start(), text);
  expect(pieces).toBeGreaterThan(20);
  for (let done = 1; done <= pieces; done++) {
    const one = start();
    const work = one.evaluating({ text, revision: 1, period: null });
    for (let piece = 0; piece < done; piece++) work.next();
    work.return(undefined as never);
    expect(one.rows({ columns: ["GV"], sort: null, from: 0, to: 5 }).rows).toEqual([]);
    expect([done, ask(one, done % 2 === 0 ? text : plan)]).toEqual([
      done,
      done % 2 === 0 ? right : rightBefore,
    ]);
  }
});

test("between two pieces it is heard that there is a newer text, and no piece is gone on with", async () => {
  const one = engine();
  let [time, looks] = [0, 0];
  const api = workerApi(one, {
    // Every piece takes long.
    now: () => (time += 20),
    breathe: async () => {
      if (++looks === 7) await api.giveWay({ revision: 2 });
    },
  });
  expect(await api.evaluate({ text: plan, revision: 1, period: null })).toBeNull();
  expect(looks).toBe(7);
  // What was said to the one before does not go for the next, even if that is of an older text.
  const outcome = await api.evaluate({ text: plan, revision: 1, period: null });
  expect(shown(outcome!)).toEqual(ask(engine(), plan));
});

test("a statement and the examples are given up between two pieces where a newer text is there, and told in full otherwise", async () => {
  const one = engine();
  ask(one, plan);
  let [time, looks, most] = [0, 0, 2];
  const api = workerApi(one, {
    now: () => (time += 20),
    breathe: async () => {
      if (++looks === most) await api.giveWay({ revision: 10 });
    },
  });
  const request = { person: 3, tree: "sponsor", mostLines: 5 };
  expect(await api.person(request)).toBeUndefined();
  expect(looks).toBe(2);
  most = 0;
  expect(await api.person(request)).toEqual(one.person(request));
  expect(await api.person({ ...request, person: 1_000_000 })).toBeNull();
  expect(await api.examples({})).toEqual(one.examples({}));
});

test("files that are read give way to others, and the people that were there stay", async () => {
  const one = engine();
  const before = ask(one, plan);
  let [time, looks] = [0, 0];
  const told: string[] = [];
  const api = workerApi(one, {
    // Every piece takes long.
    now: () => (time += 90),
    breathe: async () => {
      if (++looks === 3) await api.giveUpLoading();
    },
    tell: ({ doing }) => told.push(doing),
  });
  const people = { name: "others.csv", text: csvOf(workloadOf(40_000)) };
  const request = {
    ...{ title: "others", synthetic: true, orders: null },
    people,
    plan,
    leaveOutBadRows: false,
  };
  expect(await api.load(request)).toBeNull();
  expect(looks).toBe(3);
  expect(ask(one, plan)).toEqual(before);
  // Given up once is not given up for ever; and what takes long is said.
  expect(await api.load(request)).toMatchObject({ loaded: true, people: 40_000 });
  expect(new Set(told)).toEqual(
    new Set([
      "Reading others.csv",
      "Finding everybody’s sponsor",
      "Finding the buyer of every order",
      "Putting the people in the order of joining",
    ]),
  );
});

test("of many people and orders nothing that is done with the files is done in one piece", () => {
  const people = 30_000;
  const files = generateSample({ ...shapes["seven-levels"]!, people });
  const one = new Engine(0);
  const text = readFileSync(new URL("../../examples/seven-levels.plan", import.meta.url), "utf8");
  const pieces = new Map<string, number>();
  const count = (work: Work<unknown>): void => {
    let doing = "";
    for (const piece of work) {
      doing = piece?.doing ?? doing;
      pieces.set(doing, (pieces.get(doing) ?? 0) + 1);
    }
  };
  count(
    one.loading({
      ...{ title: "many", synthetic: true, plan: text, leaveOutBadRows: false },
      people: { name: "people.csv", text: files.people },
      orders: { name: "orders.csv", text: files.orders },
    }),
  );
  count(one.evaluating({ text, revision: 1, period: null }));
  // At most 4,096 rows at once: ids, sponsors, circles, days; buyers, days; orders in order, their sums.
  for (const [doing, least] of [
    ["Finding everybody’s sponsor", 30],
    ["Finding the buyer of every order", 40],
    ["Putting the people in the order of joining", 50],
    ["Reading the figures of the files", 100],
  ] as const)
    expect([doing, pieces.get(doing)! > least]).toEqual([doing, true]);
});
