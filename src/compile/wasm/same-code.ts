import { kept } from "../../base/kept.ts";
import { unreachable } from "../../base/unreachable.ts";
import type { Expr, Stmt } from "../../ir/code.ts";
import type { Code, Pass, Placed, Program } from "../../ir/program.ts";
import { exprsOf, partsOfExpr, stmtsIn } from "../../ir/walk.ts";

/** A program with the code of its passes. */
export type Coded = { readonly program: Program; readonly code: readonly Code[] };

/** The code that passes of a program had in the one before. */
export class CodeBefore {
  private readonly before: Coded;
  private readonly now: Program;
  private readonly passes: readonly Pass[];
  /** Numbers that stand for something else than before, or lie in other memory. */
  private readonly otherColumns: ReadonlySet<number>;
  private readonly otherArrays: ReadonlySet<number>;

  constructor(before: Coded, now: Program) {
    const { program } = before;
    this.before = before;
    this.now = now;
    this.passes = program.steps.filter((step) => step.kind === "pass");
    this.otherColumns = others(
      program.columns,
      now.columns,
      (a, b) => a.array === b.array && a.type === b.type,
    );
    this.otherArrays = others(program.arrays, now.arrays, (a, b) => a.memory === b.memory);
  }

  /**
   * Null where a pass had none. Two passes have the same code where they are the same but for the numbers and names of what
   * they read and write. `index`: which of all passes of the program it is.
   */
  of(pass: Pass, index: number): Code | null {
    const { before, now, passes } = this;
    const same = passes.findIndex(({ body }) => body === pass.body);
    if (same >= 0 && this.isTheSame(pass, same)) {
      const { bytes, places } = before.code[same]!;
      const isHere = places.every((placed) => placed.kind !== "deep" || placed.pass === index);
      return isHere
        ? before.code[same]!
        : {
            bytes,
            places: places.map((one) => (one.kind === "deep" ? { kind: "deep", pass: index } : one)),
          };
    }
    for (const [i, other] of passes.entries()) {
      if (!isOfOneForm(other, pass)) continue;
      const alike = new Alike(before.program, now);
      const { bytes, places } = before.code[i]!;
      if (alike.pass(other, pass))
        return { bytes, places: places.map((placed) => alike.placed(placed, index)) };
    }
    return null;
  }

  /** Whether a pass that is the same object as one before finds everything where that one did, by the same numbers. */
  private isTheSame(pass: Pass, index: number): boolean {
    const { before, now, otherColumns, otherArrays } = this;
    return (
      isHome(before.program, pass) === isHome(now, pass) &&
      ["order", "depth"].every(
        (what) => treeArray(before.program, pass, what) === treeArray(now, pass, what),
      ) &&
      (otherColumns.size === 0 || !columnsIn(pass).some((id) => otherColumns.has(id))) &&
      (otherArrays.size === 0 ||
        !before.code[index]!.places.some((placed) => placed.kind === "array" && otherArrays.has(placed.id)))
    );
  }
}

/** The numbers of those that are others now, or of which there are not so many any more. */
function others<T>(
  before: readonly T[],
  now: readonly T[],
  isSame: (a: T, b: T) => boolean,
): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [i, one] of before.entries()) if (i >= now.length || !isSame(one, now[i]!)) found.add(i);
  return found;
}

/** The columns that a pass works out, and those that it reads of the person it stands at. */
const columnsIn = ({ body, computes }: Pass): readonly number[] =>
  kept(body, "columns", () => {
    const found = new Set(computes);
    const look = (expr: Expr): void => {
      if (expr.op === "self") found.add(expr.column);
      for (const part of partsOfExpr(expr)) look(part);
    };
    const block = (stmts: readonly Stmt[]): void => {
      for (const stmt of stmts) {
        for (const expr of exprsOf(stmt)) look(expr);
        block(stmtsIn(stmt));
      }
    };
    block(body);
    return [...found];
  });

/** What two passes with the same code have in common at a glance: nearly all others differ in it. */
const isOfOneForm = (a: Pass, b: Pass): boolean =>
  a.order === b.order &&
  a.byDepth === b.byDepth &&
  a.body.length === b.body.length &&
  a.fields.length === b.fields.length &&
  a.computes.length === b.computes.length;

/** Numbers of two programs, of which each stands for one of the other. */
class Numbers {
  private readonly there: number[] = [];
  private readonly back: number[] = [];

  pair(a: number, b: number): boolean {
    const known = this.there[a];
    if (known !== undefined) return known === b;
    if (this.back[b] !== undefined) return false;
    this.there[a] = b;
    this.back[b] = a;
    return true;
  }

  of(a: number): number {
    return this.there[a]!;
  }
}

/** Names, in the same way. */
class Names {
  private readonly there = new Map<string, string>();
  private readonly back = new Set<string>();

  pair(a: string, b: string): boolean {
    const known = this.there.get(a);
    if (known !== undefined) return known === b;
    if (this.back.has(b)) return false;
    this.there.set(a, b);
    this.back.add(b);
    return true;
  }
}

/** Compares two passes: `a` is of the program before. */
class Alike {
  private readonly columns = new Numbers();
  private readonly arrays = new Numbers();
  private readonly numbers = new Numbers();
  private readonly fields = new Numbers();
  private readonly locals = new Names();
  private readonly before: Program;
  private readonly now: Program;

  constructor(before: Program, now: Program) {
    this.before = before;
    this.now = now;
    for (const name of NAMED_BY_CODE) this.locals.pair(name, name);
  }

  /** What lies at a place that the code before was told of. */
  placed(placed: Placed, pass: number): Placed {
    switch (placed.kind) {
      case "array":
        return { kind: "array", id: this.arrays.of(placed.id) };
      case "numbers":
        return { kind: "numbers", id: this.numbers.of(placed.id) };
      case "deep":
        return { kind: "deep", pass };
      default:
        return placed;
    }
  }

  pass(a: Pass, b: Pass): boolean {
    return (
      isHome(this.before, a) === isHome(this.now, b) &&
      all(a.fields, b.fields, (one, other) => one.type === other.type && one.empty === other.empty) &&
      all(a.fields, b.fields, (one, other) => this.fields.pair(one.id, other.id)) &&
      all(a.computes, b.computes, (one, other) => this.column(one, other)) &&
      ["order", "depth"].every((what) =>
        this.array(treeArray(this.before, a, what), treeArray(this.now, b, what)),
      ) &&
      this.block(a.body, b.body)
    );
  }

  private column(a: number, b: number): boolean {
    const [one, other] = [this.before.columns[a]!, this.now.columns[b]!];
    return this.columns.pair(a, b) && one.type === other.type && this.array(one.array, other.array);
  }

  private array(a: number | null, b: number | null): boolean {
    if (a === null || b === null) return a === b;
    return this.arrays.pair(a, b) && this.before.arrays[a]!.memory === this.now.arrays[b]!.memory;
  }

  private block(a: readonly Stmt[], b: readonly Stmt[]): boolean {
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!this.stmt(a[i]!, b[i]!)) return false;
    return true;
  }

  private stmt(a: Stmt, other: Stmt): boolean {
    if (a.op !== other.op) return false;
    const b = other as never;
    switch (a.op) {
      case "set": {
        const { name, value }: typeof a = b;
        return this.expr(a.value, value) && this.locals.pair(a.name, name);
      }
      case "column": {
        const { column, value }: typeof a = b;
        return this.column(a.column, column) && this.expr(a.value, value);
      }
      case "store": {
        const { array, index, value }: typeof a = b;
        return this.array(a.array, array) && this.expr(a.index, index) && this.expr(a.value, value);
      }
      case "merge": {
        const { field, how, value }: typeof a = b;
        return a.how === how && this.fields.pair(a.field, field) && this.expr(a.value, value);
      }
      case "if": {
        const { when, yes, no }: typeof a = b;
        return this.expr(a.when, when) && this.block(a.yes, yes) && this.block(a.no, no);
      }
      case "while": {
        const { test, body }: typeof a = b;
        return this.expr(a.test, test) && this.block(a.body, body);
      }
      case "grow": {
        const { array, elements }: typeof a = b;
        return this.array(a.array, array) && this.expr(a.elements, elements);
      }
      case "stop":
        return a.why === (b as typeof a).why;
      default:
        return unreachable(a);
    }
  }

  private expr(a: Expr, other: Expr): boolean {
    if (a.op !== other.op || a.type !== other.type) return false;
    const b = other as never;
    switch (a.op) {
      case "const":
        return a.value === (b as typeof a).value;
      case "local":
        return this.locals.pair(a.name, (b as typeof a).name);
      case "self":
        return this.column(a.column, (b as typeof a).column);
      case "at": {
        const { array, index }: typeof a = b;
        return this.array(a.array, array) && this.expr(a.index, index);
      }
      case "uniform": {
        const { uniform, index }: typeof a = b;
        if (!this.numbers.pair(a.uniform, uniform)) return false;
        return a.index === null || index === null ? a.index === index : this.expr(a.index, index);
      }
      case "below":
        return this.fields.pair(a.field, (b as typeof a).field);
      case "binary": {
        const { name, a: left, b: right }: typeof a = b;
        return a.name === name && this.expr(a.a, left) && this.expr(a.b, right);
      }
      case "select": {
        const { when, yes, no }: typeof a = b;
        return this.expr(a.when, when) && this.expr(a.yes, yes) && this.expr(a.no, no);
      }
      case "call": {
        const { name, args }: typeof a = b;
        return a.name === name && all(a.args, args, (one, arg) => this.expr(one, arg));
      }
      case "widen":
      case "narrow":
        return this.expr(a.of, (b as typeof a).of);
      default:
        return unreachable(a);
    }
  }
}

/** Names that code itself gives to what it goes through. */
const NAMED_BY_CODE = ["from", "to", "at", "person", "depth", "deep", "here", "below"];

const isHome = ({ home }: Program, { tree }: Pass): boolean => tree === "" || tree === home;

/** What is told of the tree that a pass goes along. */
const treeArray = ({ arrays, home }: Program, { tree }: Pass, what: string): number | null =>
  arrays.find(({ holds }) => holds.kind === "tree" && holds.tree === (tree || home) && holds.what === what)
    ?.id ?? null;

const all = <T>(a: readonly T[], b: readonly T[], alike: (one: T, other: T) => boolean): boolean =>
  a.length === b.length && a.every((one, i) => alike(one, b[i]!));
