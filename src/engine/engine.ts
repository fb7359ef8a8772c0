import { totalsOf } from "../analysis/totals.ts";
import { toDecimal } from "../base/exact.ts";
import { finished, type Progress, type Work } from "../base/pieces.ts";
import type { Value } from "../base/value.ts";
import { check } from "../check/check.ts";
import type { CheckedPlan } from "../check/checked-plan.ts";
import { isAmount } from "../check/types.ts";
import { binding, cellOf, writeCell } from "../downline/bind.ts";
import type { Downline } from "../downline/downline.ts";
import { type Fault, warning } from "../downline/faults.ts";
import { calendar } from "../downline/periods.ts";
import { readingDownline } from "../downline/read-downline.ts";
import { NOTHING_WANTED, type Wanted } from "../downline/wanted.ts";
import type { Reading } from "../ir/program.ts";
import { puttingInPeriods, worldOfDownline } from "../meaning/downline-world.ts";
import { evaluateUpTo } from "../meaning/evaluation.ts";
import { runExample } from "../meaning/examples.ts";
import { breakageReasons } from "../meaning/ledger.ts";
import { ordersOf } from "../meaning/presence.ts";
import { newRun, type Run } from "../meaning/run.ts";
import { TooMuch, tooManyForEvaluator } from "../meaning/too-much.ts";
import { type Tree, treeOf } from "../meaning/trees.ts";
import type { World } from "../meaning/world.ts";
import type { Changed } from "../runtime/machine.ts";
import type { Elements } from "../runtime/memory.ts";
import { Stopped } from "../runtime/stopped.ts";
import { parse } from "../syntax/parse.ts";
import { parseAgain } from "../syntax/parse-again.ts";
import type { Parsed } from "../syntax/parsed.ts";
import { affectedBy } from "../why/affected.ts";
import { reasonsOf } from "../why/reasons.ts";
import { sentenceOfFailing, sentencesOfAffected, type Wording } from "../why/sentences.ts";
import { whyNotPaid } from "../why/why-not.ts";
import { valuesRenewed, valueWritten } from "./columns-of-files.ts";
import { definitionsIn, spanOfLine } from "./definitions.ts";
import { columnFigure } from "./figures.ts";
import { lookingThroughFiles } from "./looking-through.ts";
import { textWithoutParams } from "./moved-params.ts";
import { orderReportOn } from "./order-report.ts";
import { columnsOf, outlineOf } from "./outline.ts";
import type { PeriodColumns } from "./period-columns.ts";
import { reportingOn } from "./person-report.ts";
import {
  type AffectedReport,
  type AffectedRequest,
  type ChangeReport,
  type ChangeRequest,
  type EngineApi,
  type EvaluateRequest,
  type ExampleReport,
  type ExamplesRequest,
  type FileFault,
  type FileText,
  type LoadReport,
  type LoadRequest,
  type Match,
  MOST_FAULTS_SHOWN,
  type OrderReport,
  type OrderRequest,
  type Outcome,
  type PersonName,
  type PersonReport,
  type PersonRequest,
  type Results,
  type RowsRequest,
  type RowsWindow,
  type SearchRequest,
  type Totals,
  type TreeRequest,
  type TreeWindow,
  type WhyReport,
  type WhyRequest,
} from "./protocol.ts";
import { MOST_REHEARSALS, rehearsedEdit } from "./rehearsed-edits.ts";
import { totalsByCode } from "./totals-by-code.ts";
import { wantedBy } from "./wanted-by.ts";
import { rowsWindow, type Shape, search, shapeOf, treeWindow } from "./windows.ts";
import { CodeRunner, type Refusal, refusalOf, type WorkedOut } from "./worked-out.ts";

/** For fewer people the plain evaluator has its answer before code is made. */
const FEWEST_BY_CODE = 150;

/** Of so many people times periods the plain evaluator has its answer within a minute. */
const MOST_BY_EVALUATOR = 100_000;

/** What the engine can be asked, without a worker in sight. */
export type SyncEngine = {
  [K in Exclude<keyof EngineApi, "load" | "giveWay" | "giveUpLoading">]: (
    request: Parameters<EngineApi[K]>[0],
  ) => Awaited<ReturnType<EngineApi[K]>>;
} & { readonly load: (request: LoadRequest<FileText>) => LoadReport };

/** A column in units, by place in memory, and where everybody stands in it. */
export type InMemory = { readonly elements: Elements; readonly as: Reading; readonly place: Int32Array };

/** Results that stand: a plan run over the people, up to and with a period. */
type Standing = {
  readonly text: string;
  readonly run: Run;
  readonly faults: readonly FileFault[];
  readonly checkMs: number;
  /** What code has worked out; or why the plan is run by the plain evaluator. */
  worked: WorkedOut | Refusal;
  /** The columns of the period, where code has worked them out. */
  columns: PeriodColumns | null;
  /** What the plan's examples came to, as soon as somebody has asked for it. */
  examples: readonly ExampleReport[] | null;
  evaluated: number;
  period: number;
};

/**
 * The whole pipeline behind one object: text and people in, answers out. It keeps the people, and the last plan that
 * could be run; questions are about that plan's results, so that a broken text takes nothing off the screen.
 */
export class Engine implements SyncEngine {
  private downline: Downline | null = null;
  private standing: Standing | null = null;
  private lastRight: Parsed | null = null;
  private readonly shapes = new WeakMap<Tree, Shape>();
  private readonly code = new CodeRunner();
  /** What the last text without errors wants of files. */
  private wanted: Wanted = NOTHING_WANTED;
  private readonly byCodeFrom: number;

  /** `byCodeFrom`: from so many people on a plan is run by code; for fewer the plain evaluator is as quick. */
  constructor(byCodeFrom: number = FEWEST_BY_CODE) {
    this.byCodeFrom = byCodeFrom;
  }

  load(request: LoadRequest<FileText>): LoadReport {
    return finished(this.loading(request));
  }

  /** The same piece by piece. Who does not go on to the end has kept the people that were there. */
  *loading({
    title,
    synthetic,
    people,
    orders,
    plan,
    leaveOutBadRows,
  }: LoadRequest<FileText>): Work<LoadReport> {
    const checked = check(parse(plan)).plan;
    // A text with errors still says which columns it is about: those of the last one without.
    const wanted = checked ? wantedBy(checked) : this.wanted;
    this.wanted = wanted;
    const reading = yield* readingDownline({ title, synthetic, people, orders, wanted });
    yield;
    const downline = reading.complete ?? (leaveOutBadRows ? reading.remaining : null);
    if (downline) this.take(downline);
    return {
      loaded: downline !== null,
      people: downline?.size ?? 0,
      orders: downline?.orders.size ?? 0,
      faults: mostTelling(reading.faults).map(fileFault),
      faultCount: reading.faults.length,
      errorCount: reading.faults.filter(({ severity }) => severity === "error").length,
      remaining: reading.remaining && {
        people: reading.remaining.size,
        orders: reading.remaining.orders.size,
        leftOutPeople: reading.leftOut.people + reading.leftOut.lines,
        leftOutOrders: reading.leftOut.orders,
      },
    };
  }

  /** Keeps people that were read elsewhere: the command line says more about its reading than the page shows. */
  take(downline: Downline): void {
    this.downline = downline;
    this.standing = null;
    this.code.forget();
  }

  evaluate(request: EvaluateRequest): Outcome {
    return finished(this.evaluating(request));
  }

  /**
   * The same piece by piece: between two of them may be asked whether a newer text is there. Who does not go on to the end
   * leaves nothing that stands.
   */
  *evaluating(request: EvaluateRequest): Work<Outcome> {
    let isDone = false;
    try {
      const outcome = yield* this.workOutOutcome(request);
      isDone = true;
      return outcome;
    } finally {
      if (!isDone) this.standing = null;
    }
  }

  private *workOutOutcome({ text, revision, period }: EvaluateRequest): Work<Outcome> {
    const start = performance.now();
    if (this.standing?.text !== text) {
      const checked = check(this.parsed(text));
      const { plan } = checked;
      yield;
      const checkMs = performance.now() - start;
      if (plan) this.wanted = wantedBy(plan);
      if (!plan || !this.downline)
        return {
          revision,
          problems: checked.diagnostics,
          results: null,
          faults: [],
        };
      this.standing = yield* this.stand(text, plan, this.downline, checkMs);
      yield;
      const results = yield* this.results(this.standing, this.downline, period, start);
      return {
        revision,
        // What may not be meant is looked for behind the figures.
        problems: checked.diagnostics,
        results,
        faults: this.standing.faults,
      };
    }
    const results = yield* this.results(this.standing, this.downline!, period, start);
    return {
      revision,
      problems: check(this.parsed(text)).diagnostics,
      results,
      faults: this.standing.faults,
    };
  }

  /**
   * Goes through what the next edits will ask for, a step in each piece, and leaves everything as it was: what makes code is
   * fast itself only when it has been at it for a while. Nothing where there is nothing to do it with, or it has been enough.
   */
  *rehearsing(): Work<void> {
    while (this.rehearsals < MOST_REHEARSALS) {
      const { standing, lastRight } = this;
      if (!standing || !("known" in standing.worked) || lastRight?.text !== standing.text) return;
      const parsed = parseAgain(rehearsedEdit(lastRight, this.rehearsals++), lastRight);
      yield;
      const checked = check(parsed);
      yield;
      if (checked.plan) this.code.rehearse(checked.plan, standing.run.world);
      yield;
      void checked.diagnostics;
      yield;
    }
  }
  private rehearsals = 0;

  tree(request: TreeRequest): TreeWindow {
    if (!this.standing) return { nodes: [], ranges: [] };
    const { run, period, columns } = this.standing;
    return treeWindow(
      run,
      { ...request, tree: this.known(request.tree) },
      period,
      this.shape(request.tree),
      this.nameOf,
      columns,
    );
  }

  rows(request: RowsRequest): RowsWindow {
    if (!this.standing || !this.downline) return { total: 0, rows: [] };
    const { run, period, columns } = this.standing;
    return rowsWindow(run, request, period, this.nameOf, this.downline.ids, columns);
  }

  person(request: PersonRequest): PersonReport | null {
    return finished(this.reporting(request));
  }

  /** The same piece by piece. */
  *reporting(request: PersonRequest): Work<PersonReport | null> {
    if (!this.standing || request.person < 0 || request.person >= this.standing.run.world.size) return null;
    const { run, period, text } = this.standing;
    return yield* reportingOn(run, { ...request, tree: this.known(request.tree) }, period, {
      text,
      nameOf: this.nameOf,
      orderId: this.orderId,
      cellOf: this.cellOf,
    });
  }

  search(request: SearchRequest): readonly Match[] {
    if (!this.standing) return [];
    return search(
      this.standing.run,
      { ...request, tree: this.known(request.tree) },
      this.standing.period,
      this.nameOf,
    );
  }

  why({ person, column: name }: WhyRequest): WhyReport | null {
    const outline = this.standing && columnsOf(this.standing.run.plan).find((one) => one.name === name);
    if (!this.standing || !outline || person < 0 || person >= this.standing.run.world.size) return null;
    const { run, period, text } = this.standing;
    const wording: Wording = { run, text, nameOf: (one) => this.downline!.names[one]! };
    const figure = columnFigure(run, outline, person, period);
    const failing = figure.size === 0 ? whyNotPaid(run, name, person, period) : null;
    return {
      person: this.nameOf(person),
      column: name,
      figure,
      type: outline.type,
      span: outline.span,
      whyNot: failing && sentenceOfFailing(wording, failing),
      lines: reasonsOf(wording, name, person, period),
    };
  }

  /** Null for an order that nobody placed in the period. */
  order({ order }: OrderRequest): OrderReport | null {
    if (!this.standing || !this.downline) return null;
    const { run, period } = this.standing;
    if (order < 0 || order >= this.downline.orders.size + run.world.size) return null;
    if (!ordersOf(run, run.world.orders.buyer(order), period).includes(order)) return null;
    return orderReportOn(run, order, period, {
      nameOf: this.nameOf,
      orderId: this.orderId,
      cellOf: this.cellOf,
    });
  }

  /** Null where there is no such line, or nothing is defined on it that anybody could be affected by. */
  affected({ line, among }: AffectedRequest): AffectedReport | null {
    if (!this.standing) return null;
    const { run, period, text, columns } = this.standing;
    const place = spanOfLine(text, line);
    if (!place) return null;
    const affected = affectedBy(run, place, definitionsIn(this.parsed(text).plan), period, (name, rank) =>
      columns ? columns.having(name, rank) : null,
    );
    const wording: Wording = { run, text, nameOf: (one) => this.downline!.names[one]! };
    const { who, what } = sentencesOfAffected(wording, affected, period);
    if (who === "") return null;
    // Those who are asked about are few, those who are affected may be a million.
    const asked = new Set(among);
    const found = new Set(affected.people.filter((person) => asked.has(person)));
    return { line, who, what, people: among.filter((person) => found.has(person)) };
  }

  examples(request: ExamplesRequest): readonly ExampleReport[] {
    return finished(this.trying(request));
  }

  /** The same piece by piece. */
  *trying(_: ExamplesRequest): Work<readonly ExampleReport[]> {
    const { standing } = this;
    if (!standing || standing.examples) return standing?.examples ?? [];
    const { plan } = standing.run;
    const reports: ExampleReport[] = [];
    for (const example of plan.examples) {
      yield;
      reports.push(runExample(plan, example));
    }
    standing.examples = reports;
    return reports;
  }

  /** A column of the run that stands as it lies in memory; null where code has not worked it out. */
  inMemory(name: string): InMemory | null {
    const worked = this.standing?.worked;
    if (!worked || !("known" in worked) || worked.machine.periodNow !== this.standing!.period) return null;
    const { machine } = worked;
    const output = [name, `paid ${name}`].find((one) => machine.has(one));
    if (output === undefined) return null;
    const { elements, as } = machine.column(output);
    return { elements, as, place: machine.place };
  }

  /** Tries another figure in place of one of the files. Null where nothing stands that could change. */
  change(request: ChangeRequest): ChangeReport | null {
    return finished(this.changing(request));
  }

  /** The same piece by piece, where everything has to be worked out again. The cell is written when the first one is done. */
  *changing({ of, row, input: name, cell }: ChangeRequest): Work<ChangeReport | null> {
    const { standing, downline } = this;
    if (!standing || !downline || !hasRow(downline, of, row)) return null;
    const { plan, world } = standing.run;
    const input = plan.inputs.get(name);
    if (!input) return { kind: "refused", because: `The plan has no input \`${name}\`.` };
    const written = writeCell(downline, wantedBy(plan), input, { of, row }, cell);
    if ("message" in written) return { kind: "refused", because: written.message };
    const { values, value, was } = written;
    const changed =
      of === "people" && valueWritten(values, row, value) ? changeByCode(standing, name, row, value) : null;
    this.standing = { ...standing, run: newRun(plan, world), evaluated: -1 };
    if (changed) {
      this.standing.run.known = standing.run.known;
      return { kind: "changed", was, alone: changed.mended, everybody: changed.wholly };
    }
    valuesRenewed(values);
    if ("known" in standing.worked) this.standing.worked = this.prepared(plan, world, standing.text);
    yield* workOut(this.standing);
    return { kind: "changed", was, alone: [], everybody: columnsOf(plan).map((column) => column.name) };
  }

  /** The run that stands, for those who print all of it (the command line). */
  get current(): { readonly run: Run; readonly period: number; readonly downline: Downline } | null {
    return this.standing && this.downline
      ? { run: this.standing.run, period: this.standing.period, downline: this.downline }
      : null;
  }

  /** The text as it is read: of one that somebody writes on only what has changed, since nothing was wrong last. */
  private parsed(text: string): Parsed {
    const parsed = parseAgain(text, this.lastRight);
    if (parsed.diagnostics.length === 0) this.lastRight = parsed;
    return parsed;
  }

  private readonly nameOf = (person: number): PersonName => ({
    person,
    id: this.downline!.ids[person]!,
    name: this.downline!.names[person]!,
  });

  private readonly cellOf = (of: ChangeRequest["of"], row: number, name: string): string | null =>
    cellOf(this.downline!, { of, row }, name);

  /** Empty for an order that stands in the file of people. */
  private readonly orderId = (order: number): string => this.downline!.orders.ids[order] ?? "";

  /** A tree of the plan that stands; the sponsor tree where a question comes from an older plan. */
  private known(tree: string): string {
    return this.standing?.run.plan.trees.has(tree) ? tree : "sponsor";
  }

  private *stand(text: string, plan: CheckedPlan, downline: Downline, checkMs: number): Work<Standing> {
    yield { doing: "Reading the figures of the files", part: null };
    const { world, faults } = yield* makingWorld(plan, downline);
    if (world.size >= this.byCodeFrom) yield* lookingThroughFiles(plan, world);
    yield { doing: "Making code for the plan", part: null };
    return {
      text,
      run: newRun(plan, world),
      worked:
        world.size < this.byCodeFrom ? { because: "the people are few" } : this.prepared(plan, world, text),
      columns: null,
      faults,
      examples: null,
      checkMs,
      evaluated: -1,
      period: 0,
    };
  }

  /** Code for a plan; where a browser can make none the plain evaluator has the same answers. */
  private prepared(plan: CheckedPlan, world: World, text: string): WorkedOut | Refusal {
    try {
      return this.code.prepare(plan, world, textWithoutParams(text, plan));
    } catch (error) {
      if (error instanceof TooMuch) throw error;
      return refusalOf(error);
    }
  }

  private *results(
    standing: Standing,
    downline: Downline,
    wanted: string | null,
    start: number,
  ): Work<Results> {
    const { run } = standing;
    const { periods } = run.world;
    const index = wanted === null ? -1 : periods.indexOf(wanted);
    standing.period = index >= 0 ? index : periods.length - 1;
    yield* workOut(standing);
    yield;
    yield { doing: "Adding up", part: null };
    const totals = yield* printTotals(standing);
    yield;
    const { people, distributors } =
      standing.columns?.marksOf(run.world, standing.period) ?? counted(standing);
    return {
      plan: outlineOf(run),
      people: {
        title: downline.title,
        synthetic: downline.synthetic,
        people,
        distributors,
        customers: people - distributors,
        orders: downline.orders.size,
      },
      periods,
      period: periods[standing.period]!,
      totals,
      workedOutBy:
        "known" in standing.worked
          ? { kind: "code", made: !standing.worked.reused }
          : { kind: "evaluator", because: standing.worked.because },
      milliseconds: { check: standing.checkMs, run: performance.now() - start - standing.checkMs },
    };
  }

  private shape(tree: string): Shape {
    const { run, period } = this.standing!;
    const drawn = treeOf(run, this.known(tree), period);
    let shape = this.shapes.get(drawn);
    if (!shape) this.shapes.set(drawn, (shape = shapeOf(drawn)));
    return shape;
  }
}

/** Whether there is such a row: orders that stand with the people are behind those of the file. */
const hasRow = ({ size, orders }: Downline, of: ChangeRequest["of"], row: number): boolean =>
  row >= 0 && row < (of === "people" ? size : orders.size + size);

/** Changes a figure in what code has worked out; null where that cannot be, and all is worked out anew. */
function changeByCode(
  { worked, run }: Standing,
  name: string,
  person: number,
  value: Value | undefined,
): Changed | null {
  const { world, plan } = run;
  // Of several periods, those that are not in memory are worked out from what they have kept of the files.
  if (!("known" in worked) || world.periods.length > 1) return null;
  const { type, inOrders } = plan.inputs.get(name)!;
  if (!isAmount(type) || inOrders || world.summed?.has(name)) return null;
  try {
    return worked.machine.change(name, person, value);
  } catch (error) {
    if (error instanceof Stopped) return null;
    throw error;
  }
}

/** Of several periods that go before one, it is known how many are done. */
const workingOut = (now: number, upTo: number): Progress => ({
  doing: "Working everything out",
  part: upTo > 0 && now >= 0 && now <= upTo ? now / (upTo + 1) : null,
});

/** Works out the period of what stands: by code, or where that cannot be, by the plain evaluator. */
function* workOut(standing: Standing): Work<void> {
  const { run, period } = standing;
  if ("known" in standing.worked) {
    try {
      const { machine, running } = standing.worked;
      for (const _ of running(period)) yield workingOut(machine.periodNow, period);
      run.known = standing.worked.known;
      standing.columns = standing.worked.columns;
      return;
    } catch (error) {
      // What takes code too long takes the evaluator longer.
      if (error instanceof TooMuch) throw error;
      standing.worked = refusalOf(error);
      standing.columns = null;
      run.known = null;
    }
  }
  const { because, mend } = standing.worked;
  if (mend !== undefined && run.world.size * (period + 1) > MOST_BY_EVALUATOR)
    throw tooManyForEvaluator(because, MOST_BY_EVALUATOR, mend);
  standing.evaluated = evaluateUpTo(run, period, standing.evaluated);
}

/** Who is there in the period that stands. */
function counted({ run, period }: Standing): { readonly people: number; readonly distributors: number } {
  const { joinedPeriod, customer, size } = run.world;
  let [people, customers] = [0, 0];
  for (let person = 0; person < size; person++) {
    if (joinedPeriod[person]! > period) continue;
    people++;
    customers += customer[person]!;
  }
  return { people, distributors: people - customers };
}

/** As many faults as are shown, by line; where there are more, warnings give way to errors. */
function mostTelling(faults: readonly Fault[]): readonly Fault[] {
  if (faults.length <= MOST_FAULTS_SHOWN) return faults;
  const of = (severity: Fault["severity"]) => faults.filter((fault) => fault.severity === severity);
  return [...of("error"), ...of("warning")].slice(0, MOST_FAULTS_SHOWN);
}

const fileFault = ({ file, line, column, severity, message }: Fault): FileFault => ({
  file,
  line,
  column,
  severity,
  message,
});

/** The people as the plan sees them: its inputs read out of the files' columns. */
export const worldFor = (...of: Parameters<typeof makingWorld>): WorldOfFiles => finished(makingWorld(...of));

type WorldOfFiles = { readonly world: World; readonly faults: readonly FileFault[] };

/** The same piece by piece. */
function* makingWorld(plan: CheckedPlan, downline: Downline): Work<WorldOfFiles> {
  const { people, orders, trees, faults } = yield* binding(downline, wantedBy(plan));
  const { names, first, dated, leftOut } = calendar(downline, plan.clock);
  const days = dated ? { clock: plan.clock, first } : null;
  const drawn = { ...downline, trees };
  yield* puttingInPeriods(drawn, days, names.length);
  const world = worldOfDownline(plan, drawn, { people, orders }, days, names);
  const ofPeriods = leftOut === null ? [] : [warning(downline.files.orders!.file, 0, "date", leftOut)];
  return { world, faults: [...ofPeriods, ...faults].slice(0, MOST_FAULTS_SHOWN).map(fileFault) };
}

function* printTotals({ run, period, columns }: Standing): Work<Totals> {
  const { plan } = run;
  const totals = (columns && (yield* totalsByCode(run, period, columns))) ?? totalsOf(run, period);
  const flavourOf = (name: string) => plan.bonuses.get(name)?.flavour ?? "pool";
  const titleOf = (name: string) => plan.bonuses.get(name)?.title ?? plan.pools.get(name)!.title;
  const ladder = [...plan.ladders.values()][0];
  return {
    volumes: totals.volumes.map(({ name, type, total, money }) => ({
      name,
      type,
      total: toDecimal(total),
      money: money && toDecimal(money),
    })),
    sales: totals.sales && { name: totals.sales.name, money: toDecimal(totals.sales.money) },
    paid: toDecimal(totals.paid),
    charged: toDecimal(totals.charged),
    share: totals.share && toDecimal(totals.share),
    distributors: totals.payouts.people,
    paidNothing: totals.payouts.nothing,
    median: toDecimal(totals.payouts.median),
    mean: toDecimal(totals.payouts.mean),
    highest: toDecimal(totals.payouts.highest),
    byBonus: totals.byBonus.map(({ name, total, people, balance }) => ({
      name,
      title: titleOf(name),
      flavour: flavourOf(name),
      total: toDecimal(total),
      people,
      offered: toDecimal(balance?.offered ?? total),
      // Always in the same order, whoever on the way had to do with it first.
      broken: breakageReasons.flatMap((reason) => {
        const amount = balance?.broken.get(reason);
        return amount ? [{ reason, amount: toDecimal(amount) }] : [];
      }),
    })),
    byRank: totals.byRank.map(({ rank, payouts }) => ({
      rank: rank < 0 ? "none" : ladder!.ranks[rank]!.name,
      people: payouts.people,
      paid: toDecimal(payouts.total),
      median: toDecimal(payouts.median),
      paidNothing: payouts.nothing,
    })),
  };
}
