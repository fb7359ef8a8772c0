import {
  add,
  compare,
  type Exact,
  floor,
  isZero,
  least,
  multiply,
  quotient,
  subtract,
  whole,
  ZERO,
} from "../base/exact.ts";
import type { Value } from "../base/value.ts";
import type { CheckedPairing } from "../check/checked-plan.ts";
import { bareGroup, type Formula, type FormulaOf, type PairingFieldName } from "../check/formula.ts";
import { evaluate } from "./evaluate.ts";
import { isThere } from "./presence.ts";
import { about, type Run } from "./run.ts";
import { isShorter } from "./timeline.ts";

/** One person's binary at the end of a period. Volumes in the points of the pairing. */
export type Settlement = {
  /** What stood on each side before matching: carried over, and new. */
  readonly left: Exact;
  readonly right: Exact;
  readonly matched: Exact;
  readonly cycles: bigint;
  /** Whether the first cycle of a life was among them. */
  readonly first: boolean;
  readonly carried: { readonly left: Side; readonly right: Side };
  readonly everCycled: boolean;
  readonly started: boolean;
};
/** Volume carried over, oldest first: what is used up is taken from the oldest, and what is too old expires. */
type Side = readonly { readonly since: number; readonly volume: Exact }[];

export function pairingField(
  run: Run,
  pairing: string,
  field: PairingFieldName,
  person: number,
  period: number,
): Value {
  const own = run.plan.clocks.get(pairing);
  const clock = run.timeline.clockOf(period);
  const elsewhere = run.known?.column(`${pairing}.${field}`, person, period);
  if (elsewhere !== undefined) return elsewhere;
  // Read beside another clock a pairing stands where its last period left it.
  if (own && own !== clock) {
    const last = isShorter(own, clock)
      ? run.timeline.within(period, own).at(-1)
      : run.timeline.enclosing(period, own);
    return pairingField(run, pairing, field, person, last ?? run.timeline.startOf(period));
  }
  const settlement = settle(run, pairing, person, period);
  switch (field) {
    case "left":
    case "right":
    case "matched":
    case "first":
      return settlement[field];
    case "cycles":
      return whole(settlement.cycles);
    case "left_carried":
      return total(settlement.carried.left);
    case "right_carried":
      return total(settlement.carried.right);
  }
}

const total = (side: Side): Exact => side.reduce((so, { volume }) => add(so, volume), ZERO);

/** Settles a person's binary, period by period from the first one on. */
export function settle(run: Run, name: string, person: number, period: number): Settlement {
  const known = run.settlements.get(`${name}@${period}`)?.[person];
  if (known) return known;
  const pairing = run.plan.pairings.get(name)!;
  let first = period;
  const start = run.timeline.startOf(period);
  while (first > start && !run.settlements.get(`${name}@${first - 1}`)?.[person]) first--;
  let before = first > start ? run.settlements.get(`${name}@${first - 1}`)![person]! : null;
  for (let t = first; t <= period; t++) {
    const key = `${name}@${t}`;
    let settlements = run.settlements.get(key);
    if (!settlements)
      run.settlements.set(key, (settlements = new Array<Settlement | undefined>(run.world.size)));
    before = settleOnce(run, pairing, person, t, before);
    settlements[person] = before;
  }
  return before!;
}

const sums = new WeakMap<CheckedPairing, { readonly left: Formula; readonly right: Formula }>();

/** The new volume of each side, as the sum over its leg that a plan would write. */
function sideSums(pairing: CheckedPairing): { readonly left: Formula; readonly right: Formula } {
  const known = sums.get(pairing);
  if (known) return known;
  const over = (base: "left leg" | "right leg"): FormulaOf<"Aggregate"> => ({
    kind: "Aggregate",
    span: pairing.span,
    type: pairing.type,
    fold: "sum",
    of: pairing.volume,
    group: bareGroup(base, pairing.tree, pairing.span),
    eachAtMost: null,
  });
  const both = { left: over("left leg"), right: over("right leg") };
  sums.set(pairing, both);
  return both;
}

function settleOnce(
  run: Run,
  pairing: CheckedPairing,
  person: number,
  period: number,
  before: Settlement | null,
): Settlement {
  const at = about(person, period);
  const amount = (formula: Formula) => evaluate(run, formula, at) as Exact;
  const yes = (formula: Formula) => evaluate(run, formula, at) as boolean;
  const present = isThere(run, person, period);

  const started = present && (pairing.starts === null || before?.started === true || yes(pairing.starts));
  const qualified = present && (pairing.needs === null || yes(pairing.needs.condition));
  const accrues = started && (qualified || pairing.needs?.otherwise !== "pause");
  const news = (formula: Formula): Exact => (accrues ? amount(formula) : ZERO);
  const oldest = pairing.carry.periods
    ? period - Number(floor(amount(pairing.carry.periods)))
    : Number.NEGATIVE_INFINITY;
  const with_ = (side: Side | undefined, volume: Exact): Side => [
    ...(side ?? []).filter(({ since }) => since >= oldest),
    { since: period, volume },
  ];
  const sides = sideSums(pairing);
  let left = with_(before?.carried.left, news(sides.left));
  let right = with_(before?.carried.right, news(sides.right));
  if (pairing.fromSelf && accrues) {
    // One's own volume helps the side that needs it; of equal sides the one that is not strong.
    const sign = compare(total(left), total(right));
    const leftIsWeak = sign < 0 || (sign === 0 && pairing.ifEqual === "right");
    const own = amount(pairing.volume);
    if (leftIsWeak) left = with_(left, own);
    else right = with_(right, own);
  }
  const standing = { left: total(left), right: total(right) };

  const everBefore = before?.everCycled ?? false;
  const nothing: Matching = { matched: ZERO, cycles: 0n, left: ZERO, right: ZERO };
  const matching = qualified ? match(pairing, standing, everBefore, amount) : nothing;
  let carried = { left: used(left, matching.left), right: used(right, matching.right) };
  if (!qualified && pairing.needs?.otherwise === "flush") carried = { left: [], right: [] };
  if (qualified && pairing.carry.sides === "nothing") carried = { left: [], right: [] };
  if (qualified && pairing.carry.sides === "strong")
    carried =
      compare(total(carried.left), total(carried.right)) >= 0
        ? { left: carried.left, right: [] }
        : { left: [], right: carried.right };
  if (pairing.carry.atMost) {
    const most = amount(pairing.carry.atMost);
    carried = { left: keptOf(carried.left, most), right: keptOf(carried.right, most) };
  }
  return {
    ...standing,
    matched: matching.matched,
    cycles: matching.cycles,
    first: !everBefore && matching.cycles > 0n && pairing.firstCycle !== null,
    carried,
    everCycled: everBefore || matching.cycles > 0n,
    started,
  };
}

/** Takes volume away from the oldest on. */
function used(side: Side, volume: Exact): Side {
  let left = volume;
  return side.flatMap((part) => {
    const taken = compare(left, ZERO) > 0 ? least(left, part.volume) : ZERO;
    left = subtract(left, taken);
    const rest = subtract(part.volume, taken);
    return isZero(rest) ? [] : [{ since: part.since, volume: rest }];
  });
}

/** Keeps so much and not more; the oldest goes first. */
const keptOf = (side: Side, most: Exact): Side =>
  compare(total(side), most) > 0 ? used(side, subtract(total(side), most)) : side;

/** What a settlement pays for (`matched`, `cycles`) and what it uses up of each side. */
type Matching = {
  readonly matched: Exact;
  readonly cycles: bigint;
  readonly left: Exact;
  readonly right: Exact;
};
type Amount = (formula: Formula) => Exact;

function match(
  pairing: CheckedPairing,
  standing: { readonly left: Exact; readonly right: Exact },
  everBefore: boolean,
  amount: Amount,
): Matching {
  if (pairing.cycle) return cycle(pairing, standing, everBefore, amount);
  let matched = least(standing.left, standing.right);
  if (compare(matched, ZERO) <= 0) return { matched: ZERO, cycles: 0n, left: ZERO, right: ZERO };
  if (pairing.steps) {
    const weaker = matched;
    matched = pairing.steps
      .map(amount)
      .reduce((best, step) => (compare(step, weaker) <= 0 && compare(step, best) > 0 ? step : best), ZERO);
  }
  const most = pairing.atMost ? amount(pairing.atMost.limit) : null;
  const paid = most ? least(matched, most) : matched;
  const gone = pairing.atMost?.restKept ? paid : matched;
  return { matched: paid, cycles: 0n, left: gone, right: gone };
}

type Size = { readonly strong: Exact; readonly weak: Exact };

function cycle(
  pairing: CheckedPairing,
  standing: { readonly left: Exact; readonly right: Exact },
  everBefore: boolean,
  amount: Amount,
): Matching {
  const sizeOf = ({ strong, weak }: NonNullable<CheckedPairing["cycle"]>): Size => ({
    strong: amount(strong),
    weak: amount(weak),
  });
  const nothing: Matching = { matched: ZERO, cycles: 0n, left: ZERO, right: ZERO };
  const plain = sizeOf(pairing.cycle!);
  if (compare(plain.strong, ZERO) <= 0 || compare(plain.weak, ZERO) <= 0) return nothing;
  const first = pairing.firstCycle && !everBefore ? sizeOf(pairing.firstCycle) : null;
  const most = pairing.atMost ? mostCycles(pairing.atMost, plain, first, amount) : null;
  const room = pairing.atMost?.restKept ? most : null;

  let [left, right] = [standing.left, standing.right];
  let cycles = 0n;
  const leftIsStrong = () =>
    pairing.ifEqual === "left" ? compare(left, right) >= 0 : compare(left, right) > 0;
  let strongLeft = leftIsStrong();
  const sides = () => (strongLeft ? { strong: left, weak: right } : { strong: right, weak: left });
  const take = (size: Size, times: bigint) => {
    const [strong, weak] = [multiply(size.strong, whole(times)), multiply(size.weak, whole(times))];
    left = subtract(left, strongLeft ? strong : weak);
    right = subtract(right, strongLeft ? weak : strong);
    cycles += times;
  };
  const smaller = (a: bigint, b: bigint) => (a < b ? a : b);
  /** How many cycles the volume is enough for, and the limit leaves room for. */
  const possible = (size: Size): bigint => {
    const { strong, weak } = sides();
    const times = smaller(floor(quotient(strong, size.strong)), floor(quotient(weak, size.weak)));
    return room === null ? times : smaller(times, room - cycles);
  };

  if (first) {
    if (possible(first) < 1n) return nothing;
    take(first, 1n);
  }
  if (pairing.strongSideChosen === "once") {
    const times = possible(plain);
    if (times > 0n) take(plain, times);
  } else {
    // The strong side is found again before each cycle; those that come out alike are taken together.
    const both = add(plain.strong, plain.weak);
    for (;;) {
      strongLeft = leftIsStrong();
      const times = possible(plain);
      if (times < 1n) break;
      const alike = cyclesAlike(sides(), plain, strongLeft === (pairing.ifEqual === "left"));
      // Where the sides change at every cycle, two of them take the same from both.
      const pairs = alike === 1n ? floor(quotient(sides().weak, both)) : 0n;
      const inRoom = room === null ? pairs : smaller(pairs, (room - cycles) / 2n);
      if (inRoom > 0n) {
        left = subtract(left, multiply(both, whole(inRoom)));
        right = subtract(right, multiply(both, whole(inRoom)));
        cycles += 2n * inRoom;
      } else take(plain, alike === null ? times : smaller(times, alike));
    }
  }
  // Where the rest is used, cycles above the limit use up volume and are not paid.
  const paid = most === null ? cycles : smaller(cycles, most);
  const plainPaid = multiply(plain.weak, whole(first && paid > 0n ? paid - 1n : paid));
  return {
    matched: first && paid > 0n ? add(first.weak, plainPaid) : plainPaid,
    cycles: paid,
    left: subtract(standing.left, left),
    right: subtract(standing.right, right),
  };
}

/** How many cycles a limit allows, one of so many cycles or of so much matched volume. */
function mostCycles(
  { limit, cycles }: NonNullable<CheckedPairing["atMost"]>,
  plain: Size,
  first: Size | null,
  amount: Amount,
): bigint {
  const most = amount(limit);
  if (compare(most, ZERO) <= 0) return 0n;
  if (cycles) return floor(most);
  if (!first) return floor(quotient(most, plain.weak));
  return compare(most, first.weak) < 0 ? 0n : 1n + floor(quotient(subtract(most, first.weak), plain.weak));
}

/** How many cycles can follow one another until the other side is the strong one; null where it never will be. */
function cyclesAlike(
  { strong, weak }: { readonly strong: Exact; readonly weak: Exact },
  size: Size,
  strongIfEqual: boolean,
): bigint | null {
  const nearer = subtract(size.strong, size.weak);
  if (compare(nearer, ZERO) <= 0) return null;
  const steps = quotient(subtract(strong, weak), nearer);
  const fully = floor(steps);
  return strongIfEqual || compare(steps, whole(fully)) > 0 ? fully + 1n : fully;
}
