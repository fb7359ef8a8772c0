import type { ClockUnit } from "../base/calendar.ts";
import {
  add,
  compare,
  type Exact,
  greatest,
  isZero,
  least,
  multiply,
  quotient,
  subtract,
  sum,
  ZERO,
} from "../base/exact.ts";
import { apportion, floorToGrid, type Rounding, round } from "../base/rounding.ts";
import type { CheckedBonus, CheckedLimit, CheckedPool } from "../check/checked-plan.ts";
import { limitsAround } from "../check/dependencies.ts";
import { column } from "./columns.ts";
import { evaluate, order } from "./evaluate.ts";
import { type BonusAmounts, type Growing, growing } from "./growing.ts";
import { breakOff, emptyLedger, type Ledger } from "./ledger.ts";
import { isThere } from "./presence.ts";
import { about, type Run } from "./run.ts";
import { isShorter } from "./timeline.ts";

/** What somebody is paid of a bonus in a period of its own clock: after every limit that names it. */
export function paidAmount(run: Run, bonus: string, person: number, period: number): Exact {
  const elsewhere = run.known?.column(`paid ${bonus}`, person, period);
  if (elsewhere !== undefined) return elsewhere as Exact;
  if (limitsAround(run.plan, bonus).length === 0) return ownAmount(run, "earned", bonus, person, period);
  return limited(run, bonus, period)[person]!;
}

export const flowAmount = (run: Run, flow: string, person: number, period: number): Exact =>
  ownAmount(run, "gross", flow, person, period);

/** An amount of a bonus in a period of any clock (see `column`). */
export function amountOf(
  run: Run,
  stage: "gross" | "earned" | "paid",
  bonus: string,
  person: number,
  period: number,
): Exact {
  const own = run.plan.clocks.get(bonus);
  if (own && own !== run.timeline.clockOf(period)) {
    const elsewhere = run.known?.column(`${stage} ${bonus}`, person, period);
    if (elsewhere !== undefined) return elsewhere as Exact;
    return sum(dueIn(run, own, period).map((one) => amountOf(run, stage, bonus, person, one)));
  }
  const isFlow = run.plan.bonuses.get(bonus)?.flavour === "flow";
  if (stage === "paid" && !isFlow) return paidAmount(run, bonus, person, period);
  return ownAmount(run, stage === "paid" ? "gross" : stage, bonus, person, period);
}

/** What somebody comes to before the limits: of a bonus that is being worked out, as soon as that is known. */
export function ownAmount(
  run: Run,
  stage: "gross" | "earned",
  name: string,
  person: number,
  period: number,
): Exact {
  const isFlow = run.plan.bonuses.get(name)?.flavour === "flow";
  const elsewhere = run.known?.column(isFlow ? name : `${stage} ${name}`, person, period);
  if (elsewhere !== undefined) return elsewhere as Exact;
  const known = run.bonuses.get(`${name}@${period}`);
  if (known || run.plan.pools.has(name)) return (known ?? amountsOf(run, name, period))[stage][person]!;
  return growingOf(run, name, period).amountOf(stage, person);
}

/** The periods of its own clock whose amounts of a bonus fall into a period: of another clock there are several, or none. */
export function periodsDue(run: Run, bonus: string, period: number): readonly number[] {
  const own = run.plan.clocks.get(bonus);
  return own && own !== run.timeline.clockOf(period) ? dueIn(run, own, period) : [period];
}

/** The periods of another clock whose amounts fall into a period: the shorter ones in it, or the longer one that ends in it. */
function dueIn({ timeline }: Run, clock: ClockUnit, period: number): readonly number[] {
  if (isShorter(clock, timeline.clockOf(period))) return timeline.within(period, clock);
  const due = timeline.endingIn(period, clock);
  return due < 0 ? [] : [due];
}

/** The amounts of a bonus or pool for everybody, in one period. */
export function amountsOf(run: Run, name: string, period: number): BonusAmounts {
  const key = `${name}@${period}`;
  const known = run.bonuses.get(key);
  if (known) return known;
  const pool = run.plan.pools.get(name);
  const amounts = pool ? poolAmounts(run, pool, period) : growingOf(run, name, period).finish();
  run.bonuses.set(key, amounts);
  run.growing.delete(key);
  return amounts;
}

function growingOf(run: Run, name: string, period: number): Growing {
  const key = `${name}@${period}`;
  let found = run.growing.get(key);
  if (!found) {
    const bonus = run.plan.bonuses.get(name)!;
    found = growing(run, bonus, period, roundingOf(run, bonus), givenIn(run, name, period));
    run.growing.set(key, found);
  }
  return found;
}

/** How the lines and the sums of a bonus are rounded: as it says, or as the plan does. */
export const roundingOf = (
  run: Run,
  bonus: CheckedBonus,
): { readonly rounding: Rounding; readonly eachLine: boolean } =>
  bonus.rounding
    ? { rounding: bonus.rounding, eachLine: bonus.roundEachLine }
    : { rounding: run.plan.rounding, eachLine: run.plan.roundEachLine };

/** What an example gives as a bonus's gross amounts: once in each of the plan's own periods, in the last that belongs to it. */
function givenIn(
  { world, timeline, plan }: Run,
  bonus: string,
  period: number,
): ((person: number) => Exact | undefined) | null {
  const given = world.given.get(bonus);
  const own = plan.clocks.get(bonus);
  const base = timeline.toBase(period);
  if (!given || (own && isShorter(own, plan.clock) && timeline.within(base, own).at(-1) !== period))
    return null;
  return (person) => given(person, base) as Exact | undefined;
}

/** Divides a pot by shares. What a limit for each or a rounding leaves is not paid. */
function poolAmounts(run: Run, pool: CheckedPool, period: number): BonusAmounts {
  const { world } = run;
  const { grid } = run.plan.rounding;
  const pot = greatest(ZERO, evaluate(run, pool.pot, about(-1, period)) as Exact);
  const shares = Array.from({ length: world.size }, (_, person) =>
    world.customer[person] || !isThere(run, person, period)
      ? ZERO
      : greatest(ZERO, evaluate(run, pool.shares, about(person, period)) as Exact),
  );
  const parts = poolParts(run, pool, period, pot, shares, grid);
  const given = givenIn(run, pool.name, period);
  if (given) {
    const gross = parts.map((part, person) => given(person) ?? part);
    return { gross, earned: gross, ledger: null };
  }
  const ledger: Ledger = { offered: pot, broken: new Map() };
  const left = subtract(pot, sum(parts));
  breakOff(ledger, isZero(sum(shares)) ? "no shares" : pool.eachAtMost ? "each at most" : "rounding", left);
  return { gross: parts, earned: parts, ledger };
}

function poolParts(
  run: Run,
  pool: CheckedPool,
  period: number,
  pot: Exact,
  shares: readonly Exact[],
  grid: Exact,
): readonly Exact[] {
  const all = sum(shares);
  if (isZero(all)) return shares.map(() => ZERO);
  if (pool.eachAtMost) return limitedParts(run, pool, period, pot, shares);
  return pool.rounding ? roundedParts(pool.rounding, pot, shares) : apportion(pot, shares, grid);
}

/** Where the value of one share is rounded first, or everybody's part, parts need not add up to the pot. */
function roundedParts(
  { of, rounding }: NonNullable<CheckedPool["rounding"]>,
  pot: Exact,
  shares: readonly Exact[],
): Exact[] {
  const all = sum(shares);
  if (of === "parts") return shares.map((share) => round(quotient(multiply(pot, share), all), rounding));
  const value = round(quotient(pot, all), rounding);
  return shares.map((share) => multiply(value, share));
}

/** A pot of which nobody gets more than a limit; what is over is lost, or shared again among the others until nobody is over. */
function limitedParts(
  run: Run,
  pool: CheckedPool,
  period: number,
  pot: Exact,
  shares: readonly Exact[],
): Exact[] {
  const { rounding } = run.plan;
  const parts = shares.map(() => ZERO);
  const limits = shares.map((share, person) =>
    isZero(share)
      ? ZERO
      : floorToGrid(evaluate(run, pool.eachAtMost!, about(person, period)) as Exact, rounding.grid),
  );
  let left = pot;
  let open = shares.flatMap((share, person) => (isZero(share) ? [] : [person]));
  for (;;) {
    const all = sum(open.map((person) => shares[person]!));
    const part = (person: number) => quotient(multiply(left, shares[person]!), all);
    const over = open.filter((person) => compare(part(person), limits[person]!) > 0);
    if (!pool.sharingTheRest || over.length === 0) {
      if (pool.rounding) {
        const rounded = roundedParts(
          pool.rounding,
          left,
          open.map((person) => shares[person]!),
        );
        open.forEach((person, i) => {
          parts[person] = least(rounded[i]!, limits[person]!);
        });
        return parts;
      }
      const exact = open.map((person) => least(part(person), limits[person]!));
      const fitting = apportion(floorToGrid(sum(exact), rounding.grid), exact, rounding.grid);
      open.forEach((person, i) => {
        parts[person] = least(fitting[i]!, limits[person]!);
      });
      return parts;
    }
    for (const person of over) {
      parts[person] = limits[person]!;
      left = subtract(left, limits[person]!);
    }
    open = open.filter((person) => !over.includes(person));
    if (open.length === 0) return parts;
  }
}

/** What is left of a bonus behind all limits that hang together with it, taken in the order of the text. */
function limited(run: Run, bonus: string, period: number): readonly Exact[] {
  const limits = limitsAround(run.plan, bonus);
  const names = [...new Set([bonus, ...limits.flatMap((limit) => limit.bonuses)])].sort();
  const key = `${names.join("+")}@${period}`;
  const known = run.limited.get(key);
  if (known) return known.get(bonus)!;
  const amounts = new Map(names.map((name) => [name, [...amountsOf(run, name, period).earned]]));
  for (const limit of limits) applyLimit(run, limit, period, amounts);
  run.limited.set(key, amounts);
  return amounts.get(bonus)!;
}

/** What a bonus or pool offered in a period, and what of it was not paid, and why: offered = paid + broken. */
export function balanceOf(run: Run, name: string, period: number): Ledger | null {
  const { timeline, plan } = run;
  const elsewhere = run.known?.balance(name, period);
  if (elsewhere !== undefined) return elsewhere;
  const own = plan.clocks.get(name);
  if (own && own !== timeline.clockOf(period))
    return together(dueIn(run, own, period).map((one) => balanceOf(run, name, one)));
  const { ledger, earned } = amountsOf(run, name, period);
  if (!ledger) return null;
  const balance: Ledger = { offered: ledger.offered, broken: new Map(ledger.broken) };
  const paid = sum(earned.map((_, person) => paidAmount(run, name, person, period)));
  breakOff(balance, "limit", subtract(sum(earned), paid));
  return balance;
}

/** Several balances as one; null where one of them is not kept. */
function together(balances: readonly (Ledger | null)[]): Ledger | null {
  const all = emptyLedger();
  for (const balance of balances) {
    if (!balance) return null;
    all.offered = add(all.offered, balance.offered);
    for (const [reason, amount] of balance.broken) breakOff(all, reason, amount);
  }
  return all;
}

/** Scales what gives way, so that all that the limit names adds up to it: to the cent, by largest remainder. */
function applyLimit(
  run: Run,
  limit: CheckedLimit,
  period: number,
  amounts: ReadonlyMap<string, Exact[]>,
): void {
  const { plan } = run;
  for (const { of, people } of limitedTogether(run, limit, period)) {
    const allowed = floorToGrid(evaluate(run, limit.to, about(of, period)) as Exact, plan.rounding.grid);
    const total = (bonuses: readonly string[]) =>
      sum(bonuses.flatMap((name) => people.map((person) => amounts.get(name)![person]!)));
    if (compare(total(limit.bonuses), allowed) <= 0) continue;
    const kept = limit.bonuses.filter((name) => !limit.scaling.includes(name));
    let left = greatest(ZERO, subtract(allowed, total(kept)));
    for (const group of inOrderOfGiving(run, limit, people, period)) {
      const cells = limit.scaling.flatMap((name) => group.map((person) => ({ name, person })));
      const wanted = cells.map(({ name, person }) => amounts.get(name)![person]!);
      const allotted = least(left, sum(wanted));
      left = subtract(left, allotted);
      const parts =
        compare(allotted, sum(wanted)) === 0 ? wanted : apportion(allotted, wanted, plan.rounding.grid);
      cells.forEach(({ name, person }, i) => {
        amounts.get(name)![person] = parts[i]!;
      });
    }
  }
}

/** Who is served first when a limit binds: all alike, or those first who give way last, and equals together. */
function inOrderOfGiving(
  run: Run,
  limit: CheckedLimit,
  people: readonly number[],
  period: number,
): (readonly number[])[] {
  if (!limit.givesWay) return [people];
  const { by, end } = limit.givesWay;
  const keyed = people
    .map((person) => ({ person, key: evaluate(run, by, about(person, period)) }))
    .sort((a, b) => (end === "lowest" ? order(b.key, a.key) : order(a.key, b.key)) || a.person - b.person);
  const groups: number[][] = [];
  keyed.forEach(({ person, key }, i) => {
    if (i > 0 && order(key, keyed[i - 1]!.key) === 0) groups.at(-1)!.push(person);
    else groups.push([person]);
  });
  return groups;
}

/** Whose amounts a limit adds up: everybody's, for nobody in particular; each person's; or those of an owner's positions. */
function limitedTogether(
  run: Run,
  { forEach }: CheckedLimit,
  period: number,
): { readonly of: number; readonly people: readonly number[] }[] {
  const everybody = Array.from({ length: run.world.size }, (_, person) => person);
  if (forEach === null) return [{ of: -1, people: everybody }];
  if (forEach === "person") return everybody.map((person) => ({ of: person, people: [person] }));
  const positions = new Map<number, number[]>();
  for (const person of everybody) {
    const named = column(run, "owner", person, period) as number;
    const owner = named < 0 ? person : named;
    const known = positions.get(owner);
    if (known) known.push(person);
    else positions.set(owner, [person]);
  }
  return [...positions].map(([of, people]) => ({ of, people }));
}
