import { finished, type Work } from "../base/pieces.ts";
import { check } from "../check/check.ts";
import type { CheckedPlan } from "../check/checked-plan.ts";
import { cellOf, writeCell } from "../downline/bind.ts";
import type { Downline } from "../downline/downline.ts";
import { readingDownline } from "../downline/read-downline.ts";
import { NOTHING_WANTED, type Wanted } from "../downline/wanted.ts";
import type { Reading } from "../ir/program.ts";
import { runExample } from "../meaning/examples.ts";
import { ordersOf } from "../meaning/presence.ts";
import { newRun, type Run } from "../meaning/run.ts";
import { TooMuch } from "../meaning/too-much.ts";
import { type Tree, treeOf } from "../meaning/trees.ts";
import type { World } from "../meaning/world.ts";
import type { Elements } from "../runtime/memory.ts";
import { parse } from "../syntax/parse.ts";
import { parseAgain } from "../syntax/parse-again.ts";
import type { Parsed } from "../syntax/parsed.ts";
import { affectedBy } from "../why/affected.ts";
import { reasonsOf } from "../why/reasons.ts";
import { sentenceOfFailing, sentencesOfAffected, type Wording } from "../why/sentences.ts";
import { whyNotPaid } from "../why/why-not.ts";
import { valuesRenewed, valueWritten } from "./code/columns-of-files.ts";
import { textWithoutParams } from "./code/moved-params.ts";
import { CodeRunner, type Refusal, refusalOf, type WorkedOut } from "./code/worked-out.ts";
import { lookingThroughFiles } from "./files/looking-through.ts";
import { wantedBy } from "./files/wanted-by.ts";
import { makingWorld } from "./files/world-of-files.ts";
import type {
  AffectedReport,
  AffectedRequest,
  ChangeReport,
  ChangeRequest,
  EngineApi,
  EvaluateRequest,
  ExampleReport,
  ExamplesRequest,
  FileText,
  LoadReport,
  LoadRequest,
  Match,
  OrderReport,
  OrderRequest,
  Outcome,
  PersonName,
  PersonReport,
  PersonRequest,
  Results,
  RowsRequest,
  RowsWindow,
  SearchRequest,
  TreeRequest,
  TreeWindow,
  WhyReport,
  WhyRequest,
} from "./protocol.ts";
import { definitionsIn, spanOfLine } from "./reports/definitions.ts";
import { columnFigure } from "./reports/figures.ts";
import { loadReportOn } from "./reports/load-report.ts";
import { orderReportOn } from "./reports/order-report.ts";
import { columnsOf, outlineOf } from "./reports/outline.ts";
import { reportingOn } from "./reports/person-report.ts";
import { rowsWindow, type Shape, search, shapeOf, treeWindow } from "./reports/windows.ts";
import { writingTotals } from "./reports/written-totals.ts";
import { changeByCode, type Standing, whoIsThere, workOut } from "./standing.ts";
import { MOST_REHEARSALS, rehearsedEdit } from "./worker/rehearsed-edits.ts";

/** For fewer people the plain evaluator has its answer before code is made. */
const FEWEST_BY_CODE = 150;

/** What the engine can be asked, without a worker in sight. */
export type SyncEngine = {
  [K in Exclude<keyof EngineApi, "load" | "giveWay" | "giveUpLoading">]: (
    request: Parameters<EngineApi[K]>[0],
  ) => Awaited<ReturnType<EngineApi[K]>>;
} & { readonly load: (request: LoadRequest<FileText>) => LoadReport };

/** A column in units, by place in memory, and where everybody stands in it. */
export type InMemory = { readonly elements: Elements; readonly as: Reading; readonly place: Int32Array };

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
    return loadReportOn(reading, downline);
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
    const totals = yield* writingTotals(standing);
    yield;
    const { people, distributors } = whoIsThere(standing);
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
