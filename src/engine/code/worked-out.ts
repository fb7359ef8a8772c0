import type { ClockUnit } from "../../base/calendar.ts";
import { fraction } from "../../base/exact.ts";
import type { Value } from "../../base/value.ts";
import type { CheckedPlan } from "../../check/checked-plan.ts";
import { regardlessOfPlaces } from "../../check/parts.ts";
import { type Clockwork, compileByClocks } from "../../compile/clocks.ts";
import type { Compiled } from "../../compile/compile.ts";
import { TooFine } from "../../compile/too-fine.ts";
import type { Facts } from "../../ir/facts.ts";
import type { ArraySpec } from "../../ir/program.ts";
import { tooManyPeople } from "../../meaning/groups.ts";
import { tooManySteps } from "../../meaning/journeys.ts";
import type { BreakageReason } from "../../meaning/ledger.ts";
import { type Known, newRun } from "../../meaning/run.ts";
import { tooManyDecimals, tooManyOrders } from "../../meaning/too-much.ts";
import type { World } from "../../meaning/world.ts";
import type { Source } from "../../runtime/data/source.ts";
import type { Machine } from "../../runtime/machine.ts";
import type { Elements } from "../../runtime/memory.ts";
import { Stopped } from "../../runtime/stopped.ts";
import { sumOf } from "../../runtime/view.ts";
import { type ClockworkParts, ClockworkRun } from "./clockwork.ts";
import { type Column, type Copies, isSameData, MachineRoom, Modules } from "./machine-room.ts";
import { offersOfWorld } from "./offers-of-world.ts";
import type { PeriodColumns } from "./period-columns.ts";
import { periodsOfClocks } from "./periods-of-clocks.ts";
import { factsOfClock, sourceOfClock } from "./source-of-clock.ts";
import { factsOfWorld, sourceOfWorld } from "./source-of-world.ts";

/**
 * Why a plan is not run by code: a figure that does not fit, or a browser that can make none. `mend`: what helps where the
 * plain evaluator would take too long.
 */
export type Refusal = { readonly because: string; readonly mend?: string };

/** A plan that code has worked out: the columns of one period lie in memory, those of others are worked out when asked for. */
export type WorkedOut = {
  readonly known: Known;
  /** What works out the plan's own periods. */
  readonly machine: Machine;
  /** That one, and those of other clocks. */
  readonly machines: readonly Machine[];
  readonly columns: PeriodColumns;
  /** Works out a period, which is then the one on the screen. */
  readonly run: (period: number) => void;
  /** The same piece by piece. */
  readonly running: (period: number) => Generator<void>;
  /** Works out all periods once more, up to one: what a run costs where people and code are there already. */
  readonly again: (upTo: number) => void;
  /** Whether the code was there already, and only numbers were moved. */
  readonly reused: boolean;
};

/** Copies of columns of earlier periods may take so much memory. */
const MOST_COPIED_BYTES = 512 * 2 ** 20;

/** A plan as programs; one with a figure that is too fine for them is ended with a sentence. */
export function clockworkOf(...[plan, offers, of]: Parameters<typeof compileByClocks>): Clockwork {
  try {
    return compileByClocks(plan, offers, of);
  } catch (error) {
    if (!(error instanceof TooFine)) throw error;
    const name = columnOf(error.column ?? "");
    const isOfPlan = plan.clocks.has(name) || plan.inputs.has(name) || plan.trees.has(name);
    throw tooManyDecimals(isOfPlan ? name : null);
  }
}

/** What has the periods of a plan worked out: its machine itself, or what runs it together with those of other clocks. */
type Runs = Pick<Machine, "again" | "running">;

/**
 * Runs plans by code, and keeps what the next text may need again: the module as long as the code is the same, and the
 * memory with all people as long as they are. A text in which only figures have changed compiles nothing.
 */
export class CodeRunner {
  private readonly modules = new Modules();
  /** By the key of the part of the plan that runs there. */
  private readonly rooms = new Map<string, MachineRoom>();
  private together: ClockworkRun | null = null;
  private last: MadeOf | null = null;

  private readonly everything: boolean;

  /** `everything`: also columns that only explain others are worked out by code. */
  constructor(everything = false) {
    this.everything = everything;
  }

  /**
   * Code for a plan, over the people of a world. Nothing is worked out yet. `texture`: what is the same in all texts that
   * differ in figures of params and in remarks alone (see `textWithoutParams`); for these no code is made again.
   */
  prepare(written: CheckedPlan, world: World, texture: string | null = null): WorkedOut {
    const plan = regardlessOfPlaces(written);
    const { source, sourceOf, data, facts, timeline, compiled } = this.toCompile(plan, world);
    const clockwork = this.withMoved({ texture, data, facts, plan }) ?? compiled();
    this.last = { texture, data, facts, clockwork };
    const all = [clockwork.main, ...clockwork.others];
    const sources = new Map(
      all.map((part) => [part.key, part === clockwork.main ? source : sourceOf(part.clock)]),
    );
    for (const key of this.rooms.keys()) if (!sources.has(key)) this.rooms.delete(key);
    const made = new Map(
      all.map(({ key, compiled }) => [
        key,
        this.roomOf(key).machineFor(compiled, sources.get(key)!, data, this.modules),
      ]),
    );
    const { machine, columns, copies } = made.get(clockwork.main.key)!;
    const reused = [...made.values()].every((one) => one.reused);
    const together =
      clockwork.others.length === 0
        ? null
        : this.runOf(reused, {
            ...{ clockwork, plan, timeline, periods: world.periods.length },
            machineOf: (key) => made.get(key)!.machine,
          });
    this.together = together;
    const runs: Runs = together ?? machine;
    return {
      ...{ machine, columns, reused },
      run(period) {
        for (const _ of saying(runs.running(period)));
      },
      running: (period) => saying(runs.running(period)),
      again: (upTo) => runs.again(() => {}, upTo),
      machines: [...made.values()].map((one) => one.machine),
      known: knownBy(plan, world, { machine, columns, copies }, runs, together),
    };
  }

  /** Makes code for a plan, if any can be made, and leaves it at that. */
  rehearse(plan: CheckedPlan, world: World): void {
    try {
      this.toCompile(regardlessOfPlaces(plan), world).compiled();
    } catch {
      // Who asks for it is told why.
    }
  }

  /** What there is to know of a plan and its data before code is made, and how it is. */
  private toCompile(plan: CheckedPlan, world: World) {
    const source = sourceOfWorld(plan, world);
    const data = dataOf(world);
    const facts = factsOfWorld(plan, world, source);
    const { timeline } = newRun(plan, world);
    const periods = periodsOfClocks(plan, timeline, world.periods.length);
    const sourceOf = (clock: ClockUnit): Source =>
      sourceOfClock(plan, world, source, { clock, periods: periods.of(clock) });
    const compiled = (): Clockwork =>
      clockworkOf(plan, offersOfWorld(plan, world), {
        facts,
        factsOf: (clock) => factsOfClock(world, facts, sourceOf(clock)),
        mostWithin: periods.mostWithin,
        everything: this.everything,
        before: (key) => this.rooms.get(key)?.knownOver(data) ?? null,
      });
    return { source, sourceOf, data, facts, timeline, compiled };
  }

  /** The code that is there, with other figures; null where anything but figures of params is other than it was, or may be. */
  private withMoved({
    texture,
    data,
    facts,
    plan,
  }: Omit<MadeOf, "clockwork"> & { readonly plan: CheckedPlan }): Clockwork | null {
    const { last } = this;
    if (!last || texture === null || texture !== last.texture) return null;
    if (!isSameData(last.data, data) || factsText(last.facts) !== factsText(facts)) return null;
    const params = new Map<string, Value>();
    for (const { name, value } of plan.params.values())
      if (value.kind === "Const") params.set(name, value.value);
    const moved = <P extends { readonly compiled: Compiled }>(part: P): P | null => {
      const values = part.compiled.valuesFor(params);
      return values && { ...part, compiled: withValues(part.compiled, values) };
    };
    const main = moved(last.clockwork.main);
    const others = last.clockwork.others.map(moved);
    const all = others.filter((part) => part !== null);
    return main && all.length === others.length ? { ...last.clockwork, main, others: all } : null;
  }

  /** What runs the parts of a plan together: as it was, where nothing of them is otherwise than it left them. */
  private runOf(reused: boolean, parts: ClockworkParts): ClockworkRun {
    return reused && this.together?.isUntouched ? this.together : new ClockworkRun(parts, this.together);
  }

  private roomOf(key: string): MachineRoom {
    let room = this.rooms.get(key);
    if (!room) this.rooms.set(key, (room = new MachineRoom()));
    return room;
  }

  /** Forgets the people: others are there now. */
  forget(): void {
    this.rooms.clear();
    this.last = null;
    this.together = null;
  }
}

/** Goes on with a run; one that would take too long is ended with the sentence that the plain evaluator has for it. */
function* saying(running: Generator<void>): Generator<void> {
  try {
    yield* running;
  } catch (error) {
    if (!(error instanceof Stopped) || !error.limit) throw error;
    const { kind, name, most } = error.limit;
    if (kind === "order by order") throw tooManyOrders(most);
    throw kind === "journey" ? tooManySteps(name, most) : tooManyPeople(name, most);
  }
}

/** What code was made of. */
type MadeOf = {
  readonly texture: string | null;
  readonly data: readonly unknown[];
  readonly facts: Facts;
  readonly clockwork: Clockwork;
};

/**
 * The same code with other numbers of the plan. What it works out is not what the numbers before made: the code of another
 * text must not take it for that.
 */
function withValues(compiled: Compiled, values: NonNullable<ReturnType<Compiled["valuesFor"]>>): Compiled {
  const { program } = compiled;
  const isAsItWas = program.uniforms.every(({ id, values: before }) => {
    const now = values[id] ?? null;
    return typeof before === "string" || now === null || now.every((one, i) => one === before[i]);
  });
  if (isAsItWas) return compiled;
  return {
    ...compiled,
    program: {
      ...program,
      uniforms: program.uniforms.map((one) => ({ ...one, values: values[one.id] ?? one.values })),
      arrays: program.arrays.map((array) => (isWorkedOut(array) ? { ...array, made: null } : array)),
    },
  };
}

const isWorkedOut = ({ holds }: ArraySpec): boolean =>
  ["column", "history", "before", "by order", "room", "room history"].includes(holds.kind);

/** All that is known of data, to be compared. */
const factsText = (facts: Facts): string =>
  JSON.stringify(facts, (_, value: unknown) =>
    typeof value === "bigint"
      ? String(value)
      : value instanceof Map || value instanceof Set
        ? [...value]
        : value,
  );

/** What of a world lies in memory once and for all. */
const dataOf = (world: World): readonly unknown[] => [
  ...[...world.trees].flatMap(([name, { parent, side }]) => [name, parent, side]),
  ...[world.customer, world.joinedPeriod, world.size, world.periods.length],
];

/** Which column of the plan an output belongs to: `gross Team` to `Team`, `Sides.left` to `Sides`. */
const columnOf = (output: string): string => output.replace(/^(gross|earned|paid) /, "").replace(/\..*$/, "");

/** Why a run by code was given up. What is no matter of figures is our fault or the browser's, and is quoted. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Stopped))
    return {
      because: `no code could be made: ${error instanceof Error ? error.message : String(error)}`,
      mend: "load fewer people",
    };
  switch (error.why) {
    case "overflow":
      return {
        because: "a figure does not fit into 64 bits",
        mend: "look for a rule that multiplies what has been multiplied before, or load fewer people",
      };
    case "too deep":
      return {
        because: "a tree that the rules build is too deep",
        mend: "look for a rule that places everybody below the last one, or load fewer people",
      };
    default:
      return { because: "there is not enough memory for it", mend: "load fewer people" };
  }
}

/** What code knows, as the evaluator asks for it: in every period, though only one lies in memory. */
function knownBy(
  plan: CheckedPlan,
  world: World,
  { machine, columns, copies }: { machine: Machine; columns: PeriodColumns; copies: Copies },
  runs: Runs,
  together: ClockworkRun | null,
): Known {
  const isBonus = (name: string) => !machine.has(name) && machine.has(`paid ${name}`);
  const columnsOf = (period: number): ReadonlyMap<string, Column> => {
    if (copies.edition !== machine.edition) copies.of.clear();
    let columns = copies.of.get(period);
    if (!columns) {
      copyUpTo(machine, runs, period, copies.of);
      columns = copies.of.get(period)!;
    }
    copies.edition = machine.edition;
    return columns;
  };
  return {
    column(name, person, period): Value | undefined {
      const output = isBonus(name) ? `paid ${name}` : name;
      if (!machine.has(output)) return undefined;
      if (period === machine.periodNow) return machine.value(output, person);
      if (period < 0 || period > machine.periodNow) return undefined;
      const { elements, as } = columnsOf(period).get(output)!;
      return machine.decode(elements, as, person);
    },
    total(name, period) {
      const output = isBonus(name) ? `paid ${name}` : name;
      if (!machine.has(output) || period !== machine.periodNow) return undefined;
      if (columns.marksOf(world, period).there !== null) return undefined;
      const { elements, as } = machine.column(output);
      return as.kind === "amount" ? fraction(sumOf(elements), 10n ** BigInt(as.scale)) : undefined;
    },
    balance(name, period) {
      if (period !== machine.periodNow) return undefined;
      const clock = plan.clocks.get(name);
      const isOther = together !== null && clock !== undefined && clock !== plan.clock;
      const balance = isOther ? together.balance(name, period) : machine.balance(name);
      if (!balance) return undefined;
      const { offered, broken } = balance;
      return { offered, broken: new Map([...broken] as [BreakageReason, typeof offered][]) };
    },
  };
}

/** Works out earlier periods once more and keeps their columns: all of them, or as many as there is room for. */
function copyUpTo(
  machine: Machine,
  runs: Runs,
  period: number,
  copies: Map<number, ReadonlyMap<string, Column>>,
): void {
  const now = machine.periodNow;
  const outputs = [...machine.names];
  const bytes = outputs.reduce((so, name) => so + machine.column(name).elements.byteLength, 0);
  const most = Math.max(1, Math.floor(MOST_COPIED_BYTES / Math.max(1, bytes)));
  if (copies.size >= most) copies.clear();
  // All of them, where there is room; else those from the one that is wanted on.
  const from = most >= now ? 0 : period;
  runs.again((one) => {
    if (one < from || one >= from + most || one === now) return;
    const columns = outputs.map((name) => {
      const { elements, as } = machine.column(name);
      return [name, { elements: elements.slice() as Elements, as }] as const;
    });
    copies.set(one, new Map(columns));
  }, now);
}
