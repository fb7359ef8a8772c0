import type { Exact } from "../../base/exact.ts";
import { eachBelow, finished, type Work } from "../../base/pieces.ts";
import type { Value } from "../../base/value.ts";
import type { FigureFacts } from "../../ir/facts.ts";
import { bitsAbove, decimals, unitsAt } from "./decimals.ts";
import type { Amounts } from "./source.ts";

/** Amounts out of values: in units of the finest one's last decimal. */
export const amountsOfValues = (values: readonly (Value | undefined)[]): Amounts =>
  finished(findingAmounts(values));

/** The same piece by piece. */
export function* findingAmounts(values: readonly (Value | undefined)[]): Work<Amounts> {
  let scale = 0;
  const known = new Map<number | bigint, number>([[1, 0]]);
  yield* eachBelow(values.length, (at) => {
    const value = values[at];
    if (value === undefined) return;
    const { d } = value as Exact;
    // What is in lowest terms has as many decimals as its denominator asks for; so have most others.
    let of = known.get(d);
    if (of === undefined) known.set(d, (of = decimals({ n: 1, d })));
    if (of > scale) scale = of;
  });
  const units = new BigInt64Array(values.length);
  const given = new Uint8Array(values.length);
  const halves = new Int32Array(units.buffer);
  const one = 10 ** scale;
  let count = 0;
  yield* eachBelow(values.length, (at) => {
    const value = values[at] as Exact | undefined;
    if (value === undefined) return;
    given[at] = 1;
    count++;
    const { n, d } = value;
    const whole = typeof n === "number" && typeof d === "number" ? n * (one / d) : Number.NaN;
    if (Number.isSafeInteger(whole) && one % Number(d) === 0) {
      halves[2 * at] = whole | 0;
      halves[2 * at + 1] = Math.floor(whole / 2 ** 32);
    } else units[at] = unitsAt(value, scale);
  });
  return {
    units,
    given: count === values.length ? null : given,
    facts: {
      given: count === 0 ? "none" : count === values.length ? "all" : "some",
      scale,
      ...sizesOf(units),
    },
  };
}

/** How large amounts are, and how large all of them together. */
export function sizesOf(units: BigInt64Array): Pick<FigureFacts, "most" | "mass"> {
  let [most, mass] = [0n, 0n];
  // Numbers add up exactly as long as they are safe.
  let [largest, so] = [0, 0];
  const low = new Uint32Array(units.buffer, units.byteOffset, units.length * 2);
  const high = new Int32Array(units.buffer, units.byteOffset, units.length * 2);
  for (let at = 0; at < units.length; at++) {
    const size = Math.abs(high[2 * at + 1]! * 2 ** 32 + low[2 * at]!);
    if (size < 2 ** 52) {
      if (size > largest) largest = size;
      so += size;
      if (so >= 2 ** 52) {
        mass += BigInt(so);
        so = 0;
      }
    } else {
      const exact = units[at]! < 0n ? -units[at]! : units[at]!;
      if (exact > most) most = exact;
      mass += exact;
    }
  }
  if (BigInt(largest) > most) most = BigInt(largest);
  return { most: bitsAbove(most), mass: bitsAbove(mass + BigInt(so)) };
}
