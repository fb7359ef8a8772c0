import { type ClockUnit, clockUnits } from "../base/calendar.ts";
import type { CheckedPlan } from "../check/checked-plan.ts";
import type { ElsewhereFacts, Facts } from "../ir/facts.ts";
import type { Elsewhere } from "../ir/program.ts";
import { Numbers } from "./again/drafted-again.ts";
import type { Compiling, Draft } from "./code.ts";
import { type Before, type Bounds, type Compiled, type Outline, outline } from "./compile.ts";
import type { Offers } from "./money/offers.ts";

/**
 * A plan as programs: one for the periods of its own clock, and for each other clock one that works out what is read of it.
 * What reads a longer period while it is running has a program of its own, over the orders that have come in so far.
 */
export type Clockwork = {
  readonly main: PartOfClockwork;
  /** The others: each behind those that read it. */
  readonly others: readonly PartOfClockwork[];
};
export type PartOfClockwork = {
  /** The same for the same part of the next text. */
  readonly key: string;
  readonly clock: ClockUnit;
  /** Whether only the orders up to a day, or up to another order, are there. */
  readonly soFar: boolean;
  readonly compiled: Compiled;
  readonly reads: readonly { readonly read: Elsewhere; readonly from: string }[];
};

export type OfClocks = {
  /** What is known of the data in the plan's own periods, and in those of a clock of which others read something. */
  readonly facts: Facts;
  readonly factsOf: (clock: ClockUnit) => Facts;
  /** Not more periods of a shorter clock lie in one of a longer one. */
  readonly mostWithin: (clock: ClockUnit, shorter: ClockUnit) => number;
  readonly everything?: boolean;
  /** What there was code for before, by the key of the part. */
  readonly before?: (key: string) => Before | null;
};

/** A part on its way to code. */
type Part = {
  readonly key: string;
  readonly clock: ClockUnit;
  readonly soFar: boolean;
  /** Whether it is asked for periods that the plan's own clock has not come to. */
  readonly ahead: boolean;
  /** How many parts stand between it and the main one, at least. */
  readonly level: number;
  readonly wanted: Map<string, (compiling: Compiling) => Draft>;
  readonly elsewhere: Map<string, ElsewhereFacts>;
  outline: Outline | null;
};

/** What parts are told apart by. */
type Kind = Pick<Part, "clock" | "soFar" | "ahead" | "level"> & { readonly byOrder?: boolean };

const isLonger = (one: ClockUnit, other: ClockUnit): boolean =>
  clockUnits.indexOf(one) > clockUnits.indexOf(other);

/** Parts are made again as long as one finds out something that another has to know. */
const MOST_ROUNDS = 100;

/** Makes code for a plan, whatever clocks it runs by. */
export function compileByClocks(plan: CheckedPlan, offers: Offers, of: OfClocks): Clockwork {
  const numbers = new Numbers();
  const parts = new Map<string, Part>();
  const partFor = ({ byOrder = false, ...kind }: Kind): Part => {
    const { clock, soFar, ahead, level } = kind;
    const key = `${clock} ${level}${byOrder ? " by order" : soFar ? " so far" : ""}${ahead ? " ahead" : ""}`;
    let part = parts.get(key);
    if (!part) {
      part = { key, ...kind, wanted: new Map(), elsewhere: new Map(), outline: null };
      parts.set(key, part);
    }
    return part;
  };
  const main = partFor({ clock: plan.clock, soFar: false, ahead: false, level: 0 });
  const providerOf = (reader: Part, { clock, when }: Elsewhere): Part => {
    const { ahead } = reader;
    // What is over is read from where all of it is worked out, in the order of time; what is over only for months to come has
    // happened as far as its reader sees.
    if (when.kind === "before") {
      const level = clock === plan.clock && !ahead ? 0 : 1;
      return partFor({ clock, soFar: ahead && reader.soFar, ahead, level });
    }
    const level = reader.level + 1;
    // A quarter that is running has months, and weeks, that the month has not come to; not so one that ends.
    const kind = { clock, level, ahead: ahead || (isLonger(clock, plan.clock) && when.kind !== "ending") };
    if (when.kind === "by order") return partFor({ ...kind, soFar: true, byOrder: true });
    return partFor({ ...kind, soFar: reader.soFar || when.kind === "so far" });
  };
  const facts = new Map<ClockUnit, Facts>();
  const factsOf = (clock: ClockUnit): Facts => {
    let known = facts.get(clock);
    if (!known) facts.set(clock, (known = of.factsOf(clock)));
    return known;
  };
  const make = (part: Part): void => {
    part.outline = outline(
      plan,
      { ...(part === main ? of.facts : factsOf(part.clock)), elsewhere: part.elsewhere },
      offers,
      {
        clock: part.clock,
        wanted: part.wanted,
        only: part !== main,
        numbers,
        everything: of.everything ?? false,
        before: of.before?.(part.key) ?? null,
      },
    );
  };
  const wish = (reader: Part): void => {
    for (const { read, make: column } of reader.outline!.elsewhere) {
      const provider = providerOf(reader, read);
      if (provider.wanted.has(read.column)) continue;
      provider.wanted.set(read.column, column);
      provider.outline = null;
    }
  };
  /** What has become known of what a part reads; whether it is anything new. */
  const learn = (reader: Part): boolean => {
    let isNew = false;
    for (const { read } of reader.outline!.elsewhere) {
      const provider = providerOf(reader, read).outline;
      if (!provider) continue;
      const isWithin = read.when.kind === "within" || read.when.kind === "each within";
      const within = isWithin ? of.mostWithin(reader.clock, read.clock) : 1;
      const known = factsOn(read, provider, within);
      if (known === null || isSame(known, reader.elsewhere.get(read.key))) continue;
      reader.elsewhere.set(read.key, known);
      isNew = true;
    }
    return isNew;
  };
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const all = [...parts.values()];
    // The last first: nothing is made twice that is not read by what comes before it.
    const open = all.findLast((part) => part.outline === null);
    if (!open) return finish(main, all, providerOf);
    make(open);
    wish(open);
    for (const part of all) if (part.outline && learn(part)) part.outline = null;
  }
  throw new Error("what one clock reads of another does not settle");
}

/** Of what is no amount only the number of moments is known. */
const NO_AMOUNT: Bounds = { scale: 0, most: null, mass: null };

/** What a part may take for granted of what it reads. */
function factsOn({ column, when }: Elsewhere, { bounds }: Outline, within: number): ElsewhereFacts | null {
  const known = bounds.get(column) ?? (when.kind === "each within" ? NO_AMOUNT : undefined);
  if (!known) return null;
  const { scale, most, mass } = known;
  // What leads back in time may grow from period to period.
  if (when.kind === "before") return { scale, most: null, mass: null, moments: 1 };
  if (when.kind === "by order") return { scale, most, mass: null, moments: 1 };
  if (when.kind === "each within") return { scale, most, mass: null, moments: within };
  if (when.kind !== "within" || when.how !== "add") return { scale, most, mass, moments: 1 };
  const times = (of: Bounds["most"]) => of && of * BigInt(within);
  return { scale, most: times(most), mass: times(mass), moments: 1 };
}

function isSame(a: ElsewhereFacts, b: ElsewhereFacts | undefined): boolean {
  if (!b) return a.scale === 0 && a.most === null && a.mass === null && a.moments === 1;
  return a.scale === b.scale && a.most === b.most && a.mass === b.mass && a.moments === b.moments;
}

function finish(
  main: Part,
  parts: readonly Part[],
  providerOf: (reader: Part, read: Elsewhere) => Part,
): Clockwork {
  const done = (part: Part): PartOfClockwork => {
    // Only now is code written: what was found out of other parts may have made another program of one.
    const compiled = part.outline!.finish();
    return {
      key: part.key,
      clock: part.clock,
      soFar: part.soFar,
      compiled,
      reads: compiled.program.elsewhere.map((read) => ({ read, from: providerOf(part, read).key })),
    };
  };
  return {
    main: done(main),
    others: parts.filter((part) => part !== main).map(done),
  };
}
