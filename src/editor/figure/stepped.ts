/** A figure as the language writes it: a currency sign or a `%`, thousands with commas or `_`, decimals behind a point. */
const FIGURE =
  /^(?<sign>\p{Sc}?)(?<whole>\d{1,3}(?:,\d{3})+|\d+(?:_\d+)*)(?:\.(?<decimals>\d+))?(?<unit>%?)$/u;

/**
 * A figure that is some steps larger or smaller, one step being one unit of the last place that is written: `5.5%` becomes
 * `5.6%`, and `1,000` becomes `1,001`. It is worked out on the digits, so nothing is ever off by a rounding, and it
 * never goes below 0. Null where the text is no figure, or one that is spelled wrong.
 */
export function stepped(written: string, steps: number): string | null {
  const parts = FIGURE.exec(written)?.groups;
  if (!parts) return null;
  const { sign = "", whole = "", decimals = "", unit = "" } = parts;
  const value = BigInt(whole.replace(/[,_]/g, "") + decimals) + BigInt(steps);
  const digits = (value > 0n ? value : 0n).toString().padStart(decimals.length + 1, "0");
  const point = digits.length - decimals.length;
  const fraction = decimals === "" ? "" : `.${digits.slice(point)}`;
  return `${sign}${grouped(digits.slice(0, point), whole)}${fraction}${unit}`;
}

/** Thousands as they were written; a figure that had none yet gets commas, as the formatter writes them. */
function grouped(digits: string, like: string): string {
  const isPlain = like.length > 3 && !/[,_]/.test(like);
  return isPlain ? digits : digits.replace(/\B(?=(?:\d{3})+$)/g, like.includes("_") ? "_" : ",");
}
