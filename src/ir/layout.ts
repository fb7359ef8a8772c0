import type { Field, UniformSpec } from "./program.ts";

/** Where things lie in a block of memory, in bytes from its beginning, and how long the block is. */
export type Layout = { readonly at: ReadonlyMap<number, number>; readonly size: number };

const WIDE = 8;
const upTo = (value: number, step: number): number => Math.ceil(value / step) * step;

/** The numbers of a plan: each row of them on a boundary of 8 bytes. */
export function uniformLayout(uniforms: readonly UniformSpec[]): Layout {
  const at = new Map<number, number>();
  let size = 0;
  for (const { id, type, length } of uniforms) {
    at.set(id, size);
    size = upTo(size + length * (type === "i64" ? 8 : 4), WIDE);
  }
  return { at, size };
}

/** A slot: the wide fields first, so that all lie on their boundaries. */
export function slotLayout(fields: readonly Field[]): Layout {
  const at = new Map<number, number>();
  let size = 0;
  for (const type of ["i64", "i32"] as const)
    for (const field of fields)
      if (field.type === type) {
        at.set(field.id, size);
        size += type === "i64" ? 8 : 4;
      }
  return { at, size: upTo(size, WIDE) };
}
