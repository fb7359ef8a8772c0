import {
  type Exact,
  greatest,
  isVast,
  isZero,
  least,
  multiply,
  ONE,
  quotient,
  whole,
} from "../../base/exact.ts";
import type { CheckedPlan, CheckedTable } from "../checked-plan.ts";
import type { CheckedGroup, Formula, FormulaOf } from "../formula.ts";
import { isAmount, type Type } from "../types.ts";
import { Columns } from "./columns.ts";
import type { DataSize, Figures } from "./data.ts";
import {
  absolute,
  both,
  decimalsOf,
  either,
  fits,
  manyTimes,
  NOTHING,
  OF_DIVISION,
  plus,
  type Size,
  tighter,
  times,
  told,
  UNKNOWN_SIZE,
} from "./size.ts";

/** Where a formula is read: inside a group, with which arguments, and with what in its blank. */
type Place = { readonly inGroup: boolean; readonly args: readonly Size[]; readonly blank: Size };
export const OUTSIDE: Place = { inGroup: false, args: [], blank: NOTHING };

/** Measures that call measures are followed so far. */
const DEEPEST_CALL = 40;
/** Days of a year: no period has more shorter ones. */
const SHORTER_PERIODS = whole(366);

/** How large the values of a plan's formulas can be, when columns are as large as is known so far. */
export class Sizes {
  readonly columns = new Columns();
  /** Is told of every amount that is worked out on the way. */
  see: ((formula: Formula, size: Size) => void) | null = null;
  private readonly plan: CheckedPlan;
  private readonly data: DataSize;
  private readonly people: Exact;
  private readonly deepest: Exact;
  private readonly periods: Exact;
  /** Of tables in which nothing but figures stands. */
  private readonly tables = new Map<CheckedTable, Size>();
  private calls = 0;

  constructor(plan: CheckedPlan, data: DataSize) {
    this.plan = plan;
    this.data = data;
    this.people = whole(data.people);
    this.deepest = whole(data.deepest);
    this.periods = whole(data.periods);
  }

  of(formula: Formula, place: Place = OUTSIDE): Size {
    const size = told(this.sizeOf(formula, place));
    if (isAmount(formula.type)) this.see?.(formula, size);
    return size;
  }

  /** The same for each of all people. */
  eachIsAtMost(most: Exact | null, decimals: number, rough = false): Size {
    return { most, together: this.forEveryone(most), decimals, rough };
  }

  /** What everybody brings, brought to each person. */
  forEveryone(most: Exact | null): Exact | null {
    return both(most, this.people, multiply);
  }

  /** What everybody brings together, brought to all who stand above, oneself included. */
  forEachAbove(together: Exact | null): Exact | null {
    return both(together, whole(this.data.deepest + 1), multiply);
  }

  private sizeOf(formula: Formula, place: Place): Size {
    const size = (part: Formula) => this.of(part, place);
    switch (formula.kind) {
      case "Const": {
        const { value } = formula;
        if (typeof value !== "object" || value === null || !("n" in value)) return NOTHING;
        return this.eachIsAtMost(absolute(value), decimalsOf(value) ?? OF_DIVISION);
      }
      case "Param": {
        const { value, from, to, step } = this.plan.params.get(formula.name)!;
        return [value, from, to, step].flatMap((part) => (part ? [this.of(part)] : [])).reduce(eitherOnce);
      }
      case "Blank":
        return place.blank;
      case "Argument":
        return place.args[formula.index] ?? NOTHING;
      case "Bound":
        return formula.name === "total" ? UNKNOWN_SIZE : this.eachIsAtMost(this.deepest, 0);
      case "Column":
        return this.ofWhom(formula.of, this.ofColumn(formula, place), place);
      case "OrderColumn":
        return this.ofData(formula.type);
      case "Fact": {
        const cells = this.plan.ladders
          .get(formula.ladder)!
          .ranks.map(({ rows }) => rows[0]?.[formula.column]);
        return this.ofCells(cells);
      }
      case "PairingField":
        return this.ofWhom(formula.of, this.ofPairing(formula), place);
      case "BoardField":
        return this.eachIsAtMost(this.people, 0);
      case "Amount":
        return this.ofWhom(formula.of, this.columns.of(formula.bonus), place);
      case "Balance": {
        const { together, decimals, rough } = this.columns.of(formula.bonus);
        return this.eachIsAtMost(together, decimals, rough);
      }
      case "Lookup":
        return this.ofLookup(formula, formula.keys.map(size));
      case "Not":
      case "First":
        size(formula.of);
        return NOTHING;
      case "Negate":
      case "Previous":
      case "SoFar":
        return size(formula.of);
      case "Highest": {
        const of = size(formula.of);
        return {
          ...of,
          together: tighter(
            both(of.together, this.periods, multiply),
            this.eachIsAtMost(of.most, 0).together,
          ),
        };
      }
      case "Arithmetic":
        return this.ofArithmetic(formula, size(formula.left), size(formula.right));
      case "Compare": {
        const sides = [size(formula.left), size(formula.right)] as const;
        const decimals = Math.max(...sides.map((side) => side.decimals));
        // To be compared, amounts are counted in units of the finer one's last decimal.
        if (isAmount(formula.left.type))
          sides.forEach((side, i) =>
            this.see?.(i === 0 ? formula.left : formula.right, { ...side, decimals }),
          );
        return NOTHING;
      }
      case "Logic":
        size(formula.left);
        size(formula.right);
        return NOTHING;
      case "If":
        size(formula.condition);
        return either(size(formula.then), size(formula.otherwise));
      case "Worth":
        return times(size(formula.of), this.constant(this.plan.worth.get(formula.points) ?? ONE));
      case "Whole":
        return { ...size(formula.of), decimals: 0 };
      case "Extreme":
        return formula.items.map(size).reduce(either);
      case "Aggregate":
        return this.ofAggregate(formula, place);
      case "Count":
        this.ofGroup(formula.group, place);
        return this.eachIsAtMost(this.mostIn(formula.group), 0);
      case "Place":
        this.ofGroup(formula.group, place);
        for (const { of } of formula.keys) this.of(of, { ...place, inGroup: true });
        return this.eachIsAtMost(this.people, 0);
      default:
        return NOTHING;
    }
  }

  private constant(value: Exact): Size {
    return this.eachIsAtMost(absolute(value), decimalsOf(value) ?? OF_DIVISION);
  }

  /** Everybody's own values add up to what is known; those of others, gone to from many places, may be counted again and again. */
  private ofWhom(whom: Formula, size: Size, { inGroup }: Place): Size {
    const isOwn = whom.kind === "It" || (whom.kind === "My" && !inGroup);
    return isOwn ? size : this.eachIsAtMost(size.most, size.decimals, size.rough);
  }

  private ofColumn({ name, args }: FormulaOf<"Column">, place: Place): Size {
    const given = args.map((arg) => this.of(arg, place));
    const input = this.plan.inputs.get(name);
    if (input) {
      const data = this.ofData(input.type);
      return input.fallback && isAmount(input.type) ? either(data, this.of(input.fallback)) : data;
    }
    const measure = this.plan.measures.get(name);
    if (measure && args.length > 0) {
      if (this.calls >= DEEPEST_CALL) return UNKNOWN_SIZE;
      this.calls++;
      const size = this.of(measure.body, { ...OUTSIDE, inGroup: place.inGroup, args: given });
      this.calls--;
      return size;
    }
    if (name === "age") return this.eachIsAtMost(this.periods, 0);
    if (name === "payout")
      return [...this.plan.bonuses.keys(), ...this.plan.pools.keys()]
        .map((one) => this.columns.of(one))
        .reduce(plus, NOTHING);
    return this.columns.of(name);
  }

  private ofData(type: Type): Size {
    const figures = (of: Figures): Size => ({ ...of, rough: false });
    switch (type.kind) {
      case "money":
      case "points":
        return figures(this.data.amounts);
      case "number":
        return figures(this.data.numbers);
      case "percent":
        return figures(this.data.percentages);
      default:
        return NOTHING;
    }
  }

  private ofCells(cells: readonly (Formula | null | undefined)[]): Size {
    return cells.flatMap((cell) => (cell ? [this.of(cell)] : [])).reduce(eitherOnce, NOTHING);
  }

  private ofTable(table: CheckedTable): Size {
    const known = this.tables.get(table);
    if (known) return known;
    const cells = table.cells.flat();
    const size = table.later.map((one) => this.ofTable(one)).reduce(eitherOnce, this.ofCells(cells));
    // Of figures that fit nobody wants to be told again. What reads columns is as large as these are now.
    const isSettled = table.later.every((one) => this.tables.has(one)) && cells.every(isFigure);
    if (isSettled && fits(size)) this.tables.set(table, size);
    return size;
  }

  /** A marginal table gives the amount: every slice of the key at a rate of its own. */
  private ofLookup({ table }: FormulaOf<"Lookup">, [key]: readonly Size[]): Size {
    const declared = this.plan.tables.get(table)!;
    const cells = this.ofTable(declared);
    return declared.marginal && key ? times(key, cells) : cells;
  }

  private ofPairing({ pairing: name, field }: FormulaOf<"PairingField">): Size {
    const pairing = this.plan.pairings.get(name)!;
    const volume = this.of(pairing.volume);
    // What is carried adds up over the periods; everybody's volume is in a leg of each person above.
    const legs: Size = {
      ...volume,
      most: both(volume.together, this.periods, multiply),
      together: both(volume.together, multiply(this.periods, whole(this.data.deepest + 1)), multiply),
    };
    if (field !== "cycles" && field !== "first") return legs;
    const steps = pairing.steps ?? (pairing.cycle ? [pairing.cycle.weak] : []);
    const smallest = steps.map((step) => this.leastOf(step)).reduce((a, b) => both(a, b, least), ONE);
    return {
      ...legs,
      most: both(legs.most, smallest, quotient),
      together: both(legs.together, smallest, quotient),
      decimals: 0,
    };
  }

  /** A figure of the text that something is divided by: how small it is at least; null where it may be anything. */
  private leastOf(formula: Formula): Exact | null {
    if (
      formula.kind === "Const" &&
      typeof formula.value === "object" &&
      formula.value !== null &&
      "n" in formula.value
    )
      return isZero(formula.value) || isVast(formula.value) ? null : absolute(formula.value);
    if (formula.kind === "Worth") return this.leastOf(formula.of);
    if (formula.kind !== "Param") return null;
    const { value, from } = this.plan.params.get(formula.name)!;
    return [value, from]
      .map((part) => (part ? this.leastOf(part) : null))
      .reduce((a, b) => both(a, b, least));
  }

  private ofArithmetic({ op, right }: FormulaOf<"Arithmetic">, a: Size, b: Size): Size {
    if (op === "*") return times(a, b);
    if (op !== "/") return plus(a, b);
    const known = this.leastOf(right);
    // The smallest figure there can be is one unit of the last decimal.
    const divisor = known ?? { n: 1, d: 10n ** BigInt(b.decimals) };
    return {
      most: both(a.most, divisor, quotient),
      together: both(a.together, divisor, quotient),
      decimals: OF_DIVISION,
      rough: a.rough || known === null,
    };
  }

  private ofGroup(group: CheckedGroup, place: Place): void {
    const inside = { ...place, inGroup: true };
    for (const part of [group.by, group.counting, group.until, group.through, group.where])
      if (part) this.of(part, inside);
    for (const part of [group.pick?.count, group.last]) if (part) this.of(part, place);
  }

  private ofAggregate(formula: FormulaOf<"Aggregate">, place: Place): Size {
    const { fold, group } = formula;
    const each = this.of(formula.of, { ...place, inGroup: true });
    this.ofGroup(group, place);
    const limit = formula.eachAtMost ? this.of(formula.eachAtMost, { ...place, inGroup: true }) : NOTHING;
    if (fold === "any" || fold === "all") return NOTHING;
    const { most, together, rough } = each;
    const decimals = Math.max(each.decimals, limit.decimals);
    // A sum that limits itself is a fraction of which nobody knows the decimals.
    if (limit.most === null) return UNKNOWN_SIZE;
    if (fold !== "sum") return this.eachIsAtMost(most, decimals, rough);
    const all = (factor: Exact): Size => ({
      ...{ decimals, rough },
      most: tighter(together, both(most, this.mostIn(group), multiply)),
      together: both(together, factor, multiply),
    });
    switch (group.base) {
      case "frontline":
      case "legs":
        return all(ONE);
      case "downline":
      case "leg":
      case "left leg":
      case "right leg":
        return all(whole(this.data.deepest + 1));
      case "orders":
        return all(ONE);
      case "company":
      case "siblings":
        return all(this.people);
      case "upline":
      case "path":
        return this.eachIsAtMost(both(most, whole(this.data.deepest + 1), multiply), decimals, rough);
      default:
        return { ...manyTimes(each, this.mostIn(group)), decimals };
    }
  }

  /** How many a group can consist of. */
  private mostIn(group: CheckedGroup): Exact {
    switch (group.base) {
      case "orders":
        return whole(this.data.orders);
      case "upline":
      case "path":
        return whole(this.data.deepest + 1);
      case "periods":
      case "earlier periods":
        return this.periods;
      case "last periods": {
        const last = group.last && this.of(group.last);
        return last?.most && !isZero(last.most) ? last.most : this.periods;
      }
      case "shorter periods":
        return SHORTER_PERIODS;
      default:
        return this.people;
    }
  }
}

const isFigure = (cell: Formula | null | undefined): boolean => !cell || cell.kind === "Const";

/** One or the other for everybody alike. */
export const eitherOnce = (a: Size, b: Size): Size => ({
  ...either(a, b),
  together: both(a.together, b.together, greatest),
});
