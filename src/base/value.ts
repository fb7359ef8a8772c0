import type { Exact } from "./exact.ts";

/** Days since 1 January 1970 (UTC): the calendar has no hours. */
export type Day = number;

/** A length of time as a plan writes it; months and years are calendar ones, so their days depend on where they start. */
export type Duration = { readonly count: number; readonly unit: "days" | "weeks" | "months" | "years" };

/**
 * A value of a plan at run time. It carries no tag: the checked plan knows the type of every place.
 *
 * | type                             | value                                              |
 * | -------------------------------- | -------------------------------------------------- |
 * | money, points, percent, number   | `Exact` (5 % is 0.05)                              |
 * | yes/no                           | boolean                                            |
 * | rank                             | index of the rank in its ladder, -1 for none       |
 * | person                           | index of the person in joining order, -1 for none  |
 * | date                             | `Day`                                              |
 * | duration                         | `Duration`                                         |
 * | choice, text                     | string, null for none                              |
 */
export type Value = Exact | boolean | number | string | null | Duration;
