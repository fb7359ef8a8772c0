import { alike } from "../../base/alike.ts";
import type { CheckedPlan } from "../../check/checked-plan.ts";
import type { Formula } from "../../check/formula.ts";
import type { Facts } from "../../ir/facts.ts";
import type { StepLimit, UniformSpec } from "../../ir/program.ts";
import type { Compiling, Draft } from "../code.ts";
import type { Where } from "../formulas/terms.ts";
import { WatchedKeys } from "./watched-keys.ts";
import { type AskedOffer, WatchedOffers } from "./watched-offers.ts";
import { isSameIn, isSameMap, type LookedUp, type WatchedPlan, watching } from "./watched-plan.ts";

/**
 * What a plan was drafted as, column by column: of the next text those columns are taken over whose making would go the same
 * way, for all that was looked up on it is the same. The law: numbers, names and code are those that making them would give.
 */
export type Drafted = {
  readonly plan: CheckedPlan;
  readonly facts: Facts;
  /** Where columns lead back to themselves all are drafted several times: of the next text each time as this one's. */
  readonly rounds: readonly DraftedRound[];
};

/** `assumed`: how many decimals columns that lead back to themselves were taken to have when the round began. */
export type DraftedRound = {
  readonly assumed: ReadonlyMap<string, number>;
  readonly columns: ReadonlyMap<string, DraftedColumn>;
};

/** A column that was asked for, with all that was made on the way to it. */
type DraftedColumn = {
  readonly draft: number;
  readonly start: Sizes;
  readonly end: Sizes;
  // What was looked up on the way.
  readonly lookedUp: LookedUp;
  readonly offers: readonly AskedOffer[];
  readonly numbers: readonly (readonly [Formula, number])[];
  readonly read: readonly number[];
  /** Numbers of the plan, by what they are asked for as. */
  readonly uniformIds: ReadonlyMap<string, unknown>;
  readonly amountIds: ReadonlyMap<string, unknown>;
  // What was made.
  readonly drafts: readonly Kept[];
  readonly changed: readonly Changed[];
  readonly formulas: readonly Formula[];
  readonly arrays: readonly (readonly [string, Compiling["arrays"][number]])[];
  readonly uniforms: readonly (readonly [string, UniformSpec, ReadonlySet<string> | undefined])[];
  readonly amounts: readonly (readonly [string, unknown])[];
  readonly words: readonly string[];
  readonly limits: readonly StepLimit[];
  readonly tallies: readonly (readonly [string, unknown])[];
  readonly routines: readonly string[];
  readonly watched: readonly number[];
  /** What was found out of the decimals of those that lead back to themselves, and whether anything assumed was wrong. */
  readonly assumed: readonly (readonly [string, number])[];
  readonly wrong: boolean;
};

/** A draft, its fellows by number. */
type Kept = {
  readonly draft: Draft;
  readonly reads: readonly (readonly [number, Where[]])[];
  readonly extras: readonly number[];
  readonly partOf: number | null;
};

/** How a draft from before a column was left by it. */
type Changed = Places & { readonly id: number };
type Places = Pick<Draft, "array" | "history" | "before" | "wanted">;

/** How much of everything there is: whatever is made next gets the numbers behind. */
type Sizes = Readonly<
  Record<
    "drafts" | "formulas" | "arrays" | "uniforms" | "amounts" | "words" | "limits" | "fields" | "tallies",
    number
  >
>;

/** Numbers for formulas, in the order in which they are asked for: the same text gives them the same numbers. */
export class Numbers {
  readonly formulas: Formula[] = [];
  private readonly numbers = new Map<Formula, number>();

  of(formula: Formula): number {
    return this.numbers.get(formula) ?? this.add(formula);
  }

  /** The number that a formula has already. */
  get(formula: Formula): number | undefined {
    return this.numbers.get(formula);
  }

  add(formula: Formula): number {
    const number = this.formulas.push(formula) - 1;
    this.numbers.set(formula, number);
    return number;
  }
}

/** Drafts by key, and which of those from before somebody looks at. */
class WatchedDrafts extends Map<string, Draft> {
  readonly all: Draft[] = [];
  /** As they were when they were looked at first, by number. */
  read = new Map<number, Places>();
  /** Those from this number on are made by who looks. */
  from = 0;

  override get(key: string): Draft | undefined {
    const draft = super.get(key);
    if (draft && draft.id < this.from && !this.read.has(draft.id)) this.read.set(draft.id, placesOf(draft));
    return draft;
  }

  override has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  override set(key: string, draft: Draft): this {
    this.all.push(draft);
    return super.set(key, draft);
  }
}

const placesOf = ({ array, history, before, wanted }: Draft): Places => ({ array, history, before, wanted });

type MapValue<M> = M extends ReadonlyMap<unknown, infer T> ? T : never;

/** What there is before anything is drafted. */
export type Undrafted = Omit<Compiling, "drafts" | "numberOf" | "uniformIds" | "amounts">;

/** What is drafted on the ground of what was drafted before. */
export class Drafting {
  readonly compiling: Compiling;
  /** Whether anything was taken over: then what works its numbers out again is that of the plan before. */
  isTakenOver = false;
  private readonly plan: CheckedPlan;
  private readonly watched: WatchedPlan;
  private readonly offers: WatchedOffers;
  private readonly drafts = new WatchedDrafts();
  private readonly uniformIds = new WatchedKeys<number>();
  private readonly amountIds = new WatchedKeys<MapValue<Compiling["amounts"]>>();
  private readonly numbers: Numbers;
  private readonly names: Pick<ReadonlySet<string>, "has">;
  /** Null when all is drafted: a plan does not keep all that were there before it. */
  private before: { readonly plan: CheckedPlan; readonly columns: DraftedRound["columns"] } | null;
  /** As it was when this round began. */
  private readonly assumed: ReadonlyMap<string, number>;
  private readonly columns = new Map<string, DraftedColumn>();
  private asked: { offers: AskedOffer[]; numbers: Map<Formula, number> } = { offers: [], numbers: new Map() };
  /** Drafts that look to others as those of their numbers did in the plan before. */
  private readonly same = new Set<number>();
  /** Whether everything has the number that it had in the plan before. */
  private isInLine: boolean;

  /** `names`: of all columns that are asked for; `round`: how often they have been drafted for this text. */
  constructor(
    compiling: Undrafted,
    numbers: Numbers,
    names: Pick<ReadonlySet<string>, "has">,
    before: Drafted | null,
    round: number,
  ) {
    const { plan, facts, offers, assumed } = compiling;
    this.plan = plan;
    this.numbers = numbers;
    this.names = names;
    this.watched = watching(plan);
    this.offers = new WatchedOffers(plan, offers);
    this.assumed = new Map(assumed);
    const known = before?.rounds[round];
    const isSame = known && alike(known.assumed, assumed) && isSameAround(before!, plan, facts);
    this.before = isSame ? { plan: before!.plan, columns: known.columns } : null;
    this.isInLine = this.before !== null;
    this.compiling = {
      ...compiling,
      plan: this.watched.plan,
      drafts: this.drafts,
      uniformIds: this.uniformIds,
      amounts: this.amountIds,
      numberOf: (formula) => {
        const number = numbers.of(formula);
        this.asked.numbers.set(formula, number);
        return number;
      },
      offers: (name, params, deepest) => {
        const asked = this.offers.of(name, params, deepest);
        this.asked.offers.push(asked);
        return asked.offer;
      },
    };
  }

  /** A column of the plan: as it was made for the plan before, where making it would go the same way. */
  column(name: string, make: (compiling: Compiling) => Draft): Draft {
    const before = this.before?.columns.get(name);
    if (before && this.isAsBefore(before)) return this.takenOver(name, before);
    return this.made(name, make, before ?? this.inPlaceOfNew());
  }

  /** What stood where a column that is new stands now, and is gone: that with the name before, while somebody writes one. */
  private inPlaceOfNew(): DraftedColumn | undefined {
    const [was, before] = [...(this.before?.columns ?? [])][this.columns.size] ?? [];
    return was === undefined || this.names.has(was) ? undefined : before;
  }

  /** When all is drafted: what can be taken over from this round; null where that goes by what other programs say. */
  drafted(): DraftedRound | null {
    this.before = null;
    return this.compiling.elsewhere.size > 0 ? null : { assumed: this.assumed, columns: this.columns };
  }

  private sizes(): Sizes {
    const { drafts, arrays, uniforms, amounts, words, limits, tallies, fields } = this.compiling;
    return {
      ...{ drafts: drafts.size, arrays: arrays.length, uniforms: uniforms.length, amounts: amounts.size },
      ...{ words: words.size, limits: limits.length, tallies: tallies.size, fields },
      formulas: this.numbers.formulas.length,
    };
  }

  private isAsBefore(column: DraftedColumn): boolean {
    const { start, lookedUp, read, numbers, offers, uniformIds, amountIds } = column;
    return (
      this.isInLine &&
      alike(start, this.sizes()) &&
      read.every((id) => this.same.has(id)) &&
      numbers.every(([formula, number]) => this.numbers.get(formula) === number) &&
      this.uniformIds.isSame(uniformIds) &&
      this.amountIds.isSame(amountIds) &&
      isSameIn(lookedUp, this.before!.plan, this.plan) &&
      offers.every((asked) => this.offers.isSame(asked, this.before!.plan))
    );
  }

  private made(name: string, make: (compiling: Compiling) => Draft, before?: DraftedColumn): Draft {
    const { compiling } = this;
    const start = this.sizes();
    const routines = [...compiling.routines];
    const watched = compiling.watched.size;
    const { wrong } = compiling;
    const assumed = new Map(compiling.assumed);
    for (const watched of [this.watched, this.uniformIds, this.amountIds]) watched.lookedUp();
    this.asked = { offers: [], numbers: new Map() };
    this.drafts.from = start.drafts;
    this.drafts.read = new Map();
    compiling.routines.clear();
    compiling.wrong = false;
    const draft = make(compiling);
    const end = this.sizes();
    const { read } = this.drafts;
    const column: DraftedColumn = {
      ...{ draft: draft.id, start, end },
      lookedUp: this.watched.lookedUp(),
      offers: this.asked.offers,
      numbers: [...this.asked.numbers].filter(([, number]) => number < start.formulas),
      read: [...read.keys()],
      uniformIds: this.uniformIds.lookedUp(),
      amountIds: this.amountIds.lookedUp(),
      drafts: this.drafts.all.slice(start.drafts).map(keptOf),
      changed: [...read].flatMap(([id, places]) => changeOf(this.drafts.all[id]!, places)),
      formulas: this.numbers.formulas.slice(start.formulas),
      arrays: since(compiling.arrayIds, start.arrays).map(([key, id]) => [key, compiling.arrays[id]!]),
      uniforms: since(compiling.uniformIds, start.uniforms).map(([key, id]) => [
        ...([key, compiling.uniforms[id]!, compiling.paramsOf.get(id)] as const),
      ]),
      amounts: since(compiling.amounts, start.amounts),
      words: since(compiling.words, start.words).map(([word]) => word),
      limits: compiling.limits.slice(start.limits),
      tallies: since(compiling.tallies, start.tallies),
      routines: [...compiling.routines],
      watched: [...compiling.watched].slice(watched).map(({ id }) => id),
      assumed: [...compiling.assumed].filter(([key, decimals]) => assumed.get(key) !== decimals),
      wrong: compiling.wrong,
    };
    compiling.wrong ||= wrong;
    for (const routine of routines) compiling.routines.add(routine);
    this.columns.set(name, column);
    if (this.isInLine) this.compare(column, before);
    return draft;
  }

  /** Looks whether a column that was made anew has left others as the one before did. */
  private compare(now: DraftedColumn, before: DraftedColumn | undefined): void {
    if (!before) {
      this.isInLine = alike(now.start, now.end);
      return;
    }
    const keys = ({ arrays }: DraftedColumn) => arrays.map(([key]) => key);
    this.isInLine =
      alike(now.start, before.start) &&
      alike(now.end, before.end) &&
      alike([now.words, now.limits], [before.words, before.limits]) &&
      alike(keys(now), keys(before)) &&
      // A number may be that of something else now; what is still there must have the number that it had.
      before.drafts.every(({ draft }) => isStill(this.drafts.get(draft.key)?.id, draft.id)) &&
      before.formulas.every((formula, i) => isStill(this.numbers.get(formula), before.start.formulas + i));
    if (!this.isInLine) return;
    for (const [i, one] of now.drafts.entries())
      if (alike(seenOf(one), seenOf(before.drafts[i]!))) this.same.add(one.draft.id);
  }

  private takenOver(name: string, column: DraftedColumn): Draft {
    const { compiling, drafts } = this;
    this.isTakenOver = true;
    this.columns.set(name, column);
    for (const formula of column.formulas) this.numbers.add(formula);
    for (const [key, array] of column.arrays) compiling.arrayIds.set(key, compiling.arrays.push(array) - 1);
    for (const [key, uniform, params] of column.uniforms) {
      compiling.uniformIds.set(key, uniform.id);
      compiling.uniforms.push(uniform);
      if (params) compiling.paramsOf.set(uniform.id, params);
    }
    for (const [key, amount] of column.amounts) compiling.amounts.set(key, amount as never);
    for (const word of column.words) compiling.words.set(word, compiling.words.size);
    for (const [bonus, tallies] of column.tallies) compiling.tallies.set(bonus, tallies as never);
    for (const [key, decimals] of column.assumed) compiling.assumed.set(key, decimals);
    compiling.wrong ||= column.wrong;
    compiling.limits.push(...column.limits);
    for (const routine of column.routines) compiling.routines.add(routine);
    compiling.fields = column.end.fields;
    for (const { draft } of column.drafts) {
      drafts.set(draft.key, { ...draft });
      this.same.add(draft.id);
    }
    const draftOf = (id: number): Draft => drafts.all[id]!;
    for (const { draft, reads, extras, partOf } of column.drafts) {
      const own = draftOf(draft.id);
      own.reads = new Map(reads.map(([id, wheres]) => [draftOf(id), wheres]));
      own.extras = extras.map(draftOf);
      own.partOf = partOf === null ? null : draftOf(partOf);
    }
    for (const { id, array, history, before, wanted } of column.changed) {
      const own = draftOf(id);
      own.array ??= array;
      own.history ??= history;
      own.before ??= before;
      own.wanted ||= wanted;
    }
    for (const id of column.watched) compiling.watched.add(draftOf(id));
    return draftOf(column.draft);
  }
}

/** Whether what no column looks up by name is in a plan as it was in the one before. */
function isSameAround({ plan, facts }: Drafted, now: CheckedPlan, factsNow: Facts): boolean {
  const around = ({ clock, rounding, roundEachLine }: CheckedPlan) => [clock, rounding, roundEachLine];
  // Where a slider may be put is worked out for all columns together.
  const isPlain = [...now.params.values()].every(({ from, to, step }) =>
    [from, to, step].every((end) => end === null || end.kind === "Const"),
  );
  return (
    isPlain &&
    isSameMap(plan.params, now.params) &&
    alike(around(plan), around(now)) &&
    plan.limits.length === now.limits.length &&
    plan.limits.every((limit, i) => limit === now.limits[i]) &&
    alike(facts, factsNow)
  );
}

/** What has been put into a map since it had so many entries. */
function since<K, T>(all: ReadonlyMap<K, T>, size: number): (readonly [K, T])[] {
  return all.size === size ? [] : [...all].slice(size);
}

/** What it reads is kept by number: drafts would keep one another, and they all that were there before them. */
const NONE: Draft["reads"] = new Map();

const keptOf = (draft: Draft): Kept => ({
  draft: { ...draft, reads: NONE, extras: [], partOf: null },
  reads: Array.from(draft.reads, ([{ id }, wheres]) => [id, wheres] as const),
  extras: draft.extras.map(({ id }) => id),
  partOf: draft.partOf?.id ?? null,
});

function changeOf(draft: Draft, was: Places): readonly Changed[] {
  const is = placesOf(draft);
  return alike(is, was) ? [] : [{ ...is, id: draft.id }];
}

/** What others see of a draft. */
const seenOf = ({ draft: { key, term, given, room, once, machine }, partOf }: Kept): readonly unknown[] => [
  ...[key, term, given, room, once, machine === null, partOf],
];

const isStill = (number: number | undefined, before: number): boolean =>
  number === undefined || number === before;
