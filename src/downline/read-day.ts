import { parseDay } from "../base/calendar.ts";
import type { Day } from "../base/value.ts";

/** Why a text is no day: it is not one at all, or may be read as two. */
export type DayReading = { readonly day: Day } | { readonly why: "no day" | "two readings" };

/** Reads `2026-03-21`, `2026/03/21`, `20260321` and `21.03.2026`. A date such as 03/04/2026 is two days, and is never guessed. */
export function readDay(text: string): DayReading {
  const iso = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T ].*)?$/.exec(text);
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  const parts = iso ? [iso[1]!, iso[2]!, iso[3]!] : german ? [german[3]!, german[2]!.padStart(2, "0"), german[1]!.padStart(2, "0")] : null;
  const day = parts ? parseDay(parts.join("-")) : null;
  if (day !== null) return { day };
  const slashes = /^(\d{1,2})[/-](\d{1,2})[/-](\d{2}|\d{4})$/.test(text);
  return { why: slashes ? "two readings" : "no day" };
}

/** The sentence for a cell that holds no day. */
export const dayMessage = (text: string, why: "no day" | "two readings"): string =>
  why === "two readings" ? `\`${text}\` may be read as two days: write it as year-month-day, such as 2026-03-21.` : `\`${text}\` is no day: write it as year-month-day, such as 2026-03-21.`;
