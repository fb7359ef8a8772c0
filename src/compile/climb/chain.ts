import { CHAIN, type Climb } from "../../ir/climb.ts";
import type { ByAddress, Value } from "../wasm/by-address.ts";

const WORD = 4;

/** What is known of a large branch by its number (see `CHAIN`). */
export const onChain = (code: ByAddress, { chain }: Climb, number: Value, what: number): Value =>
  code.load("i32", code.binary("mul", number, WORD * CHAIN.words), chain + WORD * what);

/** Where the row of a large branch begins, in bytes. */
export const rowOf = (code: ByAddress, { row, rows }: Climb, number: Value): Value =>
  code.binary("add", code.binary("mul", number, WORD * row.words), rows);
