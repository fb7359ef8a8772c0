import type { Type } from "../../ir/code.ts";
import { Bytes } from "./bytes.ts";
import { codeOfType, OP } from "./instructions.ts";

/** Below it a number, and the number below 0, have 32 bits. */
const SMALL = 2 ** 31;

/** What locals take, where they are not very many. */
const LOCALS = 64;

/** The body of one function as it is written: its locals by name, and its instructions. */
export class FunctionWriter {
  readonly code = new Bytes();
  private readonly indices = new Map<string, number>();
  private readonly types: Type[] = [];
  private readonly params: readonly Type[];
  private temporaries = 0;

  constructor(params: readonly { readonly name: string; readonly type: Type }[]) {
    this.params = params.map(({ type }) => type);
    for (const { name, type } of params) this.local(name, type);
  }

  /** The number of a local, which is made when it is first named. */
  local(name: string, type: Type): number {
    let index = this.indices.get(name);
    if (index === undefined) {
      index = this.types.length;
      this.indices.set(name, index);
      this.types.push(type);
    }
    return index;
  }

  temporary(type: Type): number {
    return this.local(` ${this.temporaries++}`, type);
  }

  op(...codes: number[]): void {
    for (const code of codes) this.code.byte(code);
  }

  get(index: number): void {
    this.code.byte(OP.localGet);
    this.code.unsigned(index);
  }

  set(index: number): void {
    this.code.byte(OP.localSet);
    this.code.unsigned(index);
  }

  tee(index: number): void {
    this.code.byte(OP.localTee);
    this.code.unsigned(index);
  }

  global(index: number): void {
    this.code.byte(OP.globalGet);
    this.code.unsigned(index);
  }

  const(type: Type, value: bigint | number): void {
    this.code.byte(type === "i32" ? OP.i32Const : OP.i64Const);
    // Most are small, and what is done to plain numbers is fast.
    const plain = Number(value);
    if (plain >= -SMALL && plain < SMALL) this.code.signed(plain);
    else if (type === "i32") this.code.signed(Number(BigInt.asIntN(32, BigInt(value))));
    else this.code.signedWide(BigInt.asIntN(64, BigInt(value)));
  }

  memory(op: number, align: number, offset: number): void {
    this.code.byte(op);
    this.code.unsigned(align);
    this.code.unsigned(offset);
  }

  call(index: number): void {
    this.code.byte(OP.call);
    this.code.unsigned(index);
  }

  /** The function as the code section wants it: its locals, and behind them its instructions. */
  finish(): readonly [Bytes, Bytes] {
    const locals = new Bytes(LOCALS);
    const runs: { type: Type; count: number }[] = [];
    for (const type of this.types.slice(this.params.length)) {
      const last = runs.at(-1);
      if (last?.type === type) last.count++;
      else runs.push({ type, count: 1 });
    }
    locals.unsigned(runs.length);
    for (const { type, count } of runs) {
      locals.unsigned(count);
      locals.byte(codeOfType[type]);
    }
    this.code.byte(OP.end);
    return [locals, this.code];
  }
}
