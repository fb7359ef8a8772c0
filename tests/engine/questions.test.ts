import { expect, test } from "vitest";
import { Engine } from "../../src/engine/engine.ts";
import type { Requests } from "../../src/engine/questions.ts";
import { workerApi } from "../../src/engine/worker/worker-api.ts";

const plan = `plan "Levels" {\n  currency USD\n  period   month\n  1 PV = $1.00\n}\n\ninput PV : volume\n\nbonus Team {\n  on PV up sponsor\n  pays 1%\n}\n`;
const people = "id,sponsor,PV\ntop,,0\na,top,100\nb,a,300";
const tree = {
  ...{ tree: "sponsor", focus: null, open: [0], columns: ["PV", "payout"], largestBy: null },
  ...{ mostChildren: 9, mostPeople: 9 },
};

test("what is asked with a text is answered as if it were asked by itself, and what cannot be answered takes nothing else along", async () => {
  const engine = new Engine();
  const api = workerApi(engine);
  engine.load({
    title: "three",
    synthetic: true,
    people: { name: "people.csv", text: people },
    orders: null,
    plan,
    leaveOutBadRows: false,
  });
  const person = { person: 1, tree: "sponsor", mostLines: 3 };
  const rows = { columns: ["payout"], sort: null, from: 0, to: 2 };
  const questions: Requests = {
    tree,
    person,
    rows,

    search: { text: null as never } as never,
  };
  const outcome = await api.evaluate({ text: plan, revision: 1, period: null, questions });
  expect(outcome?.answers).toEqual({
    tree: engine.tree(tree),
    person: engine.person(person),
    rows: engine.rows(rows),
  });
  expect(outcome!.answers!.person!.payout).toBe("3");
  const broken = await api.evaluate({ text: `${plan}(`, revision: 2, period: null, questions });
  expect(broken).toMatchObject({ results: null });
  expect(broken).not.toHaveProperty("answers");
});
