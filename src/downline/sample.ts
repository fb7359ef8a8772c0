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
  /** Months from the first person to the first order; 30 where nothing is said. */
  readonly history?: number;
  /** Of all people, those whom somebody further up than their sponsor has brought in: a column `enroller`. */
  readonly enrolled?: number;
  /** An order is a party with up to so many guests, each with an order of their own: a column `party`. */
  readonly guests?: number;
  /** More columns. */
  readonly ofPeople?: readonly SampleColumn[];
  readonly ofOrders?: readonly SampleColumn[];
};

/**
 * One more column: a `share` of the volume (of the standing order, for people); one of some `words`, each with its weight
 * (the word "" is an empty cell); words for the order of joining alone; or an `owner`, who has the position above with this chance.
 */
export type SampleColumn = { readonly name: string } & (
  | { readonly share: number }
  | { readonly words: Readonly<Record<string, number>> }
  | { readonly onJoining: Readonly<Record<string, number>> }
  | { readonly owner: number }
);

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
 * a share of what they are, so most are new; in a period some four of ten order nothing, but hardly one of those who were
 * there first, from whom the rest comes; orders lie near a standing order with a long tail, and one in eighty is sent
 * back. Nothing is measured of a real company.
 */
export function generateSample(shape: SampleShape): Sample {
  const random = seeded(shape.seed);
  const people = growPeople(shape, random);
  if (shape.binary) placeInBinary(people, random);
  // Further columns draw from a stream of their own: with one more or less the people stay who they are.
  const further = seeded(shape.seed + 1);
  return { people: peopleCsv(shape, people, further), orders: ordersCsv(shape, people, random, further) };
}

/** The first of all order in every period: nobody looks at a company whose founders have left it. */
const FOUNDERS = 5;

function growPeople(shape: SampleShape, random: Random): Person[] {
  const firstOrder = parseDay(shape.start)!;
  const end = addDuration(firstOrder, { count: shape.periods, unit: shape.rhythm });
  const founding = addDuration(firstOrder, { count: shape.history ?? 30, unit: "months" }, -1);
  const people: Person[] = [];
  const recruiters: number[] = [];
  const taken = new Map<string, number>();
  const leaders = Math.max(FOUNDERS, Math.ceil(0.03 * shape.people));
  for (let i = 0; i < shape.people; i++) {
    // Growth by a constant share a month: the moment of the i-th joining is the logarithm of i.
    const moment = Math.log(1 + i) / Math.log(1 + shape.people);
    const joined =
      i === 0 ? founding : Math.min(end - 1, founding + Math.floor(moment ** 3 * (end - founding - 1)));
    const leads = i < leaders;
    const customer = !leads && random.chance(shape.customerShare);
    const sponsor = i === 0 ? -1 : sponsorOf(people, recruiters, random);
    people.push({
      id: String(1001 + i),
      name: nameOf(random, taken),
      sponsor,
      customer,
      joined,
      keen: keenness(i < FOUNDERS, leads, customer, random),
      size: leads ? Math.max(130, sizeOf(false, random)) : sizeOf(customer, random),
      placement: -1,
      side: "",
    });
    if (!customer) recruiters.push(i);
  }
  return people;
}

/** The chance to order in a period. */
function keenness(founder: boolean, leads: boolean, customer: boolean, random: Random): number {
  if (founder) return 1;
  if (leads) return 0.97;
  return customer ? 0.35 + 0.4 * random.next() : 0.25 + 0.7 * random.next() ** 0.8;
}

function sponsorOf(people: readonly Person[], recruiters: readonly number[], random: Random): number {
  const somebody = random.pick(recruiters);
  // Those who joined of late are the keenest to tell others.
  if (random.chance(0.45))
    return recruiters[recruiters.length - 1 - random.below(Math.max(1, Math.ceil(recruiters.length * 0.3)))]!;
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
    for (let above = at, from = i; above >= 0; from = above, above = people[above]!.placement)
      below[above]![child[above]!.left === from ? "left" : "right"]++;
  });
}

function peopleCsv(shape: SampleShape, people: readonly Person[], further: Random): string {
  const columns = shape.ofPeople ?? [];
  const headings = [
    ...["id", "name", "sponsor", "kind", "joined"],
    ...(shape.binary ? ["placement", "side"] : []),
    ...(shape.enrolled ? ["enroller"] : []),
    ...(shape.standingOrder ? [shape.standingOrder] : []),
    ...columns.map(({ name }) => name),
  ];
  const idOf = (person: number) => (person < 0 ? "" : people[person]!.id);
  const owner: number[] = [];
  const rows = people.map((person, i) => {
    const standing = person.customer || person.keen < 0.55 ? 0 : Math.round(person.size * shape.scale);
    return [
      person.id,
      person.name,
      idOf(person.sponsor),
      person.customer ? "customer" : "distributor",
      printDay(person.joined),
      ...(shape.binary ? [idOf(person.placement), person.side] : []),
      ...(shape.enrolled ? [idOf(enrollerOf(people, person, shape.enrolled, further))] : []),
      ...(shape.standingOrder ? [String(standing)] : []),
      ...columns.map((column) => {
        if (!("owner" in column)) return cellOf(column, standing, false, further);
        owner[i] = person.sponsor >= 0 && further.chance(column.owner) ? owner[person.sponsor]! : i;
        return idOf(owner[i]!);
      }),
    ];
  });
  return writeCsv(headings, rows);
}

/** Mostly the sponsor; else the one above, who has brought somebody in and placed him further down. */
function enrollerOf(
  people: readonly Person[],
  { sponsor }: Person,
  enrolled: number,
  further: Random,
): number {
  const above = sponsor < 0 ? -1 : people[sponsor]!.sponsor;
  return above >= 0 && further.chance(enrolled) ? above : sponsor;
}

function cellOf(column: SampleColumn, volume: number, joining: boolean, further: Random): string {
  if ("share" in column) return String(Math.round(volume * column.share));
  if ("words" in column) return weighted(column.words, further);
  return "onJoining" in column && joining ? weighted(column.onJoining, further) : "";
}

function weighted(words: Readonly<Record<string, number>>, further: Random): string {
  const entries = Object.entries(words);
  let left = further.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  return (entries.find(([, weight]) => (left -= weight) < 0) ?? entries.at(-1)!)[0];
}

type Order = {
  readonly day: Day;
  readonly person: string;
  readonly volume: number;
  readonly joining: boolean;
  readonly party: string;
};

function ordersCsv(shape: SampleShape, people: readonly Person[], random: Random, further: Random): string {
  const rows: Order[] = [];
  const first = parseDay(shape.start)!;
  for (let period = 0; period < shape.periods; period++) {
    const from = addDuration(first, { count: period, unit: shape.rhythm });
    const to = addDuration(first, { count: period + 1, unit: shape.rhythm });
    for (const { id, joined, keen, size } of people) {
      if (joined >= to) continue;
      const earliest = Math.max(from, joined);
      const isNew = joined >= from;
      if (!isNew && !random.chance(keen)) continue;
      const add = (day: Day, volume: number, joining = false) =>
        rows.push(...guestsOf(shape, { day, person: id, volume, joining, party: "" }, further));
      const volume = Math.max(5, Math.round(size * shape.scale * (isNew ? 1.5 : 0.8 + 0.4 * random.next())));
      add(earliest + (isNew ? 0 : random.below(to - earliest)), volume, isNew);
      if (random.chance(0.12))
        add(earliest + random.below(to - earliest), Math.max(5, Math.round(volume * (0.2 + random.next()))));
      if (random.chance(0.0125)) add(to - 1, -volume);
    }
  }
  rows.sort((a, b) => a.day - b.day);
  const columns = shape.ofOrders ?? [];
  const headings = [
    "id",
    "person",
    "date",
    shape.volume,
    ...(shape.guests ? ["party"] : []),
    ...columns.map(({ name }) => name),
  ];
  return writeCsv(
    headings,
    rows.map(({ day, person, volume, joining, party }, i) => [
      `A${100001 + i}`,
      person,
      printDay(day),
      String(volume),
      ...(shape.guests ? [party] : []),
      ...columns.map((column) => cellOf(column, volume, joining, further)),
    ]),
  );
}

/** An order as the orders of a party's guests, where orders are parties: each takes some of what is left. */
function guestsOf({ guests }: SampleShape, order: Order, further: Random): Order[] {
  if (!guests || order.volume < 0) return [order];
  const party = further.pick(firstNames);
  const orders: Order[] = [];
  let left = order.volume;
  for (let more = 1 + further.below(guests); left > 0; more--) {
    const volume =
      more <= 1 ? left : Math.min(left, Math.max(5, Math.round((left / more) * (0.5 + further.next()))));
    orders.push({ ...order, volume, party });
    left -= volume;
  }
  return orders;
}
