import type { ClockUnit } from "../../base/calendar.ts";
import { add, type Exact, ZERO } from "../../base/exact.ts";
import type { CheckedPlan } from "../../check/checked-plan.ts";
import type { Clockwork } from "../../compile/clocks.ts";
import type { Elsewhere, Reading, When } from "../../ir/program.ts";
import { isShorter, type Timeline } from "../../meaning/timeline.ts";
import { become, narrowed, widened } from "../../runtime/data/become.ts";
import type { Brought } from "../../runtime/data/source.ts";
import type { Machine } from "../../runtime/machine.ts";
import { type Elements, MOST_BY_ORDER } from "../../runtime/memory.ts";
import type { Balance } from "../../runtime/money/balance.ts";
import {
  endOf,
  isSameMoment,
  type OrderList,
  oneAfterAnother,
  type UpTo,
} from "../../runtime/orders/order-book.ts";
import { Stopped } from "../../runtime/stopped.ts";

/** The machines of a plan that runs by several clocks, each with what it reads of the others. */
type Part = {
  readonly key: string;
  readonly clock: ClockUnit;
  readonly machine: Machine;
  readonly soFar: boolean;
  /** Whether its periods have to be worked out one after another. */
  readonly isInOrder: boolean;
  readonly reads: Read[];
  readonly readers: Read[];
  /** The period that was worked out last, and the one that is wanted; -1 before the first. */
  ran: number;
  wanted: number;
  /** What its machine was when it was left last. */
  edition: number;
};

/** What one part reads of another. */
type Read = {
  readonly of: Elsewhere;
  readonly from: Part;
  readonly to: Part;
  /** Which periods of the one it reads for a period of the other, and the other way round. */
  readonly sources: (period: number) => readonly number[];
  readonly targets: ReadonlyMap<number, readonly number[]>;
  /** What is there for a period of the reader, and which periods it was put together of. */
  readonly held: Map<number, Held>;
};
type Held = { readonly elements: Elements; readonly as: Reading; readonly of: Set<number> };

export type ClockworkParts = {
  readonly clockwork: Clockwork;
  readonly plan: CheckedPlan;
  readonly timeline: Timeline;
  /** How many of the plan's own periods there are. */
  readonly periods: number;
  readonly machineOf: (key: string) => Machine;
};

/**
 * Runs the programs of a plan in the order of time: before a part works out a period, what it reads of others is worked
 * out and brought to it.
 */
export class ClockworkRun {
  private readonly parts: ReadonlyMap<string, Part>;
  private readonly main: Part;
  private readonly given: ClockworkParts;
  /** What bonuses of other clocks offered and did not pay, by period of theirs. */
  private balances = new Map<string, Map<number, Balance>>();
  /** The plan's own orders: what was read order by order is of them. */
  private readonly orders: OrderList;
  /** What the plan's own clock read of the others, by its period: a param that only it reads runs none of them again. */
  private brought = new Map<number, ReadonlyMap<string, Brought>>();

  /** `before`: who ran the same parts; what it read of those that are as they were is read no more. */
  constructor(given: ClockworkParts, before: ClockworkRun | null = null) {
    const { clockwork, machineOf } = given;
    this.given = given;
    const all = [clockwork.main, ...clockwork.others];
    this.parts = new Map(
      all.map(({ key, clock, soFar, compiled }) => [
        key,
        {
          ...{
            key,
            clock,
            soFar,
            machine: machineOf(key),
            reads: [],
            readers: [],
            ran: -1,
            wanted: -1,
            edition: -1,
          },
          isInOrder:
            compiled.program.looksBack ||
            all.some(({ reads }) =>
              reads.some(({ read, from }) => from === key && read.when.kind === "before"),
            ),
        },
      ]),
    );
    this.main = this.parts.get(clockwork.main.key)!;
    this.orders = this.main.machine.orders;
    for (const { key, reads } of all)
      for (const { read, from } of reads) this.connect(read, this.parts.get(from)!, this.parts.get(key)!);
    if (before && this.readsAsBefore(before)) {
      this.balances = before.balances;
      this.brought = before.brought;
    }
    this.startAnew();
  }

  /**
   * Whether the other clocks' parts are what they were, and what they read of the plan's own is too; and the orders are. So
   * a param of the month runs no week again, though weeks read the month, where what they read does not go by it.
   */
  private readsAsBefore(before: ClockworkRun): boolean {
    if (before.orders !== this.orders) return false;
    return [...this.parts.values()].every((part) => {
      const was = before.parts.get(part.key);
      if (!was || was.machine !== part.machine) return false;
      if (part !== this.main && was.machine.edition !== was.edition) return false;
      const read = part.reads.filter(({ from }) => from === this.main).map(({ of }) => of.column);
      return read.length === 0 || !this.main.machine.mayBeOther(read);
    });
  }

  private connect(of: Elsewhere, from: Part, to: Part): void {
    const sources = (period: number) => this.sourcesOf(of.when, from.clock, to.clock, period);
    const targets = new Map<number, number[]>();
    const last = to === this.main ? this.given.periods : to.machine.periods;
    for (let period = 0; period < last; period++)
      for (const source of sources(period)) {
        const known = targets.get(source);
        if (known) known.push(period);
        else targets.set(source, [period]);
      }
    const read: Read = { of, from, to, sources, targets, held: new Map() };
    to.reads.push(read);
    if (of.when.kind !== "by order") from.readers.push(read);
  }

  /** The periods of a clock that are read for a period of another one, both counted from 0 on. */
  private sourcesOf(when: When, from: ClockUnit, to: ClockUnit, period: number): readonly number[] {
    const { timeline } = this.given;
    const id = timeline.firstOf(to) + period;
    const first = timeline.firstOf(from);
    const one = (found: number): readonly number[] => (found < 0 ? [] : [found - first]);
    switch (when.kind) {
      case "within":
      case "each within":
        return timeline.within(id, from).map((found) => found - first);
      case "last within":
        return [(timeline.within(id, from).at(-1) ?? first) - first];
      case "ending":
        return one(timeline.endingIn(id, from));
      case "running":
      case "so far":
      case "by order":
        return from === to ? [period] : one(timeline.enclosing(id, from));
      case "before":
        return one(timeline.before(timeline.enclosing(id, from)));
    }
  }

  /** Whether nobody else has given its machines other numbers or other data. */
  get isUntouched(): boolean {
    return [...this.parts.values()].every(({ machine, edition }) => machine.edition === edition);
  }

  /** Works out one of the plan's own periods, and of the others what belongs to it. */
  *running(period: number): Generator<void> {
    if (this.main.ran === period) {
      this.main.machine.ran = 0;
      return;
    }
    // What was read for earlier periods is no longer there.
    if (this.main.ran > period) this.startAnew();
    let isDone = false;
    try {
      yield* this.workOut(this.main, period);
      isDone = true;
    } finally {
      if (!isDone) this.startAnew();
    }
  }

  /** Works out all periods once more up to one, and tells when each is there. */
  again(each: (period: number) => void, upTo: number): void {
    this.balances.clear();
    this.brought.clear();
    this.startAnew();
    for (let period = 0; period <= upTo; period++) {
      for (const _ of this.workOut(this.main, period));
      each(period);
    }
  }

  private startAnew(): void {
    for (const part of this.parts.values()) this.forget(part);
  }

  private forget(part: Part): void {
    part.ran = -1;
    part.wanted = -1;
    part.machine.startAnew();
    part.edition = part.machine.edition;
    for (const { held } of part.readers) held.clear();
  }

  /** Works out a period of a part; of one that goes in order, all before it that were not worked out yet. */
  private *workOut(part: Part, period: number): Generator<void> {
    if (part.isInOrder ? part.ran >= period : part.ran === period) return;
    for (let one = part.isInOrder ? part.ran + 1 : period; one <= period; one++)
      yield* this.workOutOne(part, one);
  }

  /** Has as many orders come in for a part; what it has worked out with others is forgotten. */
  private setUpTo(part: Part, upTo: UpTo | null): void {
    if (!part.soFar || isSameMoment(part.machine.ordersUpTo, upTo)) return;
    part.machine.setOrdersUpTo(upTo);
    this.forget(part);
  }

  private *workOutOne(part: Part, period: number): Generator<void> {
    part.wanted = period;
    const known = part === this.main ? this.brought.get(period) : undefined;
    const brought = known ?? (yield* this.fetchAll(part, period));
    if (part === this.main && !known) this.keepBrought(period, brought);
    part.machine.bring(brought);
    yield* part.machine.running(period);
    part.ran = period;
    this.keepBalances(part, period);
    for (const read of part.readers) hand(read, period);
  }

  private *fetchAll(part: Part, period: number): Generator<void, ReadonlyMap<string, Brought>> {
    const brought = new Map<string, Brought>();
    for (const read of earliestFirst(part.reads, period)) {
      const found = yield* read.of.when.kind === "by order"
        ? this.fetchByOrder(read, period)
        : this.fetch(read, period);
      if (found) brought.set(read.of.key, found);
    }
    return brought;
  }

  /** Of a plan that looks back all its periods are needed once more, and else the one that is on the screen. */
  private keepBrought(period: number, brought: ReadonlyMap<string, Brought>): void {
    if (!this.main.isInOrder) this.brought.clear();
    const small = new Map(
      [...brought].map(([key, one]) => [key, { ...one, elements: narrowed(one.elements) }]),
    );
    this.brought.set(period, small);
    if (this.bytesBrought > MOST_BYTES_BROUGHT * this.main.machine.order.length) this.brought.clear();
  }

  private get bytesBrought(): number {
    let bytes = 0;
    for (const brought of this.brought.values())
      for (const { elements } of brought.values()) bytes += elements.byteLength;
    return bytes;
  }

  /** What a part reads of another for one of its periods; null where there is no period of the other to read. */
  private *fetch(read: Read, period: number): Generator<void, Brought | null> {
    const { of, from, to, held } = read;
    const { timeline } = this.given;
    const sources = read.sources(period);
    const days = of.when.kind === "so far" ? timeline.daysOf(timeline.firstOf(to.clock) + period) : null;
    this.setUpTo(from, days ? endOf(days.last) : to.machine.ordersUpTo);
    for (const source of sources) {
      if (held.get(period)?.of.has(source)) continue;
      yield* this.workOut(from, source);
      if (from.ran === source) hand(read, source);
    }
    const found = held.get(period);
    if (!isAskedAgain(read)) held.delete(period);
    if (!found && of.when.kind !== "within") return null;
    const { as } = from.machine.column(of.column);
    const { order, place, coding } = from.machine;
    return {
      ...(found ?? { elements: nothing(of.when, of.per === "company" ? 1 : order.length), as }),
      moments: of.when.kind === "each within" ? sources.length : 1,
      order,
      place,
      coding,
    };
  }

  /**
   * How things stood with each order of a period: its buyer's value, or everybody's, when no later order has come in. Everybody is worked out
   * anew for each of them, as far as there is time for it.
   */
  private *fetchByOrder({ of, from, to, sources }: Read, period: number): Generator<void, Brought | null> {
    const [source] = sources(period);
    if (source === undefined) return null;
    const orders = to.machine.ordersIn(period);
    const { place: buyers, number, day } = orders;
    const { dated, undated } = oneAfterAnother(orders);
    const moments = dated.length + Math.min(undated.length, 1);
    const each = (to.machine.order.length + number.length) * (from.isInOrder ? source + 1 : 1);
    if (moments * each > MOST_ORDER_BY_ORDER) throw new Stopped("too many steps", of.key, ORDER_BY_ORDER);
    const isOfAll = of.per === "person by order";
    if (isOfAll && to.machine.mostOrders * from.machine.order.length > MOST_BY_ORDER)
      throw new Stopped("too many steps", of.key, { ...ORDER_BY_ORDER, most: MOST_BY_ORDER });
    const { order, place, coding } = from.machine;
    const places = buyers.map((buyer) => place[to.machine.order[buyer]!]!);
    const { elements: before, as } = from.machine.column(of.column);
    const found = roomOf(before, number.length * (isOfAll ? order.length : 1));
    const take = (some: Int32Array): void => {
      const { elements } = from.machine.column(of.column);
      for (const one of some)
        if (isOfAll) found.set(elements as never, one * order.length);
        else found[one] = elements[places[one]!]! as never;
    };
    for (let at = 0; at < dated.length; at++) {
      const one = dated[at]!;
      this.setUpTo(from, { day: day[one]!, order: number[one]! });
      yield* this.workOut(from, source);
      take(dated.subarray(at, at + 1));
    }
    if (undated.length > 0) {
      this.setUpTo(from, to.machine.ordersUpTo);
      yield* this.workOut(from, source);
      take(undated);
    }
    return { elements: found, moments: isOfAll ? number.length : 1, as, order, place, coding };
  }

  private keepBalances({ soFar, clock, machine }: Part, period: number): void {
    if (soFar || clock === this.given.plan.clock) return;
    for (const name of machine.balanced) {
      if (this.given.plan.clocks.get(name) !== clock) continue;
      let known = this.balances.get(name);
      if (!known) this.balances.set(name, (known = new Map()));
      known.set(period, machine.balance(name)!);
    }
  }

  /** What a bonus by another clock offered and did not pay in one of the plan's own periods; null where nobody knows. */
  balance(name: string, period: number): Balance | null {
    const { plan, timeline } = this.given;
    const clock = plan.clocks.get(name)!;
    const first = timeline.firstOf(clock);
    const ending = timeline.endingIn(period, clock);
    const due = isShorter(clock, plan.clock) ? timeline.within(period, clock) : ending < 0 ? [] : [ending];
    const all = due.map((one) => this.balances.get(name)?.get(one - first));
    let offered = ZERO;
    const broken = new Map<string, Exact>();
    for (const one of all) {
      if (!one) return null;
      offered = add(offered, one.offered);
      for (const [reason, amount] of one.broken) broken.set(reason, add(broken.get(reason) ?? ZERO, amount));
    }
    return { offered, broken };
  }
}

/** What was read of other clocks may take so many bytes a person: some columns of a dozen periods. */
const MOST_BYTES_BROUGHT = 128;

/** People and orders that may be gone through anew for the orders of one period, all of them together. */
const MOST_ORDER_BY_ORDER = 2 ** 26;
const ORDER_BY_ORDER = { kind: "order by order", name: "so_far", most: MOST_ORDER_BY_ORDER } as const;

/**
 * Of each part what is earlier is read before what is later: a week that is worked out hears no more of the days before the
 * one that was worked out last.
 */
function earliestFirst(reads: readonly Read[], period: number): readonly Read[] {
  if (reads.length < 2) return reads;
  const firstOf = new Map(reads.map((read) => [read, read.sources(period)[0] ?? -1]));
  const parts = [...new Set(reads.map(({ from }) => from))];
  return parts.flatMap((part) =>
    reads.filter(({ from }) => from === part).sort((a, b) => firstOf.get(a)! - firstOf.get(b)!),
  );
}

/**
 * Whether the same is read again of who is not worked out again. A reader of what has happened so far begins anew with each
 * later moment, sooner or later than those whom it reads; and one that goes in no order is run again for each part that
 * reads it.
 */
function isAskedAgain({ from, to }: Read): boolean {
  if (!from.isInOrder) return false;
  return to.soFar || (!to.isInOrder && new Set(to.readers.map((read) => read.to)).size > 1);
}

/**
 * Gives what a part has worked out to a reader that will ask for it. A part that goes in order is not asked for the same
 * period again: what several periods read of it waits for all of them, as last quarter does for three months.
 */
function hand(read: Read, source: number): void {
  const { of, from, to, held } = read;
  const isKept = isAskedAgain(read);
  let copy: Elements | null = null;
  for (const target of read.targets.get(source) ?? []) {
    const isOver = from.isInOrder ? target < to.wanted : target !== to.wanted;
    if (!isKept && (to.isInOrder ? target <= to.ran : isOver)) continue;
    const known = held.get(target);
    if (known?.of.has(source)) continue;
    const { elements, as } = from.machine.column(of.column);
    if (of.when.kind === "each within") {
      const sources = read.sources(target);
      const all = known ?? {
        elements: roomOf(elements, elements.length * sources.length),
        as,
        of: new Set(),
      };
      all.elements.set(elements as never, sources.indexOf(source) * elements.length);
      held.set(target, { ...all, of: all.of.add(source) });
    } else if (of.when.kind === "within" && known) {
      become(known.elements, elements, of.when.how, of.key);
      known.of.add(source);
    } else {
      const isSum = of.when.kind === "within" && of.when.how === "add";
      // What is read as it stands is the same for all who read it; what becomes one with others is each one's own.
      const own = of.when.kind === "within" ? null : (copy ??= elements.slice());
      held.set(target, {
        elements: own ?? (isSum ? widened(elements) : elements.slice()),
        as,
        of: new Set([source]),
      });
    }
  }
}

/** Room for so many elements as a column has. */
function roomOf(column: Elements, length: number): Elements {
  const Same = column.constructor as new (length: number) => Elements;
  return new Same(length);
}

/** What a fold over no periods comes to. */
const nothing = (when: When, count: number): Elements =>
  when.kind === "within" && (when.how === "or" || when.how === "and")
    ? new Int32Array(count).fill(Number(when.empty))
    : new BigInt64Array(count).fill(when.kind === "within" ? when.empty : 0n);
