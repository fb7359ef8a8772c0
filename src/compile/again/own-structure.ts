import { kept } from "../../base/kept.ts";
import { unreachable } from "../../base/unreachable.ts";
import type { Expr, Stmt } from "../../ir/code.ts";
import type { Machine } from "../../ir/program.ts";
import type { Draft } from "../code.ts";
import { readingOf } from "../formulas/terms.ts";
import { Digest, type Sum } from "./digest.ts";

/**
 * What a column says by itself of how it is made, whatever those are made by that it names: these are numbered in the
 * order in which they come up first.
 */
export type OwnStructure = {
  readonly sum: Sum;
  readonly named: readonly Named[];
  /** Whether that is all there is to say: not where its code has names in it that others give. */
  readonly isKnown: boolean;
};

/** What a column names: another column or itself, an array that it reads or writes, a number of the plan. */
export type Named = { readonly as: "column" | "array" | "written" | "uniform"; readonly id: number };

/** What a finished draft says of itself. Its code is the same object as long as it is drafted as it was. */
export const ownStructureOf = (draft: Draft): OwnStructure =>
  kept(draft.body, "own structure", () => new Telling(draft).tell());

/** Names that a pass itself gives. */
const OF_THE_PASS: ReadonlySet<string> = new Set(["person", "depth"]);

class Telling {
  private readonly digest = new Digest();
  private readonly named: Named[] = [];
  private readonly numbers: Readonly<Record<Named["as"], Map<number, number>>> = {
    column: new Map(),
    array: new Map(),
    written: new Map(),
    uniform: new Map(),
  };
  private readonly locals = new Map<string, number>();
  private readonly fields: ReadonlyMap<number, number>;
  private readonly draft: Draft;
  private isKnown = true;

  constructor(draft: Draft) {
    this.draft = draft;
    this.fields = new Map(draft.fields.map(({ id }, i) => [id, i]));
  }

  tell(): OwnStructure {
    const { digest, draft } = this;
    digest.add(draft.fields.length).add(draft.once ? 1 : 0);
    for (const { type, empty } of draft.fields) digest.word(type).wide(empty);
    tellReading(draft, digest);
    for (const extra of draft.extras) tellReading(extra, digest);
    digest.word(draft.order?.order ?? "any order").word(draft.order?.tree ?? "");
    // Along which tree something is brought is said by those who read it.
    digest.add(draft.reads.size);
    for (const [other, wheres] of draft.reads) {
      this.name("column", other.id);
      digest.add(wheres.length);
      for (const { relation, tree } of wheres) digest.word(relation).word(tree);
    }
    if (draft.machine) this.machine(draft.machine);
    this.block(draft.body);
    this.block(draft.brings);
    if (draft.room !== null) this.name("array", draft.room);
    return { sum: digest.get(), named: this.named, isKnown: this.isKnown };
  }

  private name(as: Named["as"], id: number): void {
    const numbers = this.numbers[as];
    let number = numbers.get(id);
    if (number === undefined) {
      number = this.named.push({ as, id });
      numbers.set(id, number);
    }
    // Counted from 1: 0 is what is not there.
    this.digest.add(number);
  }

  private machine(machine: Machine): void {
    const { digest } = this;
    const array = (id: number | null): void => {
      if (id === null) digest.add(0);
      else this.name("array", id);
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
        this.name("column", parts.column);
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
        this.name("column", machine.place);
        return;
      case "board": {
        const { wide, deep, mostCycles, enters, sponsor, newcomers, top } = machine;
        for (const id of [wide, deep, mostCycles, enters, sponsor]) array(id);
        plain([newcomers, top]);
        this.name("column", machine.cycles);
        return;
      }
      case "so far": {
        const { values, from, sequence, days, below } = machine;
        for (const id of [values, from, sequence, days, below?.place ?? null, below?.end ?? null]) array(id);
        plain(machine.noDay);
        this.name("written", machine.found);
        return;
      }
      case "tree":
      case "done before":
        this.isKnown = false;
        return;
      default:
        unreachable(machine);
    }
  }

  private block(block: readonly Stmt[]): void {
    this.digest.add(block.length);
    for (const stmt of block) this.stmt(stmt);
  }

  private stmt(stmt: Stmt): void {
    const { digest } = this;
    digest.word(stmt.op);
    switch (stmt.op) {
      case "set":
        this.expr(stmt.value);
        if (!this.locals.has(stmt.name)) this.locals.set(stmt.name, this.locals.size);
        digest.add(this.locals.get(stmt.name)!);
        return;
      case "column":
        this.name("column", stmt.column);
        this.expr(stmt.value);
        return;
      case "store":
        this.name("written", stmt.array);
        this.expr(stmt.index);
        this.expr(stmt.value);
        return;
      case "merge":
        this.number(this.fields.get(stmt.field));
        digest.word(stmt.how);
        this.expr(stmt.value);
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
        this.name("array", stmt.array);
        this.expr(stmt.elements);
        return;
      case "stop":
        digest.add(stmt.why);
        return;
      default:
        unreachable(stmt);
    }
  }

  /** The number that something of the column's own has; nothing is said of what others give. */
  private number(number: number | undefined): void {
    if (number === undefined) this.isKnown = false;
    else this.digest.add(number);
  }

  private expr(expr: Expr): void {
    const { digest } = this;
    digest.word(expr.op).add(expr.type === "i64" ? 1 : 0);
    switch (expr.op) {
      case "const":
        digest.wide(expr.value);
        return;
      case "local":
        if (OF_THE_PASS.has(expr.name)) digest.word(expr.name);
        else this.number(this.locals.get(expr.name));
        return;
      case "self":
        this.name("column", expr.column);
        return;
      case "at":
        this.name("array", expr.array);
        this.expr(expr.index);
        return;
      case "uniform":
        this.name("uniform", expr.uniform);
        digest.add(expr.index ? 1 : 0);
        if (expr.index) this.expr(expr.index);
        return;
      case "below":
        this.number(this.fields.get(expr.field));
        return;
      case "binary":
        digest.word(expr.name);
        this.expr(expr.a);
        this.expr(expr.b);
        return;
      case "select":
        this.expr(expr.when);
        this.expr(expr.yes);
        this.expr(expr.no);
        return;
      case "call":
        digest.word(expr.name).add(expr.args.length);
        for (const arg of expr.args) this.expr(arg);
        return;
      case "widen":
      case "narrow":
        this.expr(expr.of);
        return;
      default:
        unreachable(expr);
    }
  }
}

function tellReading({ term }: Draft, digest: Digest): void {
  const as = readingOf(term);
  digest.word(as.kind).add(as.kind === "amount" ? as.scale : 0);
}
