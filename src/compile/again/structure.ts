import { kept } from "../../base/kept.ts";
import type { Holds, UniformSpec } from "../../ir/program.ts";
import type { Compiling, Draft } from "../code.ts";
import type { Knot } from "../schedule.ts";
import { Digest, type Sum } from "./digest.ts";
import { ownStructureOf } from "./own-structure.ts";

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

class Told implements Structures {
  /** By array and column. */
  private readonly arrays = new Map<number, Made>();
  private readonly columns = new Map<number, Made>();
  /** Of knots, by their first column: what has been asked for. */
  private readonly keys = new Map<number, string | null>();
  private readonly compiling: Compiling;
  private readonly drafts: readonly Draft[];
  /** Where those that are told of are numbered as they come: the same room for one knot after the other. */
  private readonly room: Pick<Own, "arrays" | "uniforms" | "written"> = {
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
    const { arrays, uniforms, written } = this.room;
    for (const numbers of [arrays, uniforms, written]) if (numbers.size > 0) numbers.clear();
    const own: Own = { digest: new Both(), members, arrays, uniforms, written, isKnown: true };
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
    const { sum, named, isKnown } = ownStructureOf(draft);
    own.digest.sum(sum);
    if (!isKnown) own.isKnown = false;
    for (const { as, id } of named) {
      own.digest.word(as);
      if (as === "column") this.column(id, own);
      else if (as === "uniform") this.uniform(id, own);
      else if (as === "written") this.write(id, own);
      else this.array(id, own);
    }
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
    digest.add(indexIn(uniforms, id)).made(ofUniform(this.compiling.uniforms[id]!));
  }
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

const ofData = (holds: Holds): Made =>
  kept(holds, "structure", () => new Both().text(JSON.stringify(holds)).get());

const ofUniform = (uniform: UniformSpec): Made =>
  kept(uniform, "structure", () => {
    const { type, length, values } = uniform;
    const digest = new Both().word(type).add(length);
    if (typeof values === "string") digest.word(values);
    else for (const value of values) digest.exact(value);
    return digest.get();
  });

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

  sum(sum: Sum): this {
    this.roughly.sum(sum);
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
  readonly arrays: Map<number, number>;
  readonly uniforms: Map<number, number>;
  /** What they put together for others. */
  readonly written: Map<number, number>;
  isKnown: boolean;
};

function indexIn<T>(known: Map<T, number>, one: T): number {
  let index = known.get(one);
  if (index === undefined) known.set(one, (index = known.size));
  return index;
}
