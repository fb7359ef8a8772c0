import { add, equal, subtract, sum } from "../../src/base/exact.ts";
import { check } from "../../src/check/check.ts";
import type { CheckedPlan } from "../../src/check/checked-plan.ts";
import { seeded } from "../../src/downline/random.ts";
import { textWithoutParams } from "../../src/engine/code/moved-params.ts";
import { CodeRunner } from "../../src/engine/code/worked-out.ts";
import { amountOf, balanceOf } from "../../src/meaning/bonuses.ts";
import { column } from "../../src/meaning/columns.ts";
import { evaluateAll } from "../../src/meaning/evaluation.ts";
import { newRun, type Run } from "../../src/meaning/run.ts";
import type { World } from "../../src/meaning/world.ts";
import { format } from "../../src/syntax/format.ts";
import { parse } from "../../src/syntax/parse.ts";
import { computedBy, exactOf, printed } from "../properties/plans.ts";
import { type Sketch, worldOf } from "../properties/worlds.ts";
import { changeAfterChange } from "../runtime/change-after-change.ts";
import { compare, compareWith } from "../runtime/compare.ts";
import { edited } from "./edits.ts";

/** A plan text and the people that it is tried on. */
export type Case = { readonly text: string; readonly sketch: Sketch };

/** What a law says is wrong with a plan on a world, or null. */
type Law = (plan: CheckedPlan, world: World, run: Run) => string | null;

const everybody = ({ size }: World): number[] => Array.from({ length: size }, (_, person) => person);

/** Every column comes to the same, whichever is asked for first. */
const anyOrder: Law = (plan, world, run) => {
  const last = world.periods.length - 1;
  const lazily = newRun(plan, world);
  for (const { name, read } of computedBy(plan).reverse())
    for (const person of everybody(world).reverse()) {
      const [one, other] = [printed(read(run, person, last)), printed(read(lazily, person, last))];
      if (one !== other)
        return `${name} of ${world.names[person]} is ${one}, and ${other} if it is asked for first`;
    }
  return null;
};

/** Offered is paid and broken. */
const balances: Law = (plan, world, run) => {
  const last = world.periods.length - 1;
  for (const name of [...plan.bonuses.keys(), ...plan.pools.keys()]) {
    const balance = balanceOf(run, name, last);
    if (!balance) continue;
    const paid = sum(everybody(world).map((person) => amountOf(run, "paid", name, person, last)));
    const broken = sum(balance.broken.values());
    if (!equal(add(paid, broken), balance.offered))
      return `${name} offers ${printed(balance.offered)}, but pays ${printed(paid)} and breaks ${printed(broken)}`;
  }
  return null;
};

/** A payout is what the bonuses pay, less the charges. */
const addsUp: Law = (plan, world, run) => {
  const last = world.periods.length - 1;
  const of = (flavour: string): string[] =>
    [...plan.bonuses.values()].filter((bonus) => bonus.flavour === flavour).map(({ name }) => name);
  const paid = [...of("bonus"), ...plan.pools.keys()];
  for (const person of everybody(world)) {
    const total = (names: readonly string[]) =>
      sum(names.map((name) => amountOf(run, "paid", name, person, last)));
    const payout = subtract(total(paid), total(of("charge")));
    if (!equal(payout, exactOf(column(run, "payout", person, last))))
      return `payout of ${world.names[person]} is not the sum of what is paid`;
  }
  return null;
};

/** The compiled engine has all of a plan, and comes to the same in every period. */
const compiledIsPlain: Law = (plan, world) => {
  const result = compare(plan, world);
  return result.kind === "differs"
    ? `${result.column} is ${result.plain}, and compiled ${result.compiled}`
    : null;
};

export const laws: readonly Law[] = [anyOrder, balances, addsUp, compiledIsPlain];

/** A world of one period whose inputs stand in files: so it is known that they are the same again. */
function filed(plan: CheckedPlan, world: World): World {
  const { size, inputs, orders } = world;
  const ofPeople = [...inputs].map(
    ([name, read]) => [name, everybody(world).map((one) => read(one, 0))] as const,
  );
  const bought = everybody(world).flatMap((person) => orders.of(person, 0));
  const orderPerson = new Int32Array(1 + Math.max(-1, ...bought)).fill(-1);
  for (const order of bought) orderPerson[order] = orders.buyer(order);
  const ofOrders = [...plan.inputs.values()]
    .filter(({ inOrders }) => inOrders)
    .map(({ name }) => [name, Array.from(orderPerson, (_, order) => orders.value(order, name))] as const);
  return {
    ...world,
    joinedPeriod: Int32Array.from({ length: size }, (_, person) => world.joinedPeriod[person]!),
    files: {
      people: new Map(ofPeople),
      orders: new Map(ofOrders),
      orderPerson,
      orderPeriod: orderPerson.map((person) => (person < 0 ? -1 : 0)),
      standing: false,
    },
  };
}

/** What one text leaves in memory is of use to the next, and never anything else than what that one comes to. */
function afterEdits({ text, sketch }: Case, plan: CheckedPlan): string | null {
  const runner = new CodeRunner();
  const world = filed(plan, worldOf(plan, { ...sketch, periods: 1, given: false }));
  const edits = edited(text, sketch.seed, 2).flatMap((one) => {
    const other = check(parse(one)).plan;
    return other ? [{ text: one, plan: other }] : [];
  });
  for (const one of [...edits, { text, plan }]) {
    const result = compareWith(runner, one.plan, world, textWithoutParams(one.text, one.plan));
    if (result.kind === "differs")
      return `after edits ${result.column} is ${result.plain}, and compiled ${result.compiled}`;
  }
  return null;
}

/** Figures of one person after another that are others come to the same as everything worked out again. */
function afterChanges({ sketch }: Case, plan: CheckedPlan): string | null {
  const random = seeded(sketch.seed);
  const world = worldOf(plan, { ...sketch, periods: 1, given: false });
  const picks = Array.from({ length: 5 }, () => random.below(2 ** 18));
  const how = { smallest: random.pick([2, 5, 12, 32]), picks, climbs: random.chance(0.7) };
  return changeAfterChange(plan, world, how).difference;
}

/** What is wrong, as a sentence; null where every law holds, or the checker refuses the plan. */
export function failureOf({ text, sketch }: Case): string | null {
  try {
    const { plan } = check(parse(text));
    if (format(format(text)) !== format(text)) return "laid out twice it is laid out otherwise";
    if (!plan) return null;
    const world = worldOf(plan, sketch);
    const run = evaluateAll(plan, world, world.periods.length - 1);
    for (const law of laws) {
      const failure = law(plan, world, run);
      if (failure) return failure;
    }
    return afterEdits({ text, sketch }, plan) ?? afterChanges({ text, sketch }, plan);
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}
