import { unreachable } from "../../base/unreachable.ts";
import type { Expr, Merge, Routine, Stmt, Type } from "../../ir/code.ts";
import { slotLayout } from "../../ir/layout.ts";
import { type Code, type Memory, type Pass, type Program, sizeOf } from "../../ir/program.ts";
import { FunctionWriter } from "./function-writer.ts";
import { binaryOp, loadOp, NO_RESULT, OP, storeOp } from "./instructions.ts";
import { type Kept, type KeptInLocals, keptInLocals, NOTHING_KEPT } from "./kept-in-locals.ts";
import { type ModuleFunction, moduleOf } from "./module.ts";
import { Places, Routines } from "./numbered.ts";
import { CodeBefore, type Coded } from "./same-code.ts";

/**
 * The passes of a program as WebAssembly: each a module of its own with one function, `pass0(from, to)`, which goes through the
 * people from `from` up to `to` in the order of its tree (backwards where children come first), so that a long pass can be run in
 * pieces. The places of everything in memory come in as globals: one module serves downlines of every size. In a module
 * everything is numbered as it comes: that of a pass is the same in every program that has it, where the browser may have
 * made it fast meanwhile. `before`: what has been written of another program; where that is the same it is taken from there.
 */
export function emit(program: Program, before: Coded | null = null): Code[] {
  const known = before && new CodeBefore(before, program);
  return passesOf(program).map(
    (pass, index) => known?.of(pass, index) ?? emitModule(program, [{ pass, index }]),
  );
}

/** All passes in one module, for who wants to have it: `pass0`, `pass1` and so on. */
export const emitWhole = (program: Program): Code =>
  emitModule(
    program,
    passesOf(program).map((pass, index) => ({ pass, index })),
  );

const passesOf = ({ steps }: Program): Pass[] => steps.filter((step) => step.kind === "pass");

/** `index`: which of all passes of the program it is. */
type Numbered = { readonly pass: Pass; readonly index: number };

function emitModule(program: Program, passes: readonly Numbered[]): Code {
  const context: Context = {
    program,
    places: new Places(),
    routines: new Routines(program, passes.length),
    columnNames: program.columns.map(({ id }) => `c${id}`),
  };
  const functions = [
    ...passes.map((one, i) => ({ ...emitPass(context, one), name: `pass${i}` })),
    ...context.routines.emitted((routine) => emitRoutine(context, routine)),
  ];
  const { all } = context.places;
  const globals = all.map((_, i) => `p${i}`);
  return { bytes: moduleOf(functions, globals), places: all };
}

type Context = {
  readonly program: Program;
  readonly places: Places;
  readonly routines: Routines;
  /** The local that holds what has been computed of a column, by its number. */
  readonly columnNames: readonly string[];
};

/** Where code stands: in a pass it knows the person, and what it has computed of him so far. */
type Place = Context & {
  readonly writer: FunctionWriter;
  readonly pass: Pass | null;
  readonly computed: ReadonlySet<number>;
  readonly fieldAt: ReadonlyMap<number, number>;
  readonly kept: KeptInLocals;
};

function emitRoutine(context: Context, { name, params, body, result }: Routine): ModuleFunction {
  const writer = new FunctionWriter(params);
  const place: Place = {
    ...{ ...context, writer, pass: null },
    ...{ computed: new Set(), fieldAt: new Map(), kept: NOTHING_KEPT },
  };
  emitBlock(place, body);
  emitExpr(place, result);
  return {
    name: null,
    routine: name,
    params: params.map(({ type }) => type),
    result: result.type,
    body: writer.finish(),
  };
}

function emitPass(context: Context, { pass, index }: Numbered): ModuleFunction {
  const writer = new FunctionWriter([
    { name: "from", type: "i32" },
    { name: "to", type: "i32" },
  ]);
  if (pass.order === "once") return emitOnce(context, pass, writer);
  const slots = slotLayout(pass.fields);
  const place: Place = {
    ...context,
    writer,
    pass,
    computed: new Set(pass.computes),
    fieldAt: slots.at,
    kept: NOTHING_KEPT,
  };
  const kept = keptInLocals(pass, (column) => context.program.columns[column]!.array);
  const isHome = pass.tree === "" || pass.tree === context.program.home;
  const backwards = pass.order === "deepest first";
  const treeArray = (what: "order" | "depth") =>
    context.program.arrays.find(
      ({ holds }) =>
        holds.kind === "tree" && holds.tree === (pass.tree || context.program.home) && holds.what === what,
    );
  const [from, to, at, person] = ["from", "to", "at", "person"].map((name) => writer.local(name, "i32"));
  const usesSlots = pass.fields.length > 0 || pass.byDepth;
  const [depth, deep, here, below] = ["depth", "deep", "here", "below"].map((name) =>
    writer.local(name, "i32"),
  );

  // What the loop reads again and again of the places in memory is kept in locals.
  if (usesSlots) {
    writer.global(context.places.deep(index));
    writer.memory(loadOp.i32.i32.op, 2, 0);
    writer.set(deep!);
  }
  keep(place, kept.ofPlan);
  writer.get(backwards ? to! : from!);
  writer.set(at!);
  writer.op(OP.block, NO_RESULT, OP.loop, NO_RESULT);
  writer.get(at!);
  writer.get(backwards ? from! : to!);
  writer.op(backwards ? binaryOp.i32.le_s : binaryOp.i32.ge_s, OP.branchIf, 1);
  if (backwards) step(writer, at!, -1);
  if (isHome) writer.get(at!);
  else {
    writer.get(at!);
    load(place, treeArray("order")!.id, "i32");
  }
  writer.set(person!);
  if (usesSlots) {
    writer.get(at!);
    load(place, treeArray("depth")!.id, "i32");
    writer.tee(depth!);
    writer.const("i32", slots.size);
    writer.op(binaryOp.i32.mul);
    writer.global(context.places.of("slots"));
    writer.op(binaryOp.i32.add);
    writer.tee(here!);
    writer.const("i32", slots.size);
    writer.op(binaryOp.i32.add);
    writer.set(below!);
  }
  keep(place, kept.ofPerson);
  emitBlock({ ...place, kept }, pass.body);
  if (usesSlots) {
    // Whoever has somebody below leaves the slot as it was found.
    writer.get(deep!);
    writer.get(depth!);
    writer.op(binaryOp.i32.gt_s, OP.if, NO_RESULT);
    for (const { id, type, empty } of pass.fields) {
      writer.get(below!);
      writer.const(type, empty);
      writer.memory(storeOp[type][type], loadOp[type][type].align, slots.at.get(id)!);
    }
    writer.op(OP.end);
    writer.get(depth!);
    writer.set(deep!);
  }
  if (!backwards) step(writer, at!, 1);
  writer.op(OP.branch, 0, OP.end, OP.end);
  if (usesSlots) {
    writer.global(context.places.deep(index));
    writer.get(deep!);
    writer.memory(storeOp.i32.i32, 2, 0);
  }
  return { name: null, routine: null, params: ["i32", "i32"], result: null, body: writer.finish() };
}

function keep(place: Place, all: readonly Kept[]): void {
  for (const { expr, local } of all) {
    emitExpr(place, expr);
    place.writer.set(place.writer.local(local, expr.type));
  }
}

/** What is about nobody is worked out without a loop. */
function emitOnce(context: Context, pass: Pass, writer: FunctionWriter): ModuleFunction {
  emitBlock(
    { ...context, writer, pass, computed: new Set(pass.computes), fieldAt: new Map(), kept: NOTHING_KEPT },
    pass.body,
  );
  return { name: null, routine: null, params: ["i32", "i32"], result: null, body: writer.finish() };
}

function step(writer: FunctionWriter, local: number, by: number): void {
  writer.get(local);
  writer.const("i32", by);
  writer.op(binaryOp.i32.add);
  writer.set(local);
}

/** Reads an element as a value of a type; its index is on the stack. */
function load(place: Place, array: number, type: Type): void {
  const { memory } = place.program.arrays[array]!;
  address(place, array);
  const { op, align } = loadOp[type][memory];
  place.writer.memory(op, align, 0);
}

/** Writes a value of a type; its address and it are on the stack. */
function store(place: Place, array: number, type: Type): void {
  const { memory } = place.program.arrays[array]!;
  place.writer.memory(storeOp[type][memory], loadOp[type][memory].align, 0);
}

/** By how many bits an index is moved to come to bytes. */
const shiftOf: Readonly<Record<Memory, number>> = { u8: 0, i8: 0, u16: 1, i16: 1, i32: 2, i64: 3 };

/** Turns an index on the stack into the address of an element. */
function address({ program, writer, places }: Place, array: number): void {
  const shift = shiftOf[program.arrays[array]!.memory];
  if (shift > 0) {
    writer.const("i32", shift);
    writer.op(binaryOp.i32.shl);
  }
  writer.global(places.array(array));
  writer.op(binaryOp.i32.add);
}

function emitExpr(place: Place, expr: Expr): void {
  const { writer } = place;
  const kept = place.kept.localOf(expr);
  if (kept !== null) {
    writer.get(writer.local(kept, expr.type));
    return;
  }
  switch (expr.op) {
    case "const":
      writer.const(expr.type, expr.value);
      return;
    case "local":
      writer.get(writer.local(expr.name, expr.type));
      return;
    case "self": {
      if (place.computed.has(expr.column)) {
        writer.get(writer.local(place.columnNames[expr.column]!, expr.type));
        return;
      }
      writer.get(writer.local("person", "i32"));
      load(place, place.program.columns[expr.column]!.array!, expr.type);
      return;
    }
    case "at":
      emitExpr(place, expr.index);
      load(place, expr.array, expr.type);
      return;
    case "uniform": {
      const numbers = place.places.numbersOf(expr.uniform);
      const { op, align } = loadOp[expr.type][expr.type];
      if (expr.index === null) writer.global(numbers);
      else {
        emitExpr(place, expr.index);
        writer.const("i32", expr.type === "i64" ? 3 : 2);
        writer.op(binaryOp.i32.shl);
        writer.global(numbers);
        writer.op(binaryOp.i32.add);
      }
      writer.memory(op, align, 0);
      return;
    }
    case "below": {
      writer.get(writer.local("below", "i32"));
      const { op, align } = loadOp[expr.type][expr.type];
      writer.memory(op, align, place.fieldAt.get(expr.field)!);
      return;
    }
    case "binary": {
      emitExpr(place, expr.a);
      const isNot =
        expr.name === "eq" && expr.a.type === "i32" && expr.b.op === "const" && expr.b.value === 0n;
      if (isNot) writer.op(OP.i32Eqz);
      else {
        emitExpr(place, expr.b);
        writer.op(binaryOp[expr.a.type][expr.name]);
      }
      return;
    }
    case "select":
      emitExpr(place, expr.yes);
      emitExpr(place, expr.no);
      emitExpr(place, expr.when);
      writer.op(OP.select);
      return;
    case "call":
      for (const arg of expr.args) emitExpr(place, arg);
      writer.call(place.routines.of(expr.name));
      return;
    case "widen":
      emitExpr(place, expr.of);
      writer.op(OP.i64ExtendI32S);
      return;
    case "narrow":
      emitExpr(place, expr.of);
      writer.op(OP.i32WrapI64);
      return;
    default:
      unreachable(expr);
      return;
  }
}

function emitBlock(place: Place, block: readonly Stmt[]): void {
  for (const stmt of block) emitStmt(place, stmt);
}

function emitStmt(place: Place, stmt: Stmt): void {
  const { writer } = place;
  switch (stmt.op) {
    case "set":
      emitExpr(place, stmt.value);
      writer.set(writer.local(stmt.name, stmt.value.type));
      return;
    case "column": {
      const { array, type } = place.program.columns[stmt.column]!;
      const value = writer.local(place.columnNames[stmt.column]!, type);
      emitExpr(place, stmt.value);
      writer.set(value);
      if (array === null) return;
      writer.get(writer.local("person", "i32"));
      address(place, array);
      writer.get(value);
      store(place, array, type);
      return;
    }
    case "store": {
      emitExpr(place, stmt.index);
      address(place, stmt.array);
      emitExpr(place, stmt.value);
      store(place, stmt.array, stmt.value.type);
      return;
    }
    case "merge": {
      const offset = place.fieldAt.get(stmt.field)!;
      const { type } = stmt.value;
      const here = writer.local("here", "i32");
      writer.get(here);
      writer.get(here);
      const { op, align } = loadOp[type][type];
      writer.memory(op, align, offset);
      emitExpr(place, stmt.value);
      merge(place, stmt.how, type);
      writer.memory(storeOp[type][type], align, offset);
      return;
    }
    case "if":
      emitExpr(place, stmt.when);
      writer.op(OP.if, NO_RESULT);
      emitBlock(place, stmt.yes);
      if (stmt.no.length > 0) {
        writer.op(OP.else);
        emitBlock(place, stmt.no);
      }
      writer.op(OP.end);
      return;
    case "while":
      writer.op(OP.block, NO_RESULT, OP.loop, NO_RESULT);
      emitExpr(place, stmt.test);
      writer.op(OP.i32Eqz, OP.branchIf, 1);
      emitBlock(place, stmt.body);
      writer.op(OP.branch, 0, OP.end, OP.end);
      return;
    case "grow":
      grow(place, stmt.array, stmt.elements);
      return;
    case "stop":
      writer.global(place.places.of("state"));
      writer.const("i32", stmt.why);
      writer.memory(storeOp.i32.i32, 2, 0);
      writer.op(OP.unreachable);
      return;
    default:
      unreachable(stmt);
      return;
  }
}

/** Makes one value of two on the stack. */
function merge({ writer, routines }: Place, how: Merge, type: Type): void {
  if (how === "add or stop") {
    writer.call(routines.of("add"));
    return;
  }
  if (how === "add" || how === "or" || how === "and") {
    writer.op(binaryOp[type][how]);
    return;
  }
  const [old, value] = [writer.temporary(type), writer.temporary(type)];
  writer.set(value);
  writer.tee(old);
  writer.get(value);
  writer.get(old);
  writer.get(value);
  writer.op(binaryOp[type][how === "max" ? "gt_s" : "lt_s"], OP.select);
}

const PAGE_SHIFT = 16;

/** Grows the memory until an array that lies at its end has room for so many elements. */
function grow(place: Place, array: number, elements: Expr): void {
  const { writer, program } = place;
  const pages = writer.temporary("i32");
  writer.global(place.places.array(array));
  emitExpr(place, elements);
  writer.const("i32", sizeOf[program.arrays[array]!.memory]);
  writer.op(binaryOp.i32.mul, binaryOp.i32.add);
  writer.const("i32", PAGE_SHIFT);
  writer.op(binaryOp.i32.shr_u);
  writer.const("i32", 1);
  writer.op(binaryOp.i32.add, OP.memorySize, 0, binaryOp.i32.sub);
  writer.tee(pages);
  writer.const("i32", 0);
  writer.op(binaryOp.i32.gt_s, OP.if, NO_RESULT);
  writer.get(pages);
  writer.op(OP.memoryGrow, 0);
  writer.const("i32", -1);
  writer.op(binaryOp.i32.eq, OP.if, NO_RESULT);
  emitStmt(place, { op: "stop", why: 2 });
  writer.op(OP.end, OP.end);
}
