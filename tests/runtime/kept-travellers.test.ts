import { expect, test } from "vitest";
import { KeptTravellers } from "../../src/runtime/mending/kept-travellers.ts";

/** A traveller as it lies in memory: its figure, and one word that goes with it. */
const traveller = (figure: number): Int32Array => Int32Array.of(figure, figure < 0 ? -1 : 0, 7, 0);

const left = (list: KeptTravellers): (readonly [figure: number, sign: number])[] => {
  const found: (readonly [number, number])[] = [];
  list.each(0, (words, at, sign) => found.push([words[at]!, sign]));
  return found;
};

test("what was brought, less what is brought now, tells a purchase that has come from a return that has gone", () => {
  const brought = new KeptTravellers(1, 1, false);
  brought.merge(0, traveller(-4000), 0, 1);
  for (const figure of [4000, -4000]) brought.merge(0, traveller(figure), 0, -1);
  expect(left(brought)).toEqual([[4000, -1]]);
  brought.clear(0);
  for (const figure of [-4000, 4000]) brought.merge(0, traveller(figure), 0, 1);
  brought.merge(0, traveller(4000), 0, -1);
  expect(left(brought)).toEqual([[-4000, 1]]);
});

test("what is missing twice is missing twice", () => {
  const brought = new KeptTravellers(1, 1, false);
  for (let times = 0; times < 2; times++) brought.merge(0, traveller(5), 0, -1);
  expect(left(brought)).toEqual([
    [5, -1],
    [5, -1],
  ]);
});

test("figures that travel together become less", () => {
  const brought = new KeptTravellers(1, 1, true);
  brought.merge(0, traveller(10), 0, 1);
  brought.merge(0, traveller(12), 0, -1);
  expect(left(brought)).toEqual([[-2, 1]]);
  brought.merge(0, traveller(-2), 0, -1);
  expect(brought.isEmpty(0)).toBe(true);
});
