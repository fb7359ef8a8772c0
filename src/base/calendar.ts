import type { Day, Duration } from "./value.ts";

/** The clocks that a plan can run by. */
export const clockUnits = ["day", "week", "month", "quarter", "year"] as const;
export type ClockUnit = (typeof clockUnits)[number];

const MILLISECONDS_A_DAY = 86_400_000;
const toDate = (day: Day): Date => new Date(day * MILLISECONDS_A_DAY);
const fromDate = (date: Date): Day => Math.floor(date.getTime() / MILLISECONDS_A_DAY);

/** Reads `2026-03-21`; null where there is no such day. */
export function parseDay(text: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const date = new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])));
  return date.toISOString().startsWith(text) ? fromDate(date) : null;
}

/** `2026-03-21`. */
export const printDay = (day: Day): string => toDate(day).toISOString().slice(0, 10);

/**
 * The day that lies a duration later. A month later is the same day of the next month, or its last day where there is
 * none (31 January + 1 month is 28 February).
 */
export function addDuration(day: Day, { count, unit }: Duration, sign: 1 | -1 = 1): Day {
  if (unit === "days") return withinCalendar(day + sign * count);
  if (unit === "weeks") return withinCalendar(day + sign * count * 7);
  const months = sign * (unit === "months" ? count : 12 * count);
  if (Math.abs(months) > 12 * YEARS) return sign * count < 0 ? EARLIEST : LATEST;
  const date = toDate(day);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const lastOfMonth = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return withinCalendar(fromDate(first) + Math.min(date.getUTCDate(), lastOfMonth) - 1);
}

/** Days are written with four digits of the year: what lies behind them is the last day of all, or the first. */
const YEARS = 10_000;
const EARLIEST = Date.UTC(100, 0, 1) / MILLISECONDS_A_DAY;
const LATEST = Date.UTC(9999, 11, 31) / MILLISECONDS_A_DAY;
const withinCalendar = (day: Day): Day => Math.min(LATEST, Math.max(EARLIEST, day));

/**
 * The number of the period that a day lies in, counted from 1970. Weeks begin on Monday (ISO 8601). Two days lie in
 * the same period exactly when they have the same number, and later periods have larger ones.
 */
export function periodOf(day: Day, clock: ClockUnit): number {
  const date = toDate(day);
  switch (clock) {
    case "day":
      return day;
    case "week":
      return Math.floor((day + 3) / 7);
    case "month":
      return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
    case "quarter":
      return (date.getUTCFullYear() - 1970) * 4 + Math.floor(date.getUTCMonth() / 3);
    case "year":
      return date.getUTCFullYear() - 1970;
  }
}

/** The first day of a numbered period. */
export function firstDayOf(period: number, clock: ClockUnit): Day {
  switch (clock) {
    case "day":
      return period;
    case "week":
      return period * 7 - 3;
    case "month":
      return fromDate(new Date(Date.UTC(1970, period, 1)));
    case "quarter":
      return fromDate(new Date(Date.UTC(1970, period * 3, 1)));
    case "year":
      return fromDate(new Date(Date.UTC(1970 + period, 0, 1)));
  }
}

/** How a period is called: `2026-03`, `2026-W12`, `2026-Q1`, `2026`, or the day. */
export function printPeriod(period: number, clock: ClockUnit): string {
  const first = firstDayOf(period, clock);
  const year = toDate(first).getUTCFullYear();
  switch (clock) {
    case "day":
      return printDay(first);
    case "week": {
      const thursday = toDate(first + 3).getUTCFullYear();
      const firstThursday = firstDayOf(periodOf(parseDay(`${thursday}-01-04`)!, "week"), "week");
      return `${thursday}-W${String((first - firstThursday) / 7 + 1).padStart(2, "0")}`;
    }
    case "month":
      return printDay(first).slice(0, 7);
    case "quarter":
      return `${year}-Q${(((period % 4) + 4) % 4) + 1}`;
    case "year":
      return String(year);
  }
}
