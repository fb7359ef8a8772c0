import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Engine } from "../../src/engine/engine.ts";
import type { ChangeReport, Results } from "../../src/engine/protocol.ts";
import { csvOf, workloadOf } from "../bench/workload/people.ts";

const plan = readFileSync(new URL("../bench/workload/workload.plan", import.meta.url), "utf8");
const workload = workloadOf(600);

/** An engine over the people of a file, with the plan run. */
function engineOn(csv: string, byCodeFrom: number): Engine {
  const engine = new Engine(byCodeFrom);
  const { loaded } = engine.load({
    ...{ title: "workload", synthetic: true, orders: null, plan, leaveOutBadRows: false },
    people: { name: "people.csv", text: csv },
  });
  expect(loaded).toBe(true);
  return engine;
}

const ask = (engine: Engine): Results => engine.evaluate({ text: plan, revision: 1, period: null }).results!;

/** Everything that is seen of an engine. */
function seen(engine: Engine): unknown {
  const { milliseconds, workedOutBy, ...results } = ask(engine);
  const columns = results.plan.columns.map(({ name }) => name);
  const people = [0, 1, 7, 30, 599].map((person) =>
    engine.person({ person, tree: "sponsor", mostLines: 20 }),
  );
  return [results, engine.rows({ columns, sort: null, from: 0, to: 600 }), people];
}

/** The file with other figures of some people. */
const fileWith = (cells: ReadonlyMap<number, string>): string =>
  csvOf(workload)
    .split("\n")
    .map((line, at) => {
      const cell = cells.get(at - 1);
      return cell === undefined ? line : line.replace(/[^,]*$/, cell);
    })
    .join("\n");

const CHANGES: readonly (readonly [person: number, cell: string])[] = [
  [599, "120.50"],
  [17, "0"],
  [300, ""],
  [300, "77.25"],
  [0, "250"],
  // Finer than any figure of the file, and larger than all of them together.
  [44, "10.125"],
  [45, "90000000"],
  [45, "10"],
];

describe("a cell that is written into the people comes to the same as a file that has it", () => {
  test.each([
    ["by code", 0],
    ["by the plain evaluator", Number.POSITIVE_INFINITY],
  ])("%s", (_, byCodeFrom) => {
    const engine = engineOn(csvOf(workload), byCodeFrom);
    ask(engine);
    const cells = new Map<number, string>();
    for (const [person, cell] of CHANGES) {
      cells.set(person, cell);
      expect(engine.change({ person, input: "PV", cell })).toMatchObject({ kind: "changed" });
      expect([person, cell, seen(engine)]).toEqual([
        person,
        cell,
        seen(engineOn(fileWith(cells), byCodeFrom)),
      ]);
    }
  });
});

test("the chain above is worked out alone, and a pot among those who share it", () => {
  const engine = engineOn(csvOf(workload), 0);
  ask(engine);
  const report = engine.change({ person: 599, input: "PV", cell: "12" }) as ChangeReport & {
    kind: "changed";
  };
  expect(report.alone).toEqual(
    expect.arrayContaining([
      ...["GV", "Title", "paid Team", "paid Binary", "paid Match"],
      ...["paid Summit", "payout"],
    ]),
  );
  expect(report.everybody).toEqual([]);
});

test("what cannot be read is refused, and nothing changes", () => {
  const engine = engineOn(csvOf(workload), 0);
  const before = seen(engine);
  expect(engine.change({ person: 5, input: "PV", cell: "much" })).toMatchObject({ kind: "refused" });
  expect(engine.change({ person: 5, input: "CV", cell: "1" })).toMatchObject({ kind: "refused" });
  expect(engine.change({ person: 600, input: "PV", cell: "1" })).toBeNull();
  expect(seen(engine)).toEqual(before);
});
