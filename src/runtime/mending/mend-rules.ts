import type { Expr, How, Merge, Stmt } from "../../ir/code.ts";
import type { FieldRule } from "../../ir/kept-row.ts";
import { slotLayout } from "../../ir/layout.ts";
import type { Field, Pass, Program, TravellersSpec } from "../../ir/program.ts";
import { partsOfExpr } from "../../ir/walk.ts";
import { arraysOf } from "./kept-arrivals.ts";
import { sumReads } from "./sum-reads.ts";

/** What a pass has to do with the memory, as far as it can be run for single people. */
export type MendRules = {
  /** Arrays that are read only where the person stands who is worked out. */
  readonly own: ReadonlySet<number>;
  /** Arrays that are read anywhere: nobody knows for whom a change in them matters. */
  readonly anywhere: ReadonlySet<number>;
  /** Columns that the pass keeps, and rooms to which it only adds. */
  readonly columns: readonly number[];
  readonly sums: readonly number[];
  /** Of a pass that brings nothing: arrays by which it goes what it adds to those rooms. */
  readonly ofSums: ReadonlySet<number>;
  /** Something is brought to the person above. */
  readonly brings: boolean;
  readonly fields: readonly FieldRule[];
  /** The words of 32 bits of a slot. */
  readonly slot: number;
  readonly travellers: readonly TravellersSpec[];
};

/**
 * How a pass is run for single people: null where it cannot be. It can where it keeps nothing but what belongs to the
 * person it stands at, adds to sums of the company, and brings fields and travellers to the person above.
 */
export function mendRulesOf(program: Program, pass: Pass): MendRules | null {
  if (pass.order === "once") return null;
  const brings = pass.fields.length > 0 || pass.travellers.length > 0;
  if (brings && pass.order !== "deepest first") return null;
  const look = new Look(program, pass);
  look.block(pass.body);
  const { own, anywhere, columns, sums } = look;
  const isOwnWork = (array: number) => columns.has(array) || sums.has(array);
  // What it works out itself is not there yet for others.
  if (!look.possible || [...anywhere].some(isOwnWork)) return null;
  const { at, size } = slotLayout(pass.fields);
  const fields: FieldRule[] = [];
  for (const field of pass.fields) {
    const how = look.merges.get(field.id);
    // What is mended would not stop where it does not fit.
    const [one] = how ?? [];
    if (how?.size !== 1 || !one || one === "add or stop") return null;
    fields.push(ruleOf(field, one, at.get(field.id)! / 4));
  }
  return {
    ...{ own, anywhere, columns: [...columns], sums: [...sums], brings },
    ofSums: (brings ? null : sumReads(program, pass, sums)) ?? own,
    ...{ fields, slot: size / 4, travellers: pass.travellers },
  };
}

const ruleOf = ({ type, empty }: Field, how: How, at: number): FieldRule => ({
  at,
  wide: type === "i64",
  how,
  low: Number(BigInt.asIntN(32, empty)),
  high: Number(BigInt.asIntN(32, empty >> 32n)),
});

/** What the code of a pass reads and writes, and where. */
class Look {
  readonly own = new Set<number>();
  readonly anywhere = new Set<number>();
  readonly columns = new Set<number>();
  readonly sums = new Set<number>();
  readonly merges = new Map<number, Set<Merge>>();
  possible = true;
  private readonly program: Program;
  private readonly computed: ReadonlySet<number>;
  /** What travellers lie in, which are looked after apart. */
  private readonly ofTravellers: ReadonlySet<number>;

  constructor(program: Program, { computes, travellers }: Pass) {
    this.program = program;
    this.computed = new Set(computes);
    this.ofTravellers = new Set(travellers.flatMap(arraysOf));
  }

  block(block: readonly Stmt[]): void {
    for (const stmt of block) this.stmt(stmt);
  }

  private stmt(stmt: Stmt): void {
    switch (stmt.op) {
      case "set":
        this.expr(stmt.value);
        return;
      case "merge": {
        const how = this.merges.get(stmt.field) ?? new Set();
        this.merges.set(stmt.field, how.add(stmt.how));
        this.expr(stmt.value);
        return;
      }
      case "column": {
        const { array } = this.program.columns[stmt.column]!;
        if (array !== null) this.columns.add(array);
        this.expr(stmt.value);
        return;
      }
      case "store":
        this.store(stmt.array, stmt.index, stmt.value);
        return;
      case "if":
        this.expr(stmt.when);
        this.block(stmt.yes);
        this.block(stmt.no);
        return;
      case "while":
        this.expr(stmt.test);
        this.block(stmt.body);
        return;
      case "grow":
        this.expr(stmt.elements);
        return;
      case "stop":
        return;
    }
  }

  private store(array: number, index: Expr, value: Expr): void {
    if (this.ofTravellers.has(array)) {
      this.expr(index);
      this.expr(value);
      return;
    }
    const { holds } = this.program.arrays[array]!;
    const isSum =
      holds.kind === "room" &&
      !holds.working &&
      index.op === "const" &&
      value.op === "binary" &&
      value.name === "add" &&
      isElement(value.a, array, index.value);
    if (!isSum) {
      this.possible = false;
      return;
    }
    this.sums.add(array);
    this.expr(value.b);
  }

  private expr(expr: Expr): void {
    switch (expr.op) {
      case "const":
      case "local":
      case "below":
        return;
      case "self": {
        const { array } = this.program.columns[expr.column]!;
        if (array !== null && !this.computed.has(expr.column)) this.own.add(array);
        return;
      }
      case "at": {
        const isOwn = expr.index.op === "local" && expr.index.name === "person";
        if (!this.ofTravellers.has(expr.array)) (isOwn ? this.own : this.anywhere).add(expr.array);
        this.expr(expr.index);
        return;
      }
      default:
        for (const part of partsOfExpr(expr)) this.expr(part);
    }
  }
}

const isElement = (expr: Expr, array: number, index: bigint): boolean =>
  expr.op === "at" && expr.array === array && expr.index.op === "const" && expr.index.value === index;
