import { type Exact, fraction, ZERO } from "../../base/exact.ts";
import { durationOf, packedDuration } from "../../base/packed-duration.ts";
import type { Duration, Value } from "../../base/value.ts";
import type { Reading } from "../../ir/program.ts";
import { unitsAt } from "./decimals.ts";

/** Values as the numbers that stand for them in memory, and back: people by their place, words by a number. */
export type Coding = {
  readonly encode: (value: Value, as: Reading) => bigint;
  readonly decode: (units: bigint, as: Reading) => Value;
};

export function codingOf(words: ReadonlyMap<string, number>, order: Int32Array, place: Int32Array): Coding {
  const numbers = new Map(words);
  const texts = [...words.keys()];
  return {
    encode(value, as) {
      switch (as.kind) {
        case "amount":
          return unitsAt(value as Exact, as.scale);
        case "yes/no":
          return value ? 1n : 0n;
        case "person":
          return (value as number) < 0 ? -1n : BigInt(place[value as number]!);
        case "word": {
          if (value === null) return -1n;
          const word = String(value);
          let number = numbers.get(word);
          if (number === undefined) {
            number = texts.length;
            numbers.set(word, number);
            texts.push(word);
          }
          return BigInt(number);
        }
        case "duration":
          return packedDuration(value as Duration);
        default:
          return BigInt(value as number);
      }
    },
    decode(units, as) {
      switch (as.kind) {
        case "amount":
          return decimal(units, as.scale);
        case "yes/no":
          return units !== 0n;
        case "person":
          return units < 0n ? -1 : order[Number(units)]!;
        case "word":
          return units < 0n ? null : texts[Number(units)]!;
        case "duration":
          return durationOf(units);
        default:
          return Number(units);
      }
    },
  };
}

/** So many units of a decimal, without the zeros at its end. */
function decimal(units: bigint, scale: number): Exact {
  const number = Number(units);
  if (!Number.isSafeInteger(number) || scale > MOST_DECIMALS) return fraction(units, 10n ** BigInt(scale));
  if (number === 0) return ZERO;
  let [n, d] = [number, 10 ** scale];
  while (d > 1 && n % 10 === 0) {
    n /= 10;
    d /= 10;
  }
  return { n, d };
}
/** Powers of ten are whole numbers up to here, and safe. */
const MOST_DECIMALS = 15;
