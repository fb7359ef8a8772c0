import binaryPlan from "./binary.plan?raw";
import binaryOrders from "./downlines/binary.orders.csv?raw";
import binaryPeople from "./downlines/binary.people.csv?raw";
import evergreenOrders from "./downlines/evergreen.orders.csv?raw";
import evergreenPeople from "./downlines/evergreen.people.csv?raw";
import fortyOrders from "./downlines/forty-per-cent.orders.csv?raw";
import fortyPeople from "./downlines/forty-per-cent.people.csv?raw";
import generationsOrders from "./downlines/generations.orders.csv?raw";
import generationsPeople from "./downlines/generations.people.csv?raw";
import sevenOrders from "./downlines/seven-levels.orders.csv?raw";
import sevenPeople from "./downlines/seven-levels.people.csv?raw";
import stairstepOrders from "./downlines/stairstep.orders.csv?raw";
import stairstepPeople from "./downlines/stairstep.people.csv?raw";
import evergreenPlan from "./evergreen.plan?raw";
import fortyPlan from "./forty-per-cent.plan?raw";
import generationsPlan from "./generations.plan?raw";
import sevenPlan from "./seven-levels.plan?raw";
import stairstepPlan from "./stairstep.plan?raw";

/** The examples of the page, the first of which it opens on. Their people are generated (`downlines/shapes.ts`). */
export const gallery: readonly {
  readonly name: string;
  readonly title: string;
  /** What is worth seeing here, in one sentence. */
  readonly sentence: string;
  readonly plan: string;
  readonly people: string;
  readonly orders: string;
}[] = [
  {
    name: "evergreen",
    title: "Evergreen: unilevel with ranks",
    sentence: "Who is not active occupies no level; a match, a pool and a ceiling on all of it.",
    plan: evergreenPlan,
    people: evergreenPeople,
    orders: evergreenOrders,
  },
  {
    name: "seven-levels",
    title: "Seven levels, two trees",
    sentence:
      "Dynamic compression looks on until seven people are paid; a fast start on the tree of those who brought people in.",
    plan: sevenPlan,
    people: sevenPeople,
    orders: sevenOrders,
  },
  {
    name: "stairstep",
    title: "Stairstep with breakaway",
    sentence:
      "Brackets by group volume pay the difference; at 21 % a leg breaks away, and leadership is passed up.",
    plan: stairstepPlan,
    people: stairstepPeople,
    orders: stairstepOrders,
  },
  {
    name: "binary",
    title: "Two sides: a weekly binary",
    sentence:
      "The weaker leg is paid each week, and what is left over is carried to the next, on a placement tree of its own.",
    plan: binaryPlan,
    people: binaryPeople,
    orders: binaryOrders,
  },
  {
    name: "generations",
    title: "Generations with a match",
    sentence: "Leaders are paid on the groups of the leaders below them, and matched on what those earn.",
    plan: generationsPlan,
    people: generationsPeople,
    orders: generationsOrders,
  },
  {
    name: "forty-per-cent",
    title: "Forty per cent: the plainest unilevel",
    sentence:
      "Five per cent on as many levels as the rank unlocks: a good text to begin one's own plan with.",
    plan: fortyPlan,
    people: fortyPeople,
    orders: fortyOrders,
  },
];
