import type { Climb } from "../../ir/climb.ts";
import type { ByAddress, Value } from "../wasm/by-address.ts";

const WORD = 4;

/**
 * Does something that adds to sums of the company, and hands on of each what was added, what the sum was before, and at which
 * byte of a row it is kept what somebody adds.
 */
export function addedBy(
  code: ByAddress,
  { sums, row }: Climb,
  work: () => void,
  each: (sum: {
    readonly before: Value;
    readonly added: Value;
    readonly at: number;
    readonly keptAt: number;
  }) => void,
): void {
  const nobody = code.const(0);
  const typeOf = (wide: boolean) => (wide ? "i64" : "i32");
  const befores = sums.map(({ at, wide }, i) => code.set(`sum ${i}`, code.load(typeOf(wide), nobody, at)));
  work();
  sums.forEach(({ at, wide }, i) => {
    const before = befores[i]!;
    const now = code.load(typeOf(wide), nobody, at);
    const added = code.set(`now ${typeOf(wide)}`, code.binary("sub", now, before));
    each({ before, added, at, keptAt: WORD * (row.sums + 2 * i) });
  });
}
