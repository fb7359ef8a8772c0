import type { ClockUnit } from "../base/calendar.ts";
import type { Value } from "../base/value.ts";
import type { CheckedPlan, CheckedPool } from "../check/checked-plan.ts";
import { pairingFields } from "../check/formula.ts";
import { isAmount } from "../check/types.ts";
import type { Facts } from "../ir/facts.ts";
import type { BalanceSpec, ColumnSpec, Output, Code as PassCode, Program } from "../ir/program.ts";
import { type Drafted, type DraftedRound, Drafting, Numbers, type Undrafted } from "./again/drafted-again.ts";
import { agesOf, type KnownColumns, knownColumns } from "./again/known-columns.ts";
import { movedByOf } from "./again/moved-by.ts";
import { structuresOf } from "./again/structure.ts";
import { arrayOf, type Compiling, type Draft, type ReadElsewhere, stored } from "./code.ts";
import { columnDraft } from "./columns/columns.ts";
import { otherClock } from "./columns/elsewhere.ts";
import { qualifiedDraft } from "./columns/ladders.ts";
import { boardDraft } from "./columns/machines.ts";
import { isBuilt } from "./columns/trees.ts";
import { looksBack } from "./formulas/looks-back.ts";
import { type Amount, readingOf } from "./formulas/terms.ts";
import { fitMemory } from "./formulas/widths.ts";
import { balanceOfBonus, balanceOfPool } from "./money/balances.ts";
import { amountsOf, paidTerm } from "./money/bonuses.ts";
import type { Offers } from "./money/offers.ts";
import { settlementDraft } from "./money/pairings.ts";
import { routinesOf } from "./routines.ts";
import { knotsOf, schedule } from "./schedule.ts";
import { slidersOf } from "./sliders.ts";
import { madeAs } from "./too-fine.ts";
import { emit } from "./wasm/emit.ts";
import { watchedOf } from "./watched.ts";

/** A plan as code, for data with these facts. */
export type Compiled = {
  readonly program: Program;
  /** That of each pass of the program. */
  readonly code: readonly PassCode[];
  readonly words: ReadonlyMap<string, number>;
  /** The numbers of the plan when params are moved, by uniform; null where they need other code. */
  readonly valuesFor: (params: ReadonlyMap<string, Value>) => readonly (readonly bigint[] | null)[] | null;
  readonly columns: KnownColumns;
  /** What it reads of columns by other clocks. */
  readonly elsewhere: readonly ReadElsewhere[];
  /** How fine the amounts of its outputs are, and how large. */
  readonly bounds: ReadonlyMap<string, Bounds>;
  /** What of it the next text can take over. */
  readonly drafted: Drafted | null;
};
export type Bounds = Pick<Amount, "scale" | "most" | "mass">;

/** What there was code for before, in the same memory. */
export type Before = Pick<Compiled, "program" | "code" | "columns" | "drafted">;

/** `everything`: also columns that only explain others. */
type Wanted = {
  readonly everything?: boolean;
  readonly before?: Before | null;
  /** The clock whose periods are worked out: the plan's own, if nothing is said. */
  readonly clock?: ClockUnit;
  /** What programs by other clocks read, by the name they have for it; `only`: and nothing else of the plan. */
  readonly wanted?: Columns;
  readonly only?: boolean;
  readonly numbers?: Numbers;
};
/** Columns by name, and how they are made. */
export type Columns = ReadonlyMap<string, (compiling: Compiling) => Draft>;

/** What is known of a plan's code before it is written: as much as programs by other clocks want to know. */
export type Outline = Pick<Compiled, "elsewhere" | "bounds" | "drafted"> & {
  /** Writes the code; to be called once. */
  readonly finish: () => Compiled;
};

/**
 * Makes code for a plan. It gives the same numbers as the plain evaluator, or stops with a sentence where one of them does not
 * fit into 64 bits.
 * @throws {TooFine} where a figure has more decimals than there is room for.
 */
export const compile = (plan: CheckedPlan, facts: Facts, offers: Offers, wanted: Wanted = {}): Compiled =>
  outline(plan, facts, offers, wanted).finish();

/** Finds out what code a plan takes, for who may want another one yet. */
export function outline(
  plan: CheckedPlan,
  facts: Facts,
  offers: Offers,
  {
    everything = false,
    before = null,
    clock = plan.clock,
    wanted = new Map(),
    only = false,
    numbers = new Numbers(),
  }: Wanted = {},
): Outline {
  const columns: Columns = new Map([...(only ? [] : columnsOf(plan, clock, everything)), ...wanted]);
  const rules: Rules = { plan, clock, facts, offers, columns };
  const isFirst = numbers.formulas.length === 0;
  const { drafting, outputs, drafted } = draftAll(rules, numbers, isFirst ? (before?.drafted ?? null) : null);
  const { compiling } = drafting;
  const known = {
    elsewhere: [...compiling.elsewhere.values()],
    bounds: boundsOf(outputs),
    drafted: isFirst ? drafted : null,
  };
  const how = { everything: everything || only, before, moving: movingOf(rules, drafting) };
  return { ...known, finish: () => ({ ...known, ...finish(compiling, outputs, how) }) };
}

/** All that drafts are made of. */
type Rules = {
  readonly plan: CheckedPlan;
  readonly clock: ClockUnit;
  readonly facts: Facts;
  readonly offers: Offers;
  readonly columns: Columns;
};

/** A column that leads back to itself finds its decimals in a few rounds, or never. */
const MOST_ROUNDS = 12;

function draftAll(
  rules: Rules,
  numbers: Numbers,
  before: Drafted | null,
): {
  readonly drafting: Drafting;
  readonly outputs: ReadonlyMap<string, Draft>;
  readonly drafted: Drafted | null;
} {
  const assumed = new Map<string, number>();
  const rounds: (DraftedRound | null)[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const drafting = new Drafting(begin(rules, assumed), numbers, rules.columns, before, round);
    const outputs = new Map<string, Draft>();
    for (const [column, make] of rules.columns)
      outputs.set(
        column,
        madeAs(column, () => drafting.column(column, make)),
      );
    rounds.push(drafting.drafted());
    if (drafting.compiling.wrong) continue;
    const { plan, facts } = rules;
    const drafted = rounds.every((one) => one !== null) ? { plan, facts, rounds } : null;
    return { drafting, outputs, drafted };
  }
  throw new Error("figures get more and more decimals from person to person");
}

/**
 * Drafts of this very plan, for who moves a param: those that were taken over work their numbers out by the plan that they
 * were made for. They are made anew when one is moved for the first time.
 */
function movingOf(rules: Rules, { isTakenOver, compiling }: Drafting): () => Compiling {
  let made = isTakenOver ? null : compiling;
  return () => {
    made ??= draftAll(rules, new Numbers(), null).drafting.compiling;
    return made;
  };
}

const begin = ({ plan, clock, facts, offers }: Rules, assumed: Map<string, number>): Undrafted => ({
  plan,
  clock,
  elsewhere: new Map(),
  facts,
  arrays: [],
  arrayIds: new Map(),
  uniforms: [],
  sliders: slidersOf(plan, facts.params),
  guards: [],
  revalue: [],
  paramsOf: new Map(),
  routines: new Set(),
  watched: new Set(),
  offers,
  limits: [],
  tallies: new Map(),
  words: new Map(),
  assumed,
  wrong: false,
  fields: 0,
});

/** Everything that a plan computes for a person in the periods of its own clock, by the name it is asked for. */
function* columnsOf(
  plan: CheckedPlan,
  clock: ClockUnit,
  everything: boolean,
): Generator<[string, (compiling: Compiling) => Draft]> {
  const isPlain = (name: string) => (plan.measures.get(name)?.parameters.length ?? 0) === 0;
  // In the order of the plan's passes nothing is asked for before what it needs.
  const computed = plan.passes.flatMap(({ columns }) => columns);
  const isSummable = (name: string) => {
    const input = plan.inputs.get(name);
    return input === undefined || !input.inOrders || isAmount(input.type);
  };
  for (const name of new Set(
    [...computed, ...plan.pairings.keys(), ...plan.inputs.keys(), ...plan.trees.keys()].filter(isSummable),
  ))
    if (plan.inputs.has(name) || (plan.measures.has(name) && isPlain(name)) || plan.trees.has(name))
      yield [name, (compiling) => columnDraft(compiling, name)];
    else if (plan.ladders.has(name)) {
      yield [name, (compiling) => columnDraft(compiling, name)];
      yield [
        `${name}.qualified`,
        (compiling) => qualifiedDraft(compiling, compiling.plan.ladders.get(name)!),
      ];
    } else if (plan.bonuses.has(name) || plan.pools.has(name)) {
      if (plan.bonuses.get(name)?.flavour === "flow")
        yield [name, (compiling) => columnDraft(compiling, name)];
      else {
        yield [`gross ${name}`, (compiling) => amountsOf(compiling, name).gross];
        yield [`earned ${name}`, (compiling) => amountsOf(compiling, name).earned];
      }
    } else if (plan.pairings.has(name)) {
      // What only belongs to a binary is not fetched from another clock for nobody.
      if (everything || plan.clocks.get(name) === clock)
        for (const field of pairingFields)
          yield [
            `${name}.${field}`,
            (compiling) => settlementDraft(compiling, compiling.plan.pairings.get(name)!, field),
          ];
    }
  for (const name of plan.boards.keys())
    if (plan.clocks.get(name) === clock)
      yield [`${name}.cycles`, (compiling) => boardDraft(compiling, compiling.plan.boards.get(name)!)];
  for (const name of [...plan.bonuses.keys(), ...plan.pools.keys()])
    if (plan.bonuses.get(name)?.flavour !== "flow")
      yield [`paid ${name}`, (compiling) => paidTerm(compiling, name)];
  yield ["payout", (compiling) => columnDraft(compiling, "payout")];
}

function finish(
  compiling: Compiling,
  named: ReadonlyMap<string, Draft>,
  {
    everything,
    before,
    moving,
  }: {
    readonly everything: boolean;
    readonly before: Before | null;
    /** The same drafts, of this very plan: what works out its numbers when a param is moved. */
    readonly moving: () => Compiling;
  },
): Omit<Compiled, keyof Omit<Outline, "finish">> {
  const { plan } = compiling;
  const outputs = new Map<string, Output>();
  for (const draft of compiling.drafts.values()) if (draft.wanted) stored(compiling, draft);
  // What only belongs to a binary is not kept for nobody.
  for (const [name, draft] of named)
    if (everything || draft.partOf === null || draft.wanted)
      outputs.set(name, { array: draft.room ?? stored(compiling, draft), as: readingOf(draft.term) });
  const balances = balancesOf(compiling, named);
  const all = [...compiling.drafts.values()];
  for (const draft of all) if (draft.machine && draft.room === null) stored(compiling, draft);
  const computed = all.filter(({ given, partOf }) => given === null && partOf === null);
  const home = homeOf(compiling, computed);
  const knots = knotsOf(computed);
  const structures = structuresOf(compiling, knots);
  // Of a single period there is nothing to look back to.
  const isKept = compiling.arrays.some(
    ({ holds }) => LOOKED_BACK_AT.has(holds.kind) || ("past" in holds && holds.past),
  );
  const isLookingBack = compiling.facts.periods > 1 && (looksBack(plan, compiling.clock) || isKept);
  // Of earlier periods nothing is left in memory.
  const ageOf = agesOf(knots, structures, isLookingBack || !before ? null : before.columns);
  const movedBy = movedByOf(knots, compiling.paramsOf, { home, isLookingBack });
  const steps = schedule(knots, home, { ageOf, movedBy });
  keepAcrossSteps(compiling, computed, steps);
  for (const step of steps)
    if (step.kind === "pass" && step.order !== "once") needTree(compiling, step.tree, home);
  fitMemory(compiling);
  const columns: ColumnSpec[] = all.map((draft) => ({
    id: draft.id,
    name: draft.key,
    type: draft.term.expr.type,
    as: readingOf(draft.term),
    array: draft.given ?? draft.array,
    most: draft.term.kind === "amount" ? draft.term.most : null,
    uniforms: [...draft.uniforms],
    reads: [...draft.reads.keys()].map(({ id }) => id),
  }));
  const program: Program = {
    home,
    arrays: compiling.arrays.map((array, id) => ({ id, ...array, made: structures.ofArray(id) })),
    uniforms: compiling.uniforms,
    columns,
    steps,
    routines: routinesOf(compiling.routines),
    outputs,
    balances,
    watched: watchedOf(compiling, named),
    limits: compiling.limits,
    looksBack: isLookingBack,
    keepsOnlyLast: isLookingBack && all.some(({ before }) => before !== null),
    // What the other one has no code for is not read.
    elsewhere: [...compiling.elsewhere.values()].flatMap(({ read }) =>
      compiling.arrays.some(({ holds }) => holds.kind === "elsewhere" && holds.key === read.key)
        ? [read]
        : [],
    ),
  };
  return {
    program,
    columns: knownColumns(knots, structures, ageOf),
    code: emit(program, before),
    words: compiling.words,
    valuesFor(params) {
      const { guards, revalue: numbers, uniforms } = moving();
      if (!guards.every((holds) => holds(params))) return null;
      const values: (readonly bigint[] | null)[] = [];
      for (const [i, revalue] of numbers.entries()) {
        if (typeof uniforms[i]!.values === "string") values.push(null);
        else {
          const moved = revalue(params);
          if (moved === null) return null;
          values.push(moved);
        }
      }
      return values;
    },
  };
}

const LOOKED_BACK_AT: ReadonlySet<string> = new Set([
  ...["history", "before", "room history"],
  ...["past tree", "last days"],
]);

function boundsOf(named: ReadonlyMap<string, Draft>): ReadonlyMap<string, Bounds> {
  const bounds = new Map<string, Bounds>();
  for (const [name, { term }] of named)
    if (term.kind === "amount") bounds.set(name, { scale: term.scale, most: term.most, mass: term.mass });
  return bounds;
}

/** Where the data give what a bonus comes to, nobody knows what it offers. */
function balancesOf(compiling: Compiling, named: ReadonlyMap<string, Draft>): Map<string, BalanceSpec> {
  const { plan, facts } = compiling;
  const balances = new Map<string, BalanceSpec>();
  const isGiven = (name: string) => facts.overrides.has(name);
  for (const { name, flavour, journey } of plan.bonuses.values()) {
    if (flavour === "flow" || isGiven(name) || otherClock(compiling, name)) continue;
    if (!named.has(`gross ${name}`) || !named.has(`paid ${name}`)) continue;
    const amounts = { ...amountsOf(compiling, name), paid: paidTerm(compiling, name) };
    const offer = journey && compiling.offers(name, facts.params, facts.deepest);
    balances.set(name, balanceOfBonus(compiling, name, amounts, offer?.kind ?? "pays"));
  }
  for (const pool of plan.pools.values())
    if (!isGiven(pool.name) && !otherClock(compiling, pool.name) && named.has(`paid ${pool.name}`))
      balances.set(pool.name, balanceOfPoolNamed(compiling, pool));
  return balances;
}

function balanceOfPoolNamed(compiling: Compiling, pool: CheckedPool): BalanceSpec {
  const { name } = pool;
  const draft = (what: string) => compiling.drafts.get(`${what} ${name}`)!;
  const drafts = { pot: draft("pot"), shares: draft("shares"), parts: draft("parts") };
  return balanceOfPool(
    compiling,
    { ...drafts, paid: paidTerm(compiling, name) },
    pool.eachAtMost ? "each at most" : "rounding",
  );
}

/** The people stand in the preorder of the tree that most columns are worked out along. */
function homeOf(compiling: Compiling, drafts: readonly Draft[]): string {
  const uses = new Map<string, number>();
  for (const { order } of drafts) {
    if (!order) continue;
    const isDrawn = compiling.facts.trees.has(order.tree) && !isBuilt(compiling, order.tree);
    const tree = isDrawn ? order.tree : "sponsor";
    uses.set(tree, (uses.get(tree) ?? 0) + 1);
  }
  return [...uses].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "sponsor";
}

/** Columns that another step reads lie in memory; the others only in the pass. */
function keepAcrossSteps(compiling: Compiling, drafts: readonly Draft[], steps: Program["steps"]): void {
  const stepOf = new Map<number, number>();
  steps.forEach((step, i) => {
    for (const id of step.computes) stepOf.set(id, i);
  });
  for (const draft of drafts)
    for (const other of draft.reads.keys())
      if (other.room === null && stepOf.get(other.id) !== stepOf.get(draft.id)) stored(compiling, other);
}

function needTree(compiling: Compiling, tree: string, home: string): void {
  const add = (what: "order" | "depth", memory: "i32" | "u16") =>
    arrayOf(compiling, memory, { kind: "tree", tree, what });
  add("depth", compiling.facts.deepest < 65_535 ? "u16" : "i32");
  if (tree !== home) add("order", "i32");
}
