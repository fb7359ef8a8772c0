import { unreachable } from "../base/unreachable.ts";
import type { Expr, Stmt } from "../ir/code.ts";
import type { Holds, Machine } from "../ir/program.ts";
import type { Compiling, Draft } from "./code.ts";
import { Digest, type Sum } from "./digest.ts";
import type { Knot } from "./schedule.ts";
import { readingOf } from "./terms.ts";

/**
 * What columns and arrays are made by: the same text for two of them, of one plan or of two, says that over the same people
 * they hold the same numbers. Names, and in which order things were asked for, make no difference.
 */
export type Structures = {
  /** What an array is made by, the numbers of the plan included; null where nothing is said of that. */
  readonly ofArray: (id: number) => string | null;
  /** What columns that hang together are made by, whatever the numbers of the plan are; null as before. */
  readonly ofKnot: (knot: Knot) => string | null;
};

const UNSAID: Structures = { ofArray: () => null, ofKnot: () => null };

/** @param knots columns in parts that hang together, each behind those that it needs. */
export function structuresOf(compiling: Compiling, knots: readonly Knot[]): Structures {
  // A tree of rules stands beside the memory, and with it all that goes along it.
  if (knots.flat().some(({ machine }) => machine?.kind === "tree")) return UNSAID;
  const told = new Told(compiling);
  for (const knot of knots) told.tell(knot);
  return told.isMixed() ? UNSAID : told;
}

/** Names that a pass itself gives. */
const OF_THE_PASS: ReadonlySet<string> = new Set(["person", "depth"]);

class Told implements Structures {
  /** By array and column. */
  private readonly arrays = new Map<number, Made>();
  private readonly columns = new Map<number, Made>();
  /** Of knots, by their first column: what has been asked for. */
  private readonly keys = new Map<number, string | null>();
  private readonly compiling: Compiling;
  private readonly drafts: readonly Draft[];
  private readonly uniforms = new Map<number, Made>();
  /** Where those that are told of are numbered as they come: the same room for one knot after the other. */
  private readonly room: Pick<Own, "names" | "arrays" | "uniforms" | "written"> = {
    names: new Map(),
    arrays: new Map(),
    uniforms: new Map(),
    written: new Map(),
  };
  /** What is put together for others, and whether by several columns; what of it a column reads. */
  private readonly written = new Map<number, "by one" | "by several">();
  private readonly read = new Set<number>();

  constructor(compiling: Compiling) {
    this.compiling = compiling;
    this.drafts = [...compiling.drafts.values()];
    compiling.arrays.forEach(({ holds }, id) => {
      if (OF_DATA.has(holds.kind)) this.arrays.set(id, ofData(holds));
    });
  }

  ofArray(id: number): string | null {
    const { memory, holds } = this.compiling.arrays[id]!;
    const made =
      holds.kind === "column"
        ? this.columns.get(holds.column)
        : (this.arrays.get(id) ?? (OF_DATA.has(holds.kind) ? ofData(holds) : undefined));
    return made ? memory + written(made.exactly) : null;
  }

  ofKnot(knot: Knot): string | null {
    const { id } = knot[0]!;
    let key = this.keys.get(id);
    if (key === undefined) {
      const made = this.columns.get(id);
      this.keys.set(id, (key = made ? written(made.roughly) : null));
    }
    return key;
  }

  tell(knot: Knot): void {
    // What limits hold back is told of with them.
    if (knot[0]!.machine?.kind === "done before") return;
    const members = new Map<number, number>();
    for (const { id, extras } of knot) {
      members.set(id, members.size);
      for (const extra of extras) members.set(extra.id, members.size);
    }
    const { names, arrays, uniforms, written } = this.room;
    for (const numbers of [names, arrays, uniforms, written]) if (numbers.size > 0) numbers.clear();
    const own: Own = { digest: new Both(), members, names, arrays, uniforms, written, isKnown: true };
    for (const draft of knot) this.tellDraft(draft, own);
    const whole = own.digest.get();
    const made = (what: string, number: number): Made => new Both().made(whole).word(what).add(number).get();
    for (const [id, index] of own.written) {
      const isShared = this.written.has(id);
      this.written.set(id, isShared ? "by several" : "by one");
      if (own.isKnown && !isShared) this.arrays.set(id, made("written", index));
      else this.arrays.delete(id);
    }
    if (!own.isKnown) return;
    for (const [column, index] of members) this.columns.set(column, made("column", index));
    for (const { machine } of knot)
      if (machine?.kind === "limits")
        machine.amounts.forEach(({ paid }, i) => {
          this.columns.set(paid.column, made("paid", i));
        });
  }

  /** Whether something is put together by several columns, and read by others. */
  isMixed(): boolean {
    return [...this.read].some((id) => this.written.get(id) !== "by one");
  }

  private tellDraft(draft: Draft, own: Own): void {
    const { digest } = own;
    const fields = draft.fields.length === 0 ? NO_FIELDS : new Map(draft.fields.map(({ id }, i) => [id, i]));
    digest.add(fields.size).add(draft.once ? 1 : 0);
    for (const { type, empty } of draft.fields) digest.word(type).wide(empty);
    tellReading(draft, digest);
    for (const extra of draft.extras) tellReading(extra, digest);
    digest.word(draft.order?.order ?? "any order").word(draft.order?.tree ?? "");
    // Along which tree something is brought is said by those who read it.
    for (const [other, wheres] of draft.reads) {
      this.column(other.id, own);
      for (const { relation, tree } of wheres) digest.word(relation).word(tree);
    }
    if (draft.machine) this.machine(draft.machine, own);
    const place = { own, fields };
    this.block(draft.body, place);
    this.block(draft.brings, place);
    if (draft.room !== null) this.array(draft.room, own);
  }

  /** A column: one of those that are told of, or one that has been. */
  private column(id: number, own: Own): void {
    const { digest, members } = own;
    const member = members.get(id);
    const { given } = this.drafts[id]!;
    const key = given === null ? this.columns.get(id) : this.arrays.get(given);
    if (member !== undefined) digest.add(1).add(member);
    else if (key !== undefined) digest.add(2).made(key);
    else own.isKnown = false;
  }

  private array(id: number, own: Own): void {
    const { holds } = this.compiling.arrays[id]!;
    const { digest } = own;
    switch (holds.kind) {
      case "column":
        this.column(holds.column, own);
        return;
      case "history":
      case "room history":
      case "past tree":
      case "before":
      case "last days":
      case "pool":
        // What others leave there is nothing to it.
        digest.word(holds.kind).add(indexIn(own.arrays, id));
        return;
      case "levels":
        digest.word(holds.kind).text(holds.empty).add(holds.each).add(indexIn(own.arrays, id));
        return;
      case "room":
      case "by order": {
        if (holds.kind === "room") digest.text(holds.empty).add(holds.elements);
        if ((holds.kind === "room" && holds.working) || own.written.has(id)) {
          digest.word(holds.kind).add(indexIn(own.arrays, id));
          return;
        }
        this.read.add(id);
        const key = this.arrays.get(id);
        if (key === undefined) own.isKnown = false;
        else digest.made(key);
        return;
      }
      default:
        digest.made(this.arrays.get(id)!);
        return;
    }
  }

  private write(id: number, own: Own): void {
    const { holds } = this.compiling.arrays[id]!;
    if (holds.kind === "by order" || (holds.kind === "room" && !holds.working)) indexIn(own.written, id);
    this.array(id, own);
  }

  private uniform(id: number, { digest, uniforms }: Own): void {
    let made = this.uniforms.get(id);
    if (made === undefined) {
      const { type, length, values } = this.compiling.uniforms[id]!;
      const kind = new Both().word(type).add(length);
      if (typeof values === "string") kind.word(values);
      else for (const value of values) kind.exact(value);
      made = kind.get();
      this.uniforms.set(id, made);
    }
    digest.add(indexIn(uniforms, id)).made(made);
  }

  private machine(machine: Machine, own: Own): void {
    const { digest } = own;
    const array = (id: number | null): void => {
      if (id === null) digest.add(0);
      else this.array(id, own);
    };
    const plain = (value: unknown): void => {
      digest.text(JSON.stringify(value, (_, one) => (typeof one === "bigint" ? `${one}n` : one)));
    };
    digest.word(machine.kind);
    switch (machine.kind) {
      case "pool": {
        for (const given of [machine.pot, machine.shares, machine.mostEach]) {
          array(given?.array ?? null);
          plain(given?.scale ?? null);
        }
        const { sharingTheRest, of, rounding, grid, parts } = machine;
        plain([sharingTheRest, of, rounding, grid, parts.scale]);
        this.column(parts.column, own);
        return;
      }
      case "limits":
        for (const { name, earned, paid } of machine.amounts) {
          array(earned.array);
          plain([name, earned.scale, paid.scale]);
        }
        for (const { allowed, owner, givesWay, ...limit } of machine.limits) {
          for (const id of [allowed.array, owner, givesWay?.array ?? null]) array(id);
          plain([limit, allowed.scale, givesWay?.end ?? null]);
        }
        plain(machine.grid);
        return;
      case "place":
        for (const key of machine.keys) {
          array(key.array);
          plain(key.lowestFirst);
        }
        array(machine.member);
        array(machine.parent);
        this.column(machine.place, own);
        return;
      case "board": {
        const { wide, deep, mostCycles, enters, sponsor, newcomers, top } = machine;
        for (const id of [wide, deep, mostCycles, enters, sponsor]) array(id);
        plain([newcomers, top]);
        this.column(machine.cycles, own);
        return;
      }
      case "so far": {
        const { values, from, sequence, days, below } = machine;
        for (const id of [values, from, sequence, days, below?.place ?? null, below?.end ?? null]) array(id);
        plain(machine.noDay);
        this.write(machine.found, own);
        return;
      }
      case "tree":
      case "done before":
        own.isKnown = false;
        return;
      default:
        unreachable(machine);
    }
  }

  private block(block: readonly Stmt[], place: Place): void {
    place.own.digest.add(block.length);
    for (const stmt of block) this.stmt(stmt, place);
  }

  private stmt(stmt: Stmt, place: Place): void {
    const { own } = place;
    const { digest } = own;
    digest.word(stmt.op);
    switch (stmt.op) {
      case "set":
        this.expr(stmt.value, place);
        digest.add(indexIn(own.names, stmt.name));
        return;
      case "column":
        this.column(stmt.column, own);
        this.expr(stmt.value, place);
        return;
      case "store":
        this.write(stmt.array, own);
        this.expr(stmt.index, place);
        this.expr(stmt.value, place);
        return;
      case "merge":
        this.field(stmt.field, place);
        digest.word(stmt.how);
        this.expr(stmt.value, place);
        return;
      case "if":
        this.expr(stmt.when, place);
        this.block(stmt.yes, place);
        this.block(stmt.no, place);
        return;
      case "while":
        this.expr(stmt.test, place);
        this.block(stmt.body, place);
        return;
      case "grow":
        this.array(stmt.array, own);
        this.expr(stmt.elements, place);
        return;
      case "stop":
        digest.add(stmt.why);
        return;
      default:
        unreachable(stmt);
    }
  }

  private field(id: number, { own, fields }: Place): void {
    const index = fields.get(id);
    if (index === undefined) own.isKnown = false;
    else own.digest.add(index);
  }

  private expr(expr: Expr, place: Place): void {
    const { own } = place;
    const { digest } = own;
    digest.word(expr.op).add(expr.type === "i64" ? 1 : 0);
    switch (expr.op) {
      case "const":
        digest.wide(expr.value);
        return;
      case "local":
        if (OF_THE_PASS.has(expr.name)) digest.word(expr.name);
        else if (own.names.has(expr.name)) digest.add(own.names.get(expr.name)!);
        else own.isKnown = false;
        return;
      case "self":
        this.column(expr.column, own);
        return;
      case "at":
        this.array(expr.array, own);
        this.expr(expr.index, place);
        return;
      case "uniform":
        this.uniform(expr.uniform, own);
        digest.add(expr.index ? 1 : 0);
        if (expr.index) this.expr(expr.index, place);
        return;
      case "below":
        this.field(expr.field, place);
        return;
      case "binary":
        digest.word(expr.name);
        this.expr(expr.a, place);
        this.expr(expr.b, place);
        return;
      case "select":
        this.expr(expr.when, place);
        this.expr(expr.yes, place);
        this.expr(expr.no, place);
        return;
      case "call":
        digest.word(expr.name).add(expr.args.length);
        for (const arg of expr.args) this.expr(arg, place);
        return;
      case "widen":
      case "narrow":
        this.expr(expr.of, place);
        return;
      default:
        unreachable(expr);
    }
  }
}

const NO_FIELDS: ReadonlyMap<number, number> = new Map();

function tellReading({ term }: Draft, digest: Both): void {
  const as = readingOf(term);
  digest.word(as.kind).add(as.kind === "amount" ? as.scale : 0);
}

/** Arrays that the data fill. */
const OF_DATA: ReadonlySet<string> = new Set([
  ...["input", "bought", "override", "person", "tree", "orders", "order", "elsewhere"],
]);

/** By what something is made: whatever the numbers of the plan are, and with them. */
type Made = { readonly roughly: Sum; readonly exactly: Sum };

/** A sum as a key: each half of its numbers is a letter. */
const written = ([a, b, c, d]: Sum): string =>
  String.fromCharCode(a >>> 16, a & HALF, b >>> 16, b & HALF, c >>> 16, c & HALF, d >>> 16, d & HALF);
const HALF = 0xffff;

const ofData = (holds: Holds): Made => new Both().text(JSON.stringify(holds)).get();

/**
 * Both digests of one structure. All of it is in the one that holds whatever the numbers of the plan are; the other has
 * that one, and what only it knows of.
 */
class Both {
  private readonly roughly = new Digest();
  private readonly exactly = new Digest();

  add(value: number): this {
    this.roughly.add(value);
    return this;
  }

  text(text: string): this {
    this.roughly.text(text);
    return this;
  }

  word(word: string): this {
    this.roughly.word(word);
    return this;
  }

  wide(value: bigint): this {
    this.roughly.wide(value);
    return this;
  }

  /** A number of the plan, which may be another one soon. */
  exact(value: bigint): this {
    this.exactly.wide(value);
    return this;
  }

  made({ roughly, exactly }: Made): this {
    this.roughly.sum(roughly);
    this.exactly.sum(exactly);
    return this;
  }

  get(): Made {
    const roughly = this.roughly.get();
    return { roughly, exactly: this.exactly.sum(roughly).get() };
  }
}

/** Columns while they are told of. */
type Own = {
  readonly digest: Both;
  readonly members: ReadonlyMap<number, number>;
  readonly names: Map<string, number>;
  readonly arrays: Map<number, number>;
  readonly uniforms: Map<number, number>;
  /** What they put together for others. */
  readonly written: Map<number, number>;
  isKnown: boolean;
};
type Place = { readonly own: Own; readonly fields: ReadonlyMap<number, number> };

function indexIn<T>(known: Map<T, number>, one: T): number {
  let index = known.get(one);
  if (index === undefined) known.set(one, (index = known.size));
  return index;
}
