import { compare, type Exact, fraction, multiply, quotient, subtract, whole } from "./exact.ts";

/** A slider that says no step has no more steps than these. */
const MOST_STEPS = 1_000;
const MOST_DECIMALS = 9;
/** A percentage goes by whole per cent. */
const DECIMALS_OF_PERCENT = 2;

/**
 * How far a slider goes at once where its param says no step: by one unit of the last place that its figures have, so that
 * `20 from 1 to 100` counts whole ones; by ten, a hundred, … of them where there would be very many steps.
 *
 * @param figures what the param is set to, and both ends; a percentage as a part of one.
 */
export function sliderStep(
  { value, from, to }: Readonly<Record<"value" | "from" | "to", Exact>>,
  isPercent: boolean,
): Exact {
  const decimals = Math.max(
    isPercent ? DECIMALS_OF_PERCENT : 0,
    ...[value, from, to].map((figure) => decimalsOf(figure)),
  );
  let step = fraction(1, 10 ** decimals);
  while (compare(quotient(subtract(to, from), step), whole(MOST_STEPS)) > 0) step = multiply(step, whole(10));
  return step;
}

function decimalsOf({ n, d }: Exact): number {
  let decimals = 0;
  for (let top = BigInt(n); decimals < MOST_DECIMALS && top % BigInt(d) !== 0n; top *= 10n) decimals++;
  return decimals;
}
