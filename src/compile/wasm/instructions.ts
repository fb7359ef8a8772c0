import type { Binary, Type } from "../../ir/code.ts";
import type { Memory } from "../../ir/program.ts";

/** Opcodes of WebAssembly 1.0, as far as they are used. */
export const OP = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  branch: 0x0c,
  branchIf: 0x0d,
  call: 0x10,
  select: 0x1b,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  globalGet: 0x23,
  memorySize: 0x3f,
  memoryGrow: 0x40,
  i32Const: 0x41,
  i64Const: 0x42,
  i32Eqz: 0x45,
  i32WrapI64: 0xa7,
  i64ExtendI32S: 0xac,
} as const;
export const NO_RESULT = 0x40;
export const codeOfType: Readonly<Record<Type, number>> = { i32: 0x7f, i64: 0x7e };

export const binaryOp: Readonly<Record<Type, Readonly<Record<Binary, number>>>> = {
  i32: {
    ...{ eq: 0x46, ne: 0x47, lt_s: 0x48, lt_u: 0x49, gt_s: 0x4a, le_s: 0x4c, ge_s: 0x4e, ge_u: 0x4f },
    ...{ add: 0x6a, sub: 0x6b, mul: 0x6c, div_s: 0x6d, div_u: 0x6e, rem_s: 0x6f, rem_u: 0x70 },
    ...{ and: 0x71, or: 0x72, xor: 0x73, shl: 0x74, shr_s: 0x75, shr_u: 0x76 },
  },
  i64: {
    ...{ eq: 0x51, ne: 0x52, lt_s: 0x53, lt_u: 0x54, gt_s: 0x55, le_s: 0x57, ge_s: 0x59, ge_u: 0x5a },
    ...{ add: 0x7c, sub: 0x7d, mul: 0x7e, div_s: 0x7f, div_u: 0x80, rem_s: 0x81, rem_u: 0x82 },
    ...{ and: 0x83, or: 0x84, xor: 0x85, shl: 0x86, shr_s: 0x87, shr_u: 0x88 },
  },
};

/** How an element of memory is read as a value of a type: opcode and alignment. */
type Load = { readonly op: number; readonly align: number };
export const loadOp: Readonly<Record<Type, Readonly<Record<Memory, Load>>>> = {
  i32: {
    u8: { op: 0x2d, align: 0 },
    i8: { op: 0x2c, align: 0 },
    u16: { op: 0x2f, align: 1 },
    i16: { op: 0x2e, align: 1 },
    i32: { op: 0x28, align: 2 },
    // Its lower half.
    i64: { op: 0x28, align: 2 },
  },
  i64: {
    u8: { op: 0x31, align: 0 },
    i8: { op: 0x30, align: 0 },
    u16: { op: 0x33, align: 1 },
    i16: { op: 0x32, align: 1 },
    i32: { op: 0x34, align: 2 },
    i64: { op: 0x29, align: 3 },
  },
};
/** How a value of a type is written to memory, of which it needs no more than there is. */
export const storeOp: Readonly<Record<Type, Readonly<Record<Memory, number>>>> = {
  i32: { u8: 0x3a, i8: 0x3a, u16: 0x3b, i16: 0x3b, i32: 0x36, i64: 0x36 },
  i64: { u8: 0x3c, i8: 0x3c, u16: 0x3d, i16: 0x3d, i32: 0x3e, i64: 0x37 },
};
