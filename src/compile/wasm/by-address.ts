import type { Binary, Type } from "../../ir/code.ts";
import type { Memory } from "../../ir/program.ts";
import type { FunctionWriter } from "./function-writer.ts";
import { binaryOp, loadOp, NO_RESULT, OP, storeOp } from "./instructions.ts";

/** A value as code puts it onto the stack. */
export type Value = { readonly type: Type; readonly push: () => void };

/**
 * Writes a function that knows its memory by addresses, where passes know it by arrays: of what is kept nearly everything
 * stands at a fixed distance from an address in a local, which costs no instruction.
 */
export class ByAddress {
  private readonly writer: FunctionWriter;

  constructor(writer: FunctionWriter) {
    this.writer = writer;
  }

  local(name: string, type: Type = "i32"): Value {
    const index = this.writer.local(name, type);
    return { type, push: () => this.writer.get(index) };
  }

  const(value: number | bigint, type: Type = "i32"): Value {
    return { type, push: () => this.writer.const(type, value) };
  }

  binary(name: Binary, a: Value, b: Value | number): Value {
    const right = typeof b === "number" ? this.const(b, a.type) : b;
    const isTest = /^(eq|ne|[lg][te]_[su])$/.test(name);
    return {
      type: isTest ? "i32" : a.type,
      push: () => {
        a.push();
        right.push();
        this.writer.op(binaryOp[a.type][name]);
      },
    };
  }

  select(when: Value, yes: Value, no: Value): Value {
    return {
      type: yes.type,
      push: () => {
        yes.push();
        no.push();
        when.push();
        this.writer.op(OP.select);
      },
    };
  }

  /** What lies so many bytes behind an address. */
  load(type: Type, address: Value, offset: number, memory: Memory = type): Value {
    const { op, align } = loadOp[type][memory];
    return {
      type,
      push: () => {
        address.push();
        this.writer.memory(op, align, offset);
      },
    };
  }

  store(address: Value, offset: number, value: Value): void {
    address.push();
    value.push();
    this.writer.memory(storeOp[value.type][value.type], loadOp[value.type][value.type].align, offset);
  }

  set(name: string, value: Value): Value {
    value.push();
    const index = this.writer.local(name, value.type);
    this.writer.set(index);
    return { type: value.type, push: () => this.writer.get(index) };
  }

  when(test: Value, yes: () => void, no?: () => void): void {
    test.push();
    this.writer.op(OP.if, NO_RESULT);
    yes();
    if (no) {
      this.writer.op(OP.else);
      no();
    }
    this.writer.op(OP.end);
  }

  /** Goes on while the body comes to something other than 0 at its end; it is gone through at least once. */
  loop(body: () => Value): void {
    this.writer.op(OP.loop, NO_RESULT);
    body().push();
    this.writer.op(OP.branchIf, 0, OP.end);
  }

  call(index: number, ...args: readonly Value[]): void {
    for (const arg of args) arg.push();
    this.writer.call(index);
  }
}
