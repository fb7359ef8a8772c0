import {
  add,
  compare,
  type Exact,
  floor,
  multiply,
  parseDecimal,
  quotient,
  subtract,
  toDecimal,
  whole,
} from "../../base/exact.ts";
import { sliderStep } from "../../base/slider-step.ts";
import type { ParamOutline } from "../../engine/protocol.ts";

/**
 * A param as a slider: whole positions from 0 to `last`, a step of the plan apart. All of it is exact, so that
 * 5.5 % and a step go to 5.6 % and never to 5.6000000000000005 %.
 */
export type Slider = {
  readonly last: number;
  readonly position: number;
  readonly figureAt: (position: number) => string;
};

const MOST_STEPS = 100_000;
const HUNDRED = whole(100);

/** Null where the plan gives no range, or where the value is no plain figure that could be written over. */
export function sliderOf({ value, from, to, step }: ParamOutline, written: string): Slider | null {
  const [now, least, most] = [value, from, to].map((text) => (text === null ? null : parseDecimal(text)));
  if (!now || !least || !most || compare(most, least) <= 0 || !readFigure(written)) return null;
  const said = step === null ? null : parseDecimal(step);
  const by =
    said && compare(said, whole(0)) > 0
      ? said
      : sliderStep({ value: now, from: least, to: most }, written.includes("%"));
  const last = Math.min(MOST_STEPS, Number(floor(quotient(subtract(most, least), by))));
  const position = Number(floor(add(quotient(subtract(now, least), by), { n: 1, d: 2 })));
  return {
    last,
    position: Math.max(0, Math.min(last, position)),
    figureAt: (at) => writeFigure(add(least, multiply(by, whole(at))), written),
  };
}

type Figure = { readonly before: string; readonly digits: string; readonly after: string };

/** `$1,500` or `5.5%`: what stands around the digits stays. Null for anything that is not one figure. */
function readFigure(written: string): Figure | null {
  const match = /^([^\d\s.-]?\s?-?)(\d[\d,_]*(?:\.\d+)?|\.\d+)(\s?%?)$/.exec(written.trim());
  return match ? { before: match[1]!, digits: match[2]!, after: match[3]! } : null;
}

/** Writes a value as the old figure was written: its sign, its grouping, and no fewer decimals. */
export function writeFigure(value: Exact, written: string): string {
  const figure = readFigure(written);
  if (!figure) return written;
  const text = toDecimal(figure.after.includes("%") ? multiply(value, HUNDRED) : value);
  const [integer = "", decimals = ""] = text.split(".");
  const grouped =
    figure.digits.includes(",") || !/\d{4}/.test(figure.digits)
      ? integer.replace(/\B(?=(\d{3})+$)/g, ",")
      : integer;
  const kept = decimals.padEnd(figure.digits.split(".")[1]?.length ?? 0, "0");
  return `${figure.before}${grouped}${kept && `.${kept}`}${figure.after}`;
}
