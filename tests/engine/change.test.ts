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
      expect(engine.change({ of: "people", row: person, input: "PV", cell })).toMatchObject({
        kind: "changed",
      });
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
  const report = engine.change({ of: "people", row: 599, input: "PV", cell: "12" }) as ChangeReport & {
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

test("what is kept for changes is no figure of the next text, whose columns may lie where it was", () => {
  const cells = new Map([[300, "77.25"]]);
  const [before, afresh] = [engineOn(csvOf(workload), 0), engineOn(fileWith(cells), 0)];
  ask(before);
  before.change({ of: "people", row: 300, input: "PV", cell: "77.25" });
  const more = `${plan}
measure last_month   = previous(GV)
measure month_before = previous(last_month)
bonus Deep "Deep" {
  on GV up placement
  pays 1% if level <= 90
}
`;
  const seenOf = (engine: Engine): unknown => {
    const { results } = engine.evaluate({ text: more, revision: 2, period: null });
    const columns = results!.plan.columns.map(({ name }) => name);
    return engine.rows({ columns, sort: null, from: 0, to: 600 });
  };
  expect(seenOf(before)).toEqual(seenOf(afresh));
});

test("what cannot be read is refused, and nothing changes", () => {
  const engine = engineOn(csvOf(workload), 0);
  const before = seen(engine);
  expect(engine.change({ of: "people", row: 5, input: "PV", cell: "much" })).toMatchObject({
    kind: "refused",
  });
  expect(engine.change({ of: "people", row: 5, input: "CV", cell: "1" })).toMatchObject({ kind: "refused" });
  expect(engine.change({ of: "people", row: 600, input: "PV", cell: "1" })).toBeNull();
  expect(seen(engine)).toEqual(before);
});

const examples = new URL("../../examples/", import.meta.url);
const fileOf = (name: string): string => readFileSync(new URL(`downlines/${name}`, examples), "utf8");

/** An engine over an example, with the cells of a column of its orders as they are given. */
function engineOnExample(name: string, orders: string, byCodeFrom: number): Engine {
  const text = readFileSync(new URL(`${name}.plan`, examples), "utf8");
  const engine = new Engine(byCodeFrom);
  engine.load({
    ...{ title: name, synthetic: true, plan: text, leaveOutBadRows: false },
    people: { name: "people.csv", text: fileOf(`${name}.people.csv`) },
    orders: { name: "orders.csv", text: orders },
  });
  engine.evaluate({ text, revision: 1, period: null });
  return engine;
}

/** What is seen of an example: totals, and everybody's payout and what its columns come to. */
function seenOfExample(engine: Engine, name: string): unknown {
  const text = readFileSync(new URL(`${name}.plan`, examples), "utf8");
  const { milliseconds, workedOutBy, ...results } = engine.evaluate({ text, revision: 2, period: null })
    .results!;
  const columns = results.plan.columns.map((column) => column.name);
  return [results, engine.rows({ columns, sort: null, from: 0, to: 50 })];
}

describe("a cell of an order comes to the same as a file that has it", () => {
  // Orders one by one, orders that are added up by person, a pool, several periods.
  test.each(["seven-levels", "over-the-counter", "cycles", "pots"])("%s", (name) => {
    const orders = fileOf(`${name}.orders.csv`);
    const [head, ...lines] = orders.trimEnd().split("\n");
    const at = 3;
    const input = head!.trimEnd().split(",")[at]!;
    for (const byCodeFrom of [0, Number.POSITIVE_INFINITY]) {
      const engine = engineOnExample(name, orders, byCodeFrom);
      const cells = new Map<number, string>([
        [lines.length - 1, "137.5"],
        [7, "0"],
        [3, "2500"],
      ]);
      for (const [row, cell] of cells)
        expect(engine.change({ of: "orders", row, input, cell })).toMatchObject({
          kind: "changed",
          was: lines[row]!.trimEnd().split(",")[at],
        });
      const changed = lines.map((line, row) => {
        const fields = line.trimEnd().split(",");
        if (cells.has(row)) fields[at] = cells.get(row)!;
        return fields.join(",");
      });
      const afresh = engineOnExample(name, [head, ...changed].join("\n"), byCodeFrom);
      expect(seenOfExample(engine, name)).toEqual(seenOfExample(afresh, name));
    }
  });
});

test("an order that stands with the people is a cell of theirs", () => {
  const text = `plan "Standing" { currency USD  period month }
input LRP : money in orders
measure bought = sum(LRP in orders)
bonus Back "Back" { pays 10% of bought }`;
  const engine = new Engine(0);
  engine.load({
    ...{ title: "standing", synthetic: true, plan: text, leaveOutBadRows: false },
    people: { name: "people.csv", text: "id,sponsor,LRP\n1,,10\n2,1,\n3,1,30\n" },
    orders: null,
  });
  const paid = (): unknown => {
    expect(engine.evaluate({ text, revision: 1, period: null }).results).not.toBeNull();
    const { rows } = engine.rows({ columns: ["payout"], sort: null, from: 0, to: 3 });
    return rows.map(({ figures }) => figures[0]!.text);
  };
  expect(paid()).toEqual(["1", "0", "3"]);
  // Its number is behind those of the file of orders, which is not there: that of the person.
  expect(engine.change({ of: "orders", row: 2, input: "LRP", cell: "55" })).toMatchObject({ was: "30" });
  expect(engine.change({ of: "people", row: 1, input: "LRP", cell: "20" })).toMatchObject({ was: "" });
  expect(paid()).toEqual(["1", "2", "5.5"]);
});

test("another order stands with the people in the next text: there is room for it", () => {
  const text = (more: string): string => `plan "Standing" { currency USD  period month }
input LRP : money in orders
${more}measure bought = sum(LRP in orders)
measure placed = count(orders)
bonus Back "Back" { pays $1 * placed }`;
  const engine = new Engine(0);
  engine.load({
    ...{ title: "standing", synthetic: true, plan: text(""), leaveOutBadRows: false },
    people: { name: "people.csv", text: "id,sponsor,LRP,gift\n1,,10,\n2,1,,5\n3,1,30,\n" },
    orders: null,
  });
  const placed = (more: string): unknown => {
    engine.evaluate({ text: text(more), revision: 1, period: null });
    const { rows } = engine.rows({ columns: ["placed", "bought"], sort: null, from: 0, to: 3 });
    return rows.map(({ figures }) => figures.map((figure) => figure.text));
  };
  const all = "input gift : money in orders\n";
  const [first, second] = [placed(""), placed(all)];
  expect(first).toEqual([
    ["1", "10"],
    ["0", "0"],
    ["1", "30"],
  ]);
  expect(second).toEqual([
    ["1", "10"],
    ["1", "0"],
    ["1", "30"],
  ]);
  expect([placed(""), placed(all)]).toEqual([first, second]);
});

describe("where there are several periods a cell is another one in all that goes by it", () => {
  const head = `plan "Months" {
  currency USD
  period   month
  1 PV = $1.00
}
input PV   : volume in orders
input fee  : money
input home : yes/no
`;
  const orders = "id,person,date,PV\nA,1,2026-01-05,100\nB,2,2026-02-05,50\nC,2,2026-03-05,20\n";
  const peopleWith = (fee: string, home: string): string =>
    `id,sponsor,fee,home\n1,,$${fee},${home}\n2,1,$3,yes\n`;

  function payoutsOn(text: string, people: string, changes: readonly (readonly [string, string])[]): unknown {
    const engine = new Engine(0);
    engine.load({
      ...{ title: "months", synthetic: true, plan: text, leaveOutBadRows: false },
      people: { name: "people.csv", text: people },
      orders: { name: "orders.csv", text: orders },
    });
    engine.evaluate({ text, revision: 1, period: null });
    for (const [input, cell] of changes)
      expect(engine.change({ of: "people", row: 0, input, cell })).toMatchObject({ kind: "changed" });
    const seenIn = (period: string | null): unknown => {
      engine.evaluate({ text, revision: 2, period });
      return engine.rows({ columns: ["fee", "home", "payout"], sort: null, from: 0, to: 2 });
    };
    return [seenIn(null), seenIn("2026-02")];
  }

  test.each([
    ["of one clock", "bonus Own { pays fee if home else $1 }"],
    [
      "and what looks back",
      "measure saved : money = previous(saved) + fee\nbonus Own { pays saved if home }",
    ],
    ["and several clocks", "weekly bonus Week { pays 5% of PV if home }\nbonus Own { pays fee }"],
  ])("%s", (_, rules) => {
    const text = `${head}${rules}\n`;
    const changed = payoutsOn(text, peopleWith("7", "yes"), [
      ["fee", "9"],
      ["home", "no"],
      ["fee", "10"],
    ]);
    expect(changed).toEqual(payoutsOn(text, peopleWith("10", "no"), []));
  });
});

describe("where rules look back, or run by another clock, what is tried is seen at once", () => {
  const head = `plan "P" { currency USD  period month  1 PV = $1.00 }
input PV : volume in orders
input member : yes/no
measure counted = PV if member`;
  test.each([
    ["back", "measure kept = counted + previous(counted)"],
    ["by the week", "weekly measure of_week = PV if member\nmeasure kept = sum(of_week in weeks)"],
  ])("%s", (_, rule) => {
    const text = `${head}\n${rule}\nbonus Own { pays 10% of kept }`;
    const people = (member: string) => `id,sponsor,member\n1,,yes\n2,1,${member}\n`;
    const engineOf = (member: string): Engine => {
      const engine = new Engine(0);
      engine.load({
        ...{ title: "P", synthetic: true, plan: text, leaveOutBadRows: false },
        people: { name: "people.csv", text: people(member) },
        orders: {
          name: "orders.csv",
          text: "id,person,date,PV\na,1,2026-01-05,100\nb,2,2026-01-20,60\nc,2,2026-02-10,40\n",
        },
      });
      return engine;
    };
    const paid = (engine: Engine, period: string): unknown => {
      engine.evaluate({ text, revision: 1, period });
      return engine.rows({ columns: ["kept", "payout"], sort: null, from: 0, to: 2 });
    };
    const engine = engineOf("yes");
    for (const period of ["2026-02", "2026-01"])
      for (const cell of ["no", "yes"]) {
        paid(engine, period);
        engine.change({ of: "people", row: 1, input: "member", cell });
        expect(paid(engine, period)).toEqual(paid(engineOf(cell), period));
      }
  });
});
