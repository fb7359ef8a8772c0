import { add, compare, type Exact, isZero, multiply, toDecimal, whole, ZERO } from "../../base/exact.ts";
import { type Diagnostic, diagnose } from "../../diagnostics/diagnostic.ts";
import type { CheckedBonus, CheckedLimit, CheckedPlan } from "../checked-plan.ts";
import { type Formula, partsOf } from "../formula.ts";
import { ANYWHERE, type Ranges } from "./ranges.ts";

/** A bonus whose cap is blank for a high rank: a blank is nothing, and not "no cap". */
export function blankCaps(plan: CheckedPlan, { atMost, eachAtMost }: CheckedBonus): Diagnostic[] {
  return [atMost, eachAtMost]
    .flatMap((cap) => (cap ? factsIn(cap) : []))
    .flatMap((fact) => {
      const ladder = plan.ladders.get(fact.ladder)!;
      const cells = ladder.ranks.map(({ rows }) => rows[0]?.[fact.column] ?? null);
      // Low ranks are mostly not paid at all, and have no cap for that reason.
      const first = cells.findIndex((cell) => cell !== null);
      const blank = ladder.ranks.filter((_, i) => first >= 0 && i > first && cells[i] === null);
      return blank.length === 0
        ? []
        : [
            diagnose("limit/blank-cap", fact.span, {
              fact: ladder.headers[fact.column]!.fact!,
              ranks: blank.map(({ name }) => name),
            }),
          ];
    });
}

type Fact = Extract<Formula, { kind: "Fact" }>;
const factsIn = (formula: Formula): readonly Fact[] =>
  formula.kind === "Fact" ? [formula] : partsOf(formula).flatMap(({ part }) => factsIn(part));

/**
 * A limit on a share of a volume, below what the rates of its bonuses on that volume can come to together: it binds by
 * what the text says, and not only in a strange month.
 */
export function ratesAbove(plan: CheckedPlan, limit: CheckedLimit, ranges: Ranges): Diagnostic[] {
  const share = shareOfVolume(limit.to);
  if (!share || limit.forEach !== null) return [];
  let total = ZERO;
  const names: string[] = [];
  for (const name of limit.bonuses) {
    const bonus = plan.bonuses.get(name);
    if (!bonus?.journey || volumeOf(bonus.journey.base) !== share.volume) continue;
    const most = mostOf(bonus, ranges);
    if (!most) return [];
    total = add(total, most);
    names.push(name);
  }
  if (names.length === 0 || compare(total, share.rate) <= 0) return [];
  const percent = (rate: Exact) => `${toDecimal(multiply(rate, whole(100)))} %`;
  return [
    diagnose("limit/rates-above", limit.to.span, {
      bonuses: names,
      volume: share.volume,
      together: percent(total),
      limit: percent(share.rate),
    }),
  ];
}

const SO_MANY_LEVELS = 60;

/** What a bonus by level pays of a unit of volume on all levels together; null where levels have no end. */
function mostOf({ journey, pays }: CheckedBonus, ranges: Ranges): Exact | null {
  if (pays.type.kind !== "percent") return null;
  let total = ZERO;
  for (let level = journey!.fromSelf ? 0 : 1; level <= SO_MANY_LEVELS; level++) {
    const here = { kind: "amount" as const, low: whole(level), high: whole(level) };
    const range = ranges.of(pays, { ...ANYWHERE, level: here });
    if (range.kind !== "amount" || !range.high) return null;
    if (level === SO_MANY_LEVELS && !isZero(range.high)) return null;
    total = add(total, range.high);
  }
  return total;
}

/** `45% of sum(CV in company)`. */
function shareOfVolume(to: Formula): { readonly rate: Exact; readonly volume: string } | null {
  if (to.kind === "Worth") return shareOfVolume(to.of);
  if (to.kind !== "Arithmetic" || to.op !== "*") return null;
  const [rate, of] = to.left.type.kind === "percent" ? [to.left, to.right] : [to.right, to.left];
  const inner = of.kind === "Worth" ? of.of : of;
  if (rate.kind !== "Const" || inner.kind !== "Aggregate" || inner.fold !== "sum") return null;
  const { base, where, counting } = inner.group;
  const volume = volumeOf(inner.of);
  return base === "company" && !where && !counting && volume !== null
    ? { rate: rate.value as Exact, volume }
    : null;
}

function volumeOf(formula: Formula): string | null {
  if (formula.kind === "Worth") return volumeOf(formula.of);
  return formula.kind === "Column" || formula.kind === "OrderColumn" ? formula.name : null;
}
