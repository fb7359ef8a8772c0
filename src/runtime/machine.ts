import type { Value } from "../base/value.ts";
import { uniformLayout } from "../ir/layout.ts";
import type { Code, Holds, Program, Reading } from "../ir/program.ts";
import { DEEPEST_BUILT, deepestIn, mostOrdersOf } from "./data/facts.ts";
import { unitOf } from "./data/intake.ts";
import type { Brought, Source } from "./data/source.ts";
import { type Coding, codingOf } from "./data/words.ts";
import { Filling, lastDayOf } from "./filling.ts";
import { goingBy } from "./going-by.ts";
import { isResult, type Kept, type KeptArray, type Running, takenOver } from "./kept.ts";
import { MachineSteps } from "./machine-steps.ts";
import {
  bytesOf,
  type Elements,
  elements,
  holdsUnits,
  lengthOf,
  type MemoryMap,
  type Sizes,
} from "./memory.ts";
import type { ClimbCode } from "./mending/climbing.ts";
import { type Mended, Mending, type Write } from "./mending/mending.ts";
import { type Balance, balanceOf } from "./money/balance.ts";
import {
  bookOf,
  isSameMoment,
  type OrderList,
  ordersIn,
  type PeriodOrders,
  type UpTo,
} from "./orders/order-book.ts";
import { Passes } from "./passes.ts";
import { type SurveyCode, Surveyor } from "./surveys/survey.ts";
import { isKept, WholeColumns } from "./surveys/whole-columns.ts";
import { type Touches, touchesOf } from "./touches.ts";
import type { Preorder } from "./trees/preorder.ts";
import { Trees } from "./trees/trees.ts";
import type { View } from "./view.ts";

/** What another figure of one person has made new: columns for those it goes for alone, and columns for everybody. */
export type Changed = {
  readonly mended: readonly string[];
  readonly wholly: readonly string[];
  /** The steps that were run for everybody. */
  readonly steps: readonly string[];
};

/** What steps make new: as it is told, and as arrays. */
type Making = Mended & { readonly changed: Changed; readonly arrays: readonly number[] };

/**
 * A program with its data in memory: it is run period by period, and read column by column. People stand in the preorder
 * of the program's home tree.
 */
export class Machine {
  readonly coding: Coding;
  readonly bytes: number;
  private program: Program;
  private source: Source;
  private readonly sizes: Sizes;
  private readonly home: Preorder;
  private readonly trees = new Trees(() => this.source);
  private readonly memory: WebAssembly.Memory;
  private readonly map: MemoryMap;
  private readonly passes: Passes;
  private readonly filling: Filling;
  private readonly touches: readonly Touches[];
  /** Arrays and numbers that are not those of the last run. */
  private readonly changed = new Set<number>();
  private readonly moved = new Set<number>();
  /** When each array was written: no two times are the same. */
  private readonly versions: number[];
  private version = 0;
  /** Steps whose columns are not there, or not those of what lies in memory. */
  private readonly undone: Set<number>;
  /** What was there before anything was brought in or worked out. */
  private readonly there: ReadonlyMap<number, KeptArray>;
  private ofRun: Running = { period: [], people: [], "last day": [] };
  /** Whether another machine has its memory. */
  private isOver = false;
  private period = -1;
  /** The period that is being worked out. */
  private working = -1;
  /** What is found by going through whole columns. */
  readonly whole: WholeColumns;
  private readonly others: MachineSteps;
  private mending: Mending | null = null;
  private readonly climbCode: ClimbCode | null;
  /** From so many people on, what a branch has brought is kept for mending. */
  smallestKept = 32;

  /**
   * `code`: of each pass; `kept`: what a machine over the same people, whose home tree and words are the same, has left;
   * `surveys`: code that looks through its columns; `climbCode`: makes code that climbs when a figure is changed.
   */
  constructor(
    program: Program,
    code: readonly Code<WebAssembly.Module>[],
    words: ReadonlyMap<string, number>,
    source: Source,
    kept: Kept | null = null,
    surveys: SurveyCode | null = null,
    climbCode: ClimbCode | null = null,
  ) {
    this.program = program;
    this.climbCode = climbCode;
    this.versions = program.arrays.map(() => 0);
    this.source = source;
    this.touches = touchesOf(program);
    this.undone = new Set(program.steps.keys());
    this.home = this.trees.preorder(program.home);
    this.coding = kept?.coding ?? codingOf(words, this.home.order, this.home.place);
    for (const step of program.steps)
      if (step.kind === "pass" && step.order !== "once") this.trees.preorder(step.tree);
    this.sizes = {
      people: source.size,
      orders: hasOrders(program)
        ? kept?.orders && kept.orders.list === source.orders.list()
          ? kept.orders.most
          : mostOrdersOf(source)
        : 0,
      periods: source.periods,
      // Walks go down trees that no pass runs along.
      deepest: Math.max(
        program.steps.some((step) => step.kind === "machine" && step.machine.kind === "tree")
          ? Math.min(source.size, DEEPEST_BUILT)
          : 0,
        deepestIn(source),
      ),
    };
    const { map, there } = takenOver(program, this.sizes, kept);
    this.there = there;
    this.map = map;
    this.bytes = map.size;
    this.memory = roomFor(map.size, kept?.memory ?? null);
    const { deepest } = this.sizes;
    this.passes = new Passes(program, code, { memory: this.memory, map, deepest }, kept?.passes ?? []);
    this.filling = new Filling({
      ...{
        arrays: program.arrays,
        sizes: this.sizes,
        home: this.home,
        coding: this.coding,
        trees: this.trees,
      },
      elementsOf: (id) => this.elementsOf(id),
    });
    this.whole = new WholeColumns({
      surveyor: surveys && new Surveyor(this.memory, surveys, source.size, map.survey),
      people: source.size,
      arrays: program.arrays,
      elementsOf: (id) => this.elementsOf(id),
      at: (id) => map.arrays[id]!,
      versionOf: (id) => this.versions[id]!,
    });
    this.others = new MachineSteps({
      ...{ columns: program.columns, home: this.home, deepest, trees: this.trees },
      ...{ filling: this.filling, whole: this.whole, view: () => this.view() },
    });
    this.setNumbers(program.uniforms.map(({ values }) => (typeof values === "string" ? null : values)));
    if (kept) this.goOn(kept);
  }

  /** Takes what lies in memory for what it was written as. */
  private goOn(kept: Kept): void {
    const { there } = this;
    this.version = kept.version;
    for (const [id, { version, from }] of there) {
      this.versions[id] = version;
      if (from) this.filling.note(id, from);
    }
    for (const i of [...this.undone]) {
      const results = [...this.touches[i]!.writes].filter((id) => isResult(this.program.arrays[id]!.holds));
      if (results.length > 0 && results.every((id) => there.has(id))) this.undone.delete(i);
    }
    this.setRunning(kept.ofRun);
    this.moved.clear();
  }

  /** Leaves the memory to another machine: this one is not asked again. */
  handOver(): Kept {
    const kept = new Map<string, KeptArray>();
    const dirty = this.dirtySteps();
    const isDirty = (id: number) => this.touches.some(({ writes }, i) => dirty.has(i) && writes.has(id));
    for (const array of this.program.arrays) {
      const { id, holds, made } = array;
      const isHere = isResult(holds) ? !isDirty(id) : this.filling.isBegun || this.there.has(id);
      if (made === null || !isHere) continue;
      kept.set(made, {
        at: this.map.arrays[id]!,
        bytes: bytesOf(array, this.sizes),
        version: this.versions[id]!,
        from: this.filling.originOf(id),
      });
    }
    this.isOver = true;
    const { memory, ofRun, version, coding } = this;
    const orders = hasOrders(this.program) ? { list: this.orders, most: this.sizes.orders } : null;
    return { memory, passes: this.passes.all, arrays: kept, ofRun, version, coding, orders };
  }

  /** Brings in the numbers of the plan; null for what goes with the run. */
  setNumbers(values: readonly (readonly bigint[] | null)[]): void {
    const { at } = uniformLayout(this.program.uniforms);
    const view = new DataView(this.memory.buffer);
    for (const { id, type } of this.program.uniforms)
      for (const [i, value] of (values[id] ?? []).entries()) {
        const wide = type === "i64";
        const place = this.map.uniforms + at.get(id)! + (wide ? 8 : 4) * i;
        const before = wide ? view.getBigInt64(place, true) : BigInt(view.getInt32(place, true));
        if (before === value) continue;
        this.moved.add(id);
        if (wide) view.setBigInt64(place, value, true);
        else view.setInt32(place, Number(value), true);
      }
  }

  /**
   * Whether another source has room here. Other orders may be there: of one that stands with the people the plan says, or a
   * cell that is written, whether it is one.
   */
  hasRoomFor(source: Source): boolean {
    if (!hasOrders(this.program) || source.orders.list() === this.orders) return true;
    return mostOrdersOf(source) === this.sizes.orders;
  }

  /** The same people, with columns that may have been read anew, and the same code with numbers that may have moved. */
  takeOver(source: Source, program: Program): void {
    const isOther = !this.filling.isSameIn(source, this.source);
    this.source = source;
    this.program = program;
    this.setNumbers(program.uniforms.map(({ values }) => (typeof values === "string" ? null : values)));
    // What is carried from period to period has to be worked out from the first one on.
    if (!isOther && this.moved.size === 0) return;
    if (isOther) this.hasOtherData = true;
    if (program.looksBack) this.period = -1;
    this.edition++;
  }

  /** What programs by other clocks have for the period that is run next, by key; what is missing is nothing. */
  bring(brought: ReadonlyMap<string, Brought>): void {
    this.brought = brought;
  }
  private brought: ReadonlyMap<string, Brought> = new Map();

  /** The moment up to which orders have come in; null: all have. */
  get ordersUpTo(): UpTo | null {
    return this.upTo;
  }
  private upTo: UpTo | null = null;

  /** From the next run on, orders have come in up to another moment; null: all have. */
  setOrdersUpTo(upTo: UpTo | null): void {
    if (!isSameMoment(upTo, this.upTo)) this.startAnew();
    this.upTo = upTo;
  }

  /**
   * Whether one of some outputs may be another in any period, since what was run last: because it goes by a number that has
   * moved, or because of other data.
   */
  mayBeOther(outputs: readonly string[]): boolean {
    if (this.hasOtherData || this.undone.size > 0) return true;
    const going = goingBy(this.program, this.touches, this.moved);
    return outputs.some((name) => going.has(this.program.outputs.get(name)!.array));
  }
  private hasOtherData = false;

  /** All orders of the data, whether they have come in or not. */
  get orders(): OrderList {
    return this.source.orders.list();
  }

  /** The orders of a period that have come in, by the places of their buyers. */
  ordersIn(period: number): PeriodOrders {
    return ordersIn(bookOf(this.orders, this.home.place, this.sizes.periods), period, this.upTo);
  }

  /** Forgets what it has worked out of any period: the next one that is run is run from the first one on. */
  startAnew(): void {
    this.period = -1;
    this.edition++;
  }

  /** Works out a period; of a plan that looks back, all those before it that were not worked out yet. */
  run(period: number): void {
    finish(this.running(period));
  }

  /** The same piece by piece. Who does not go on to the end leaves the steps that were to be run to be run again. */
  *running(period: number): Generator<void> {
    this.ran = 0;
    const { looksBack, keepsOnlyLast } = this.program;
    if (looksBack && this.period === period && this.undone.size + this.moved.size === 0) return;
    const isOver = period <= this.period;
    const first = !looksBack || (isOver && !keepsOnlyLast) ? period : isOver ? 0 : this.period + 1;
    let isDone = false;
    try {
      for (let one = first; one <= period; one++) yield* this.runOne(one);
      isDone = true;
    } finally {
      if (!isDone && looksBack) this.period = -1;
    }
  }

  /** Works out all periods once more up to one, and tells when each is there. */
  again(each: (period: number) => void, upTo: number): void {
    this.period = -1;
    this.undoAll();
    for (let period = 0; period <= upTo; period++) {
      finish(this.runOne(period));
      each(period);
    }
  }

  /** How many periods there are. */
  get periods(): number {
    return this.sizes.periods;
  }

  /** How many orders the period with the most of them has, where it is asked for orders. */
  get mostOrders(): number {
    return this.sizes.orders;
  }

  /** Bonuses and pools of which it knows what they offered and did not pay. */
  get balanced(): Iterable<string> {
    return this.program.balances.keys();
  }

  /** The period that was run last; -1 before the first. */
  get periodNow(): number {
    return this.period;
  }

  /**
   * One person (by joining order) has another value in a column of the data: what goes by it is worked out for him and those
   * above him alone where that can be, and for everybody where it cannot. Null where nothing has been run yet, and for a
   * value that is larger than code was made for.
   */
  change(name: string, person: number, value: Value | undefined): Changed | null {
    // What programs by other clocks made of the old value has been brought in from there.
    if (this.undone.size > 0 || this.program.elsewhere.length > 0) return null;
    const { arrays, looksBack } = this.program;
    const place = this.home.place[person]!;
    const writes: Write[] = this.inputsOf(name).map(({ id, what, as }) => ({
      array: id,
      place,
      units: unitOf(value, as, what === "given", this.coding),
    }));
    this.edition++;
    if (writes.some(({ array, units }) => !holdsUnits(arrays[array]!.memory, units))) return null;
    if (looksBack) return this.changeWholly(writes);
    try {
      this.mending ??= this.newMending();
      const done = this.mending.change(writes);
      const { wholly } = done;
      const made = this.madeBy(done);
      // What is run for everybody may ask what an array adds up to now.
      for (const { array } of writes) this.renewVersion(array);
      for (const array of made.arrays) this.renewVersion(array);
      for (const i of wholly) this.runStepAt(i);
      if (this.buildTrees(wholly)) this.mending = null;
      return made.changed;
    } catch (error) {
      this.undoAll();
      this.mending?.forget();
      throw error;
    }
  }

  /** Whether steps build a tree: what mending knows of it is of the one that was there before. */
  private buildTrees(steps: Iterable<number>): boolean {
    for (const i of steps) {
      const step = this.program.steps[i]!;
      if (step.kind === "machine" && step.machine.kind === "tree") return true;
    }
    return false;
  }

  private renewVersion(array: number): void {
    this.versions[array] = ++this.version;
  }

  private readonly inputs = new Map<
    string,
    readonly (Extract<Holds, { kind: "input" }> & { id: number })[]
  >();
  /** The arrays that hold an input of the data. */
  private inputsOf(name: string) {
    let known = this.inputs.get(name);
    if (!known) {
      known = this.program.arrays.flatMap(({ id, holds }) =>
        holds.kind === "input" && holds.name === name ? { ...holds, id } : [],
      );
      this.inputs.set(name, known);
    }
    return known;
  }

  private readonly makings = new Map<string, Making>();
  private lastMaking: Making | null = null;
  /** What steps make new. One change makes new what the one before did, as a rule: a key is asked for only where it does not. */
  private madeBy({ mended, wholly }: Mended): Making {
    const last = this.lastMaking;
    if (last && isSameList(last.mended, mended) && isSameList(last.wholly, wholly)) return last;
    const key = `${mended.join()} ${wholly.join()}`;
    let made = this.makings.get(key);
    if (!made) {
      const written = (steps: readonly number[]) =>
        new Set(steps.flatMap((i) => [...this.touches[i]!.writes]));
      const named = (steps: readonly number[]) => {
        const arrays = written(steps);
        return [...this.program.outputs].flatMap(([name, { array }]) => (arrays.has(array) ? [name] : []));
      };
      const steps = wholly.map((i) => this.program.steps[i]!.name);
      const changed = { mended: named(mended), wholly: named(wholly), steps };
      const arrays = [...written([...mended, ...wholly])];
      this.makings.set(key, (made = { mended, wholly, changed, arrays }));
    }
    this.lastMaking = made;
    return made;
  }

  /** What is carried from period to period is worked out from the first one on. */
  private changeWholly(writes: readonly Write[]): Changed {
    const { period } = this;
    for (const { array, place, units } of writes) {
      const all = this.elementsOf(array);
      all[place] = (all instanceof BigInt64Array ? units : Number(units)) as never;
      this.filling.forget(array);
    }
    this.again(() => {}, period);
    return {
      mended: [],
      wholly: [...this.program.outputs.keys()],
      steps: this.program.steps.map(({ name }) => name),
    };
  }

  private runStepAt(index: number): void {
    const { steps } = this.program;
    const step = steps[index]!;
    this.emptyRooms([index]);
    finish(
      step.kind === "pass"
        ? this.passes.running(step, this.passNumber(index), this.sizes.people)
        : this.others.running(step, this.working),
    );
  }

  /** The number of a step among those that are passes. */
  private passNumber(step: number): number {
    return this.program.steps.slice(0, step).filter(({ kind }) => kind === "pass").length;
  }

  private newMending(): Mending {
    return new Mending(
      {
        program: this.program,
        touches: this.touches,
        memory: this.memory,
        people: this.sizes.people,
        home: this.home,
        preorder: (tree) => this.trees.preorder(tree),
        at: this.map,
        climbCode: this.climbCode,
        codeOf: (index) => this.passes.all[index]!.run,
        attempt: (pass, work) => this.passes.attempt(pass, work),
        runPlaces: (pass, index, from, to) => this.passes.run(pass, index, from, to),
        view: () => this.view(),
        empty: (index) => {
          this.emptyRooms([index]);
          const step = this.program.steps[index]!;
          if (step.kind === "pass" && step.order !== "once")
            this.passes.emptySlots(step, this.passNumber(index));
        },
      },
      this.smallestKept,
    );
  }

  /** Bytes that mending keeps beside the memory of the program. */
  get bytesForMending(): number {
    return this.mending?.bytes ?? 0;
  }

  /** What a column comes to for a person (by joining order) in the period that was run last. */
  value(name: string, person: number): Value {
    const output = this.program.outputs.get(name);
    if (!output) throw new Error(`no column ${name}`);
    return this.decode(this.elementsOf(output.array), output.as, person);
  }

  /** The value of a person in a column as it lies, or lay, in memory. */
  decode(elements: Elements, as: Reading, person: number): Value {
    const units = elements[this.home.place[person]!]!;
    return this.coding.decode(BigInt(units), as);
  }

  /** Who stands where in memory: the person (by joining order) of each place. */
  get order(): Int32Array {
    return this.home.order;
  }

  /** At which place each person (by joining order) stands in memory. */
  get place(): Int32Array {
    return this.home.place;
  }

  /** What it runs, with the numbers that it has now. */
  get runs(): Program {
    return this.program;
  }

  /** Everything that it has a column of. */
  get names(): Iterable<string> {
    return this.program.outputs.keys();
  }

  has(name: string): boolean {
    return this.program.outputs.has(name);
  }

  /** A column as it lies in memory, in the order of the home tree; with the same version it is the same. */
  column(name: string): { readonly elements: Elements; readonly as: Reading; readonly version: number } {
    const { array, as } = this.program.outputs.get(name)!;
    return { elements: this.elementsOf(array), as, version: this.versions[array]! };
  }

  /** The array of a column, as those are asked for it who go through whole ones. */
  arrayOf(name: string): number {
    return this.program.outputs.get(name)!.array;
  }

  /** What a bonus or pool offered in the period that was run last, and did not pay; null where the data give its amounts. */
  balance(name: string): Balance | null {
    const spec = this.program.balances.get(name);
    const array = (id: number) => this.elementsOf(id);
    return spec ? balanceOf(spec, { array, sum: (id) => this.whole.totalOf(id) }) : null;
  }

  /** How many steps the last run went through. */
  ran = 0;
  /** What a run that is under way is at: the name of a step; null before the first one of a period and between runs. */
  doing: string | null = null;
  /** Another number where the columns of a period may come to something else than before. */
  edition = 0;

  private undoAll(): void {
    for (const i of this.program.steps.keys()) this.undone.add(i);
  }

  /** Works out a period: the steps that something has changed for. */
  private *runOne(period: number): Generator<void> {
    this.working = period;
    yield* this.fill(period);
    yield;
    const dirty = this.dirtySteps();
    if (this.buildTrees(dirty)) this.mending = null;
    else if (dirty.size > 0) this.mending?.forget();
    for (const i of dirty) this.undone.add(i);
    this.emptyRooms(dirty);
    yield;
    let pass = 0;
    const renewed = new Set<number>();
    this.doing = null;
    for (const [i, step] of this.program.steps.entries()) {
      const index = step.kind === "pass" ? pass++ : -1;
      if (!dirty.has(i)) continue;
      this.ran++;
      this.doing = step.name;
      if (step.kind === "pass") yield* this.passes.running(step, index, this.sizes.people);
      else yield* this.others.running(step, this.working);
      // Steps behind it may ask what an array adds up to.
      for (const array of this.touches[i]!.writes) {
        if (!isKept(this.program.arrays[array]!)) continue;
        this.renewVersion(array);
        renewed.add(array);
      }
      yield;
    }
    this.doing = null;
    this.undone.clear();
    for (const array of this.changed) if (!renewed.has(array)) this.renewVersion(array);
    this.changed.clear();
    this.moved.clear();
    this.hasOtherData = false;
    this.period = period;
    this.keepHistory(period);
  }

  /** Steps that read what has changed, or what such a step writes. Of what looks back, all: earlier periods are no longer here. */
  private dirtySteps(): ReadonlySet<number> {
    const { steps, arrays, looksBack } = this.program;
    const dirty = new Set<number>();
    steps.forEach((_, i) => {
      const { reads, uniforms, writes } = this.touches[i]!;
      const isTouched =
        looksBack ||
        this.undone.has(i) ||
        [...reads].some((array) => this.changed.has(array)) ||
        [...uniforms].some((id) => this.moved.has(id));
      if (!isTouched) return;
      dirty.add(i);
      for (const array of writes) if (isKept(arrays[array]!)) this.changed.add(array);
    });
    return dirty;
  }

  /** Room to work in is empty before a step begins. */
  private emptyRooms(steps: Iterable<number>): void {
    for (const i of steps)
      for (const array of this.touches[i]!.writes) this.filling.empty(this.program.arrays[array]!);
  }

  /** What steps that are no passes see of the memory. */
  private view(): View {
    return {
      people: this.sizes.people,
      place: this.home.place,
      order: this.home.order,
      array: (id) => this.elementsOf(id),
      column: (id) => this.elementsOf(this.program.columns[id]!.array!),
      places: (id) => this.whole.places(id),
      sum: (column) => this.whole.totalNow(column),
      sumOf: (id) => this.whole.totalOf(id),
    };
  }

  private keepHistory(period: number): void {
    for (const array of this.program.arrays) {
      if (array.holds.kind === "room history")
        this.elementsOf(array.id)[period] = this.elementsOf(array.holds.room)[0]!;
      if (array.holds.kind !== "history" && array.holds.kind !== "before") continue;
      const { column } = array.holds;
      const now = this.elementsOf(this.program.columns[column]!.array!);
      const all = this.elementsOf(array.id);
      const from = array.holds.kind === "history" ? period * this.sizes.people : 0;
      (all as Int32Array).set(now as Int32Array, from);
    }
  }

  /** Brings in the numbers that go with the run. */
  private setRunning(running: Running): void {
    this.ofRun = running;
    this.setNumbers(
      this.program.uniforms.map(({ values }) => (typeof values === "string" ? running[values] : null)),
    );
  }

  /** Brings in what the data have for a period, and before the first one what stays as it is. */
  private *fill(period: number): Generator<void> {
    const { source, upTo, brought } = this;
    yield* this.filling.once(source, (id) => this.there.has(id));
    this.setRunning({
      period: [BigInt(period)],
      people: [BigInt(source.size)],
      "last day": [lastDayOf(source, period)],
    });
    yield* this.filling.period(source, { period, upTo, brought }, (id) => this.changed.add(id));
  }

  private elementsOf(id: number): Elements {
    if (this.isOver) throw new Error("the memory of this machine has been left to another");
    const array = this.program.arrays[id]!;
    return elements(this.memory.buffer, array.memory, this.map.arrays[id]!, lengthOf(array, this.sizes));
  }
}

const isSameList = (a: readonly number[], b: readonly number[]): boolean => {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

/** Goes through all pieces of a work at once. */
function finish(work: Generator<void>): void {
  while (!work.next().done);
}

/** A memory of at least so many bytes: one that is there, or a new one. */
function roomFor(bytes: number, memory: WebAssembly.Memory | null): WebAssembly.Memory {
  const pages = Math.ceil(bytes / PAGE);
  if (!memory) return new WebAssembly.Memory({ initial: pages, maximum: MOST_PAGES });
  const more = pages - memory.buffer.byteLength / PAGE;
  if (more > 0) memory.grow(more);
  return memory;
}

const PAGE = 65_536;
const MOST_PAGES = 65_536;

const hasOrders = (program: Program): boolean => program.arrays.some(({ holds }) => isOfOrders(holds));

const isOfOrders = (holds: Holds): boolean =>
  ["order", "orders", "by order"].includes(holds.kind) ||
  (holds.kind === "elsewhere" && holds.per.endsWith("order"));
