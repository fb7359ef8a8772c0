import { parseDay, printDay } from "../../base/calendar.ts";
import type { Day } from "../../base/value.ts";
import { quoted } from "../faults.ts";
import type { Limits } from "../limits.ts";

/** A cell read as a day, or a sentence that says why it is none. */
export type DayReading = { readonly day: Day } | { readonly message: string };

const TIME = String.raw`(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${TIME}$`);
const DIGITS_ONLY = /^(\d{4})(\d{2})(\d{2})$/;
const DAY_FIRST = new RegExp(String.raw`^(\d{1,2})\.(\d{1,2})\.(\d{4})${TIME}$`);
const TWO_WAYS = new RegExp(String.raw`^(\d{1,2})[/-](\d{1,2})[/-](\d{4})${TIME}$`);

/**
 * Reads `2026-03-21`, `2026/03/21`, `20260321` and `21.03.2026`. A time of day behind them is passed over: the day is
 * the one that is written, in whatever zone it was written.
 *
 * A day such as 03/04/2026 is in April or in March, and is never guessed, not even where other cells of its column
 * can be read in one way only: a column that was filled by two people holds both.
 */
export function readDay(text: string, { yearFirst, yearLast }: Limits): DayReading {
  const iso = YEAR_FIRST.exec(text);
  const digits = iso ? null : DIGITS_ONLY.exec(text);
  const points = iso || digits ? null : DAY_FIRST.exec(text);
  const day = iso
    ? dayOf(iso[1]!, iso[3]!, iso[4]!)
    : digits
      ? dayOf(digits[1]!, digits[2]!, digits[3]!)
      : points
        ? dayOf(points[3]!, points[2]!, points[1]!)
        : undefined;
  if (day === undefined) return { message: messageFor(text) };
  if (day === null) return { message: `${quoted(text)} is not in the calendar; correct it.` };
  const year = Number(printDay(day).slice(0, 4));
  if (year < yearFirst || year > yearLast)
    return {
      message: `${quoted(text)} lies outside of the years ${yearFirst} to ${yearLast}; correct it, or leave the cell empty where no day is meant.`,
    };
  return { day };
}

const dayOf = (year: string, month: string, day: string): Day | null =>
  parseDay(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);

function messageFor(text: string): string {
  const parts = TWO_WAYS.exec(text);
  if (parts) {
    const [, one, other, year] = parts as unknown as [string, string, string, string];
    const days = [dayOf(year, other, one), dayOf(year, one, other)].filter((day) => day !== null);
    const [first, second] = [...new Set(days)].map(printDay);
    if (first !== undefined && second !== undefined)
      return `${quoted(text)} may be two days; write ${first} or ${second}, whichever is meant.`;
    if (first !== undefined) return `${quoted(text)} does not begin with the year; write ${first}.`;
  }
  return `${quoted(text)} is not a day; write it with the year first, as 2026-03-21.`;
}

/** Reads a column's days: the same few stand in most of its cells, and each is read once. */
export function dayReader(limits: Limits): (text: string) => DayReading {
  const known = new Map<string, DayReading>();
  return (text) => {
    let reading = known.get(text);
    if (!reading) {
      reading = readDay(text, limits);
      known.set(text, reading);
    }
    return reading;
  };
}
