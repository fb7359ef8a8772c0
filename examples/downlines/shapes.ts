import type { SampleShape } from "../../src/downline/sample.ts";

const ordinary: SampleShape = {
  people: 240,
  seed: 7,
  start: "2026-07-01",
  periods: 4,
  rhythm: "months",
  customerShare: 0.2,
  binary: false,
  volume: "PV",
  scale: 1,
  standingOrder: null,
};

/**
 * How the sample downlines of the gallery were made, by the name of their plan. They are generated, and say so on the
 * page; `node examples/downlines/make.ts` writes them anew, and a test holds the files to it.
 */
export const shapes: Readonly<Record<string, SampleShape>> = {
  evergreen: { ...ordinary, people: 300, seed: 91, scale: 2.1 },
  "forty-per-cent": { ...ordinary, people: 160, seed: 12, volume: "CV", scale: 1.5 },
  "seven-levels": {
    ...ordinary,
    people: 320,
    seed: 19,
    customerShare: 0.15,
    scale: 1.3,
    standingOrder: "LRP",
    enrolled: 0.15,
  },
  stairstep: { ...ordinary, people: 300, seed: 19, scale: 1.6 },
  binary: {
    ...ordinary,
    people: 220,
    seed: 34,
    start: "2026-07-06",
    periods: 6,
    rhythm: "weeks",
    customerShare: 0,
    binary: true,
  },
  generations: { ...ordinary, people: 360, seed: 12, scale: 1.4 },
  "forced-matrix": { ...ordinary, people: 260, seed: 31, customerShare: 0, volume: "CV" },
  "two-up": { ...ordinary, people: 200, seed: 37, customerShare: 0, volume: "sale", scale: 2 },
  parties: { ...ordinary, people: 260, seed: 43, customerShare: 0, volume: "PRV", scale: 5, guests: 3 },
  "building-blocks": {
    ...ordinary,
    people: 240,
    seed: 47,
    volume: "SV",
    scale: 2.5,
    ofPeople: [
      { name: "flex_granted", words: { "": 6, "1": 2, "2": 1 } },
      { name: "flex_asked", words: { "": 5, "1": 2, "2": 1 } },
    ],
    ofOrders: [
      { name: "net_price", share: 1.1 },
      { name: "use", words: { retail: 5, own: 4, pack: 1 } },
      { name: "seller_bonus", share: 0.1 },
    ],
  },
  infinity: { ...ordinary, people: 240, seed: 53, start: "2026-05-01", periods: 6, scale: 1.7 },
  "star-builders": {
    ...ordinary,
    people: 260,
    seed: 59,
    start: "2026-06-01",
    customerShare: 0.1,
    volume: "wholesale",
    scale: 3,
    ofPeople: [{ name: "car", words: { "": 3, cash: 2, car: 1 } }],
  },
  board: { ...ordinary, people: 180, seed: 41, customerShare: 0, volume: "sales" },
};
