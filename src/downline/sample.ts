import { addDuration, parseDay, printDay } from "../base/calendar.ts";
import type { Day } from "../base/value.ts";
import { type Random, seeded } from "./random.ts";
import { firstNames } from "./sample-names.ts";
import { writeCsv } from "./write-csv.ts";

/** How a sample is made. Volumes are in points. */
export type SampleShape = {
  readonly people: number;
  readonly seed: number;
  /** The first day that has orders. */
  readonly start: string;
  /** So many periods of orders: people order once in one, or not. */
  readonly periods: number;
  readonly rhythm: "weeks" | "months";
  /** Of all people, those who only buy. */
  readonly customerShare: number;
  /** Also a binary placement tree, with sides. */
  readonly binary: boolean;
  /** What the column of volume is called, and a factor on all volumes. */
  readonly volume: string;
  readonly scale: number;
  /** A column of people with their standing monthly order, where the plan asks for one. */
  readonly standingOrder: string | null;
};

export type Sample = { readonly people: string; readonly orders: string };

type Person = {
  readonly id: string;
  readonly name: string;
  readonly sponsor: number;
  readonly customer: boolean;
  readonly joined: Day;
  /** The chance to order in a period, and the size of an order. */
  readonly keen: number;
  readonly size: number;
  placement: number;
  side: "" | "left" | "right";
};

/**
 * A downline that nobody has, as files of people and orders: the same for the same shape on every machine.
 *
 * What makes it believable: most people bring in nobody and a few bring in many (a newcomer joins the sponsor of
 * somebody at random, so that who has many gets more: preferential attachment, Barabási and Albert 1999); networks grow by
 * a share of what they are, so most are new; in a period some four of ten order nothing; orders lie near a standing order
 * with a long tail, and one in eighty is sent back. Nothing is measured of a real company.
 */
export function generateSample(shape: SampleShape): Sample {
  const random = seeded(shape.seed);
  const people = growPeople(shape, random);
  if (shape.binary) placeInBinary(people, random);
  return { people: peopleCsv(shape, people), orders: ordersCsv(shape, people, random) };
}

function growPeople(shape: SampleShape, random: Random): Person[] {
  const firstOrder = parseDay(shape.start)!;
  const end = addDuration(firstOrder, { count: shape.periods, unit: shape.rhythm });
  const founding = addDuration(firstOrder, { count: 30, unit: "months" }, -1);
  const people: Person[] = [];
  const recruiters: number[] = [];
  const taken = new Map<string, number>();
  for (let i = 0; i < shape.people; i++) {
    // Growth by a constant share a month: the moment of the i-th joining is the logarithm of i.
    const moment = Math.log(1 + i) / Math.log(1 + shape.people);
    const joined = i === 0 ? founding : Math.min(end - 1, founding + Math.floor(moment ** 3 * (end - founding - 1)));
    const customer = i > 3 && random.chance(shape.customerShare);
    const sponsor = i === 0 ? -1 : sponsorOf(people, recruiters, random);
    people.push({
      id: String(1001 + i),
      name: nameOf(random, taken),
      sponsor,
      customer,
      joined,
      keen: customer ? 0.35 + 0.4 * random.next() : 0.25 + 0.7 * random.next() ** 0.8,
      size: sizeOf(customer, random),
      placement: -1,
      side: "",
    });
    if (!customer) recruiters.push(i);
  }
  return people;
}

function sponsorOf(people: readonly Person[], recruiters: readonly number[], random: Random): number {
  const somebody = random.pick(recruiters);
  // Those who joined of late are the keenest to tell others.
  if (random.chance(0.45)) return recruiters[recruiters.length - 1 - random.below(Math.max(1, Math.ceil(recruiters.length * 0.3)))]!;
  const { sponsor } = people[somebody]!;
  return random.chance(0.55) || sponsor < 0 ? somebody : sponsor;
}

function nameOf(random: Random, taken: Map<string, number>): string {
  const name = `${random.pick(firstNames)} ${String.fromCharCode(65 + random.below(26))}.`;
  const times = (taken.get(name) ?? 0) + 1;
  taken.set(name, times);
  return times === 1 ? name : `${name} ${times}`;
}

/** An order near 100 points, with a long tail upwards (log-normal). */
function sizeOf(customer: boolean, random: Random): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return (customer ? 55 : 115) * Math.exp(0.45 * normal);
}

/** Each newcomer goes to the sponsor's smaller side, and there to the outermost free place. */
function placeInBinary(people: Person[], random: Random): void {
  const child = people.map(() => ({ left: -1, right: -1 }));
  const below = people.map(() => ({ left: 0, right: 0 }));
  people.forEach((person, i) => {
    if (person.sponsor < 0) return;
    const { left, right } = below[person.sponsor]!;
    const side = left === right ? (random.chance(0.5) ? "left" : "right") : left < right ? "left" : "right";
    let at = person.sponsor;
    while (child[at]![side] >= 0) at = child[at]![side];
    child[at]![side] = i;
    person.placement = at;
    person.side = side;
    for (let above = at, from = i; above >= 0; from = above, above = people[above]!.placement) below[above]![child[above]!.left === from ? "left" : "right"]++;
  });
}

function peopleCsv(shape: SampleShape, people: readonly Person[]): string {
  const headings = ["id", "name", "sponsor", "kind", "joined", ...(shape.binary ? ["placement", "side"] : []), ...(shape.standingOrder ? [shape.standingOrder] : [])];
  const idOf = (person: number) => (person < 0 ? "" : people[person]!.id);
  const rows = people.map((person) => [
    person.id,
    person.name,
    idOf(person.sponsor),
    person.customer ? "customer" : "distributor",
    printDay(person.joined),
    ...(shape.binary ? [idOf(person.placement), person.side] : []),
    ...(shape.standingOrder ? [String(person.customer || person.keen < 0.55 ? 0 : Math.round(person.size * shape.scale))] : []),
  ]);
  return writeCsv(headings, rows);
}

function ordersCsv(shape: SampleShape, people: readonly Person[], random: Random): string {
  const rows: { readonly day: Day; readonly person: string; readonly volume: number }[] = [];
  const first = parseDay(shape.start)!;
  for (let period = 0; period < shape.periods; period++) {
    const from = addDuration(first, { count: period, unit: shape.rhythm });
    const to = addDuration(first, { count: period + 1, unit: shape.rhythm });
    for (const person of people) {
      if (person.joined >= to) continue;
      const earliest = Math.max(from, person.joined);
      const isNew = person.joined >= from;
      if (!isNew && !random.chance(person.keen)) continue;
      const volume = Math.max(5, Math.round(person.size * shape.scale * (isNew ? 1.5 : 0.8 + 0.4 * random.next())));
      rows.push({ day: earliest + (isNew ? 0 : random.below(to - earliest)), person: person.id, volume });
      if (random.chance(0.12)) rows.push({ day: earliest + random.below(to - earliest), person: person.id, volume: Math.max(5, Math.round(volume * (0.2 + random.next()))) });
      if (random.chance(0.0125)) rows.push({ day: to - 1, person: person.id, volume: -volume });
    }
  }
  rows.sort((a, b) => a.day - b.day);
  return writeCsv(["id", "person", "date", shape.volume], rows.map(({ day, person, volume }, i) => [`A${100001 + i}`, person, printDay(day), String(volume)]));
}
