import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { shapes } from "../../examples/downlines/shapes.ts";
import { addDuration, parseDay } from "../../src/base/calendar.ts";
import type { Downline } from "../../src/downline/downline.ts";
import { generateSample, type SampleShape } from "../../src/downline/sample.ts";
import { Engine } from "../../src/engine/engine.ts";
import { read } from "./reading.ts";

const examples = new URL("../../examples/", import.meta.url);
const named = Object.entries(shapes).map(([name, shape]) => ({ name, shape }));

test("the same shape is the same sample, and another seed is another", () => {
  const shape = shapes.evergreen!;
  expect(generateSample(shape)).toEqual(generateSample({ ...shape }));
  expect(generateSample(shape)).not.toEqual(generateSample({ ...shape, seed: shape.seed + 1 }));
});

test.each(named)("the files of $name are what its shape makes", ({ name, shape }) => {
  const { people, orders } = generateSample(shape);
  expect(readFileSync(new URL(`downlines/${name}.people.csv`, examples), "utf8")).toBe(people);
  expect(readFileSync(new URL(`downlines/${name}.orders.csv`, examples), "utf8")).toBe(orders);
});

describe.each(named)("the people of $name", ({ name, shape }) => {
  const { people, orders } = generateSample(shape);
  const { faults, complete } = read(people, orders);
  const downline = complete!;

  test("are read without a remark", () => expect(faults).toEqual([]));

  test("are as many as were asked for, in one tree that grows downwards", () => {
    const { parent } = downline.trees.get("sponsor")!;
    expect(downline.size).toBe(shape.people);
    expect([...parent].filter((above) => above < 0)).toHaveLength(1);
    parent.forEach((above, person) => expect(above).toBeLessThan(person));
  });

  test("bring in nobody, about half of them or more; customers bring in nobody at all", () => {
    const { parent } = downline.trees.get("sponsor")!;
    const sponsors = new Set([...parent].filter((above) => above >= 0));
    expect(sponsors.size).toBeLessThan(0.55 * shape.people);
    for (const sponsor of sponsors) expect(downline.customer[sponsor]).toBe(0);
    const customers = downline.customer.reduce((sum, one) => sum + one, 0);
    expect(Math.abs(customers / shape.people - shape.customerShare)).toBeLessThan(0.08);
  });

  test("order in some periods and not in others; who was there first orders in all", () => {
    const ordering = orderingShares(downline, shape);
    for (const share of ordering.slice(0, 5)) expect(share).toBe(1);
    const idle = ordering.filter((share) => share < 1).length / ordering.length;
    expect(idle).toBeGreaterThan(0.3);
    expect(idle).toBeLessThan(0.95);
  });

  test("earn little or nothing, most of them, under their plan, whose ranks are reached", () => {
    const plan = readFileSync(new URL(`${name}.plan`, examples), "utf8");
    const engine = new Engine();
    engine.load({
      title: name,
      synthetic: true,
      people: { name: "people.csv", text: people },
      orders: { name: "orders.csv", text: orders },
      plan,
      leaveOutBadRows: false,
    });
    const { results, faults: remarks } = engine.evaluate({ text: plan, revision: 1, period: null });
    expect(remarks).toEqual([]);
    const { share, distributors, paidNothing, median, mean, byRank } = results!.totals;
    // There is none where a plan has several kinds of volume.
    if (share !== null) {
      expect(Number(share)).toBeGreaterThan(0.1);
      expect(Number(share)).toBeLessThan(0.6);
    }
    expect(paidNothing).toBeGreaterThan(0.1 * distributors);
    expect(Number(median)).toBeLessThan(Number(mean));
    const reached = byRank.filter(({ rank, people: held }) => rank !== "none" && held > 0);
    if (byRank.length > 0) expect(reached.length).toBeGreaterThanOrEqual(3);
  });
});

/** By person, the share of the periods with an order of theirs. */
function orderingShares({ size, orders }: Downline, { periods, rhythm, start }: SampleShape): number[] {
  const first = parseDay(start)!;
  const ends = Array.from({ length: periods }, (_, at) =>
    addDuration(first, { count: at + 1, unit: rhythm }),
  );
  const seen = Array.from({ length: size }, () => new Set<number>());
  orders.person.forEach((person, order) => {
    seen[person]!.add(ends.findIndex((end) => orders.day[order]! < end));
  });
  return seen.map((spans) => spans.size / periods);
}
