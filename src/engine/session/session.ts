import type { EngineApi, LoadReport, LoadRequest, Results, Revision } from "../protocol.ts";
import {
  type Answers,
  asking,
  type QuestionName,
  type Questions,
  questionNames,
  type Requests,
} from "../questions.ts";
import { nothingLoaded } from "../reports/load-report.ts";
import { failedLoad, failedRun } from "./failures.ts";
import { LONGEST_LOAD_MS, LONGEST_QUESTION_MS, longestRunMs, MOST_DEATHS_IN_A_ROW } from "./limits.ts";
import { type Answered, NOTHING_YET, type Snapshot, stalenessOf, type Tried } from "./snapshot.ts";
import { TriedFigures } from "./tried-figures.ts";
import { type Connect, Unanswered, WorkerHost } from "./worker-host.ts";

/**
 * Makes the request from the newest results, because what can be asked (columns, trees) depends on them. It is also
 * told which set of people they are about; null asks nothing.
 */
export type Question<N extends QuestionName> = (
  results: Results,
  peopleVersion: number,
) => Questions[N]["request"] | null;

type Run = { readonly text: string; readonly revision: Revision; readonly period: string | null };
type Slot<N extends QuestionName> = { question: Question<N> | null; due: boolean };

/** What may come a moment behind the figures: whether examples still come out is not what somebody waits for while typing. */
const BEHIND: ReadonlySet<QuestionName> = new Set(["affected", "examples"]);
/**
 * Where there are more people than this, the reasons of one of them (where each of thousands of lines comes from) take
 * longer than the totals and the tree of all, and come a moment behind them too. Until then they say that they are old.
 */
const MOST_PEOPLE_AT_ONCE = 5_000;
const BEHIND_OF_MANY: ReadonlySet<QuestionName> = new Set([...BEHIND, "person", "why", "order"]);

/**
 * Who draws the page is told of a letter so late, in milliseconds, where nothing else happens before: mostly the answer does,
 * and then both are drawn at once. Nobody could read what is said of the time between.
 */
const TELL_LATE_MS = 100;

/**
 * The store between the page and its engine. Texts are numbered; one thing is asked at a time; only the newest text
 * waits. Between two runs the standing questions are asked again, so that the tree moves while somebody types, and
 * figures and tree come out together, in one step. What is older than the text stays on the screen, marked as such.
 */
export class Session {
  private snapshot: Snapshot = NOTHING_YET;
  private readonly listeners = new Set<() => void>();
  private readonly marking = new Set<() => void>();
  private telling: ReturnType<typeof setTimeout> | undefined;
  private readonly host: WorkerHost;
  private readonly runLimitMs: (people: number) => number;

  private working = false;
  private readonly loads: {
    readonly request: LoadRequest;
    readonly tried: readonly Tried[];
    readonly done: (report: LoadReport | null) => void;
  }[] = [];
  private readonly once: (() => Promise<void>)[] = [];
  private readonly slots: { readonly [N in QuestionName]: Slot<N> } = {
    tree: { question: null, due: false },
    person: { question: null, due: false },
    focus: { question: null, due: false },
    rows: { question: null, due: false },
    search: { question: null, due: false },
    why: { question: null, due: false },
    order: { question: null, due: false },
    affected: { question: null, due: false },
    examples: { question: null, due: false },
  };
  /** Results whose questions are being asked; they come out when each was answered once, whatever is asked anew meanwhile. */
  private readonly unanswered = new Set<QuestionName>();
  private held: Pick<Snapshot, "outcome" | "results" | "resultsText" | "version" | "answers"> | null = null;

  /** What a new engine has to be told before it can answer anything. */
  private people: { readonly request: LoadRequest; readonly count: number } | null = null;
  private peopleSent = false;
  private readonly tried: TriedFigures;
  private good: Run | null = null;
  private goodSent = false;
  /** The newest revision that was answered or given up. */
  private settled: Revision = 0;
  private deaths = 0;
  /** The revision that is being run. */
  private running: Revision | null = null;
  /** Whether the last run was told to give way to a newer text; and whether it did: then nothing stands behind questions. */
  private hasGivenWay = false;
  private isGivenUp = false;
  /** Whether the figures that are there are on the screen: what comes behind them is not asked before. */
  private isSeen = true;
  /** What comes behind the figures and is being asked; and whether the last such question was told to give way. */
  private asked: QuestionName | null = null;
  private hasAskedInVain = false;
  private readonly whenSeen: (then: () => void) => void;

  /** `whenSeen`: calls back when what was told to the listeners just now is on the screen. */
  constructor(
    connect: Connect,
    runLimitMs = longestRunMs,
    whenSeen: (then: () => void) => void = (then) => then(),
  ) {
    this.runLimitMs = runLimitMs;
    this.whenSeen = whenSeen;
    this.host = new WorkerHost(
      connect,
      (cause) => {
        this.peopleSent = false;
        this.goodSent = false;
        this.tried.forgotten();
        if (cause === "died") this.deaths++;
        // Also when nothing was under way: an engine that died idle is made ready again before it is needed.
        void this.work();
      },
      (progress) => this.set({ progress }),
    );
    this.tried = new TriedFigures((request) => this.host.call((api) => api.change(request), this.runLimit));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };
  readonly getSnapshot = (): Snapshot => this.snapshot;

  /**
   * Hears at once that somebody has typed, and that the figures are old: who draws it all hears of it a moment later, or of
   * the answer. Gives what ends it.
   */
  readonly whenTyped = (mark: () => void): (() => void) => {
    this.marking.add(mark);
    return () => void this.marking.delete(mark);
  };

  setText(text: string): void {
    if (text !== this.snapshot.text) this.renew({ text });
  }

  /** The same for a text that somebody types: it is with the engine before anything else is done with it here. */
  typeText(text: string): void {
    if (text !== this.snapshot.text) this.renew({ text }, true);
  }

  setPeriod(period: string | null): void {
    if (period !== this.snapshot.period) this.renew({ period });
  }

  /**
   * Never rejects: what went wrong is a fault in the report, and what was loaded before stays. Null where newer ones came.
   * `tried`: figures of these people that were tried when they were last here, and are again.
   */
  load(request: LoadRequest, tried: readonly Tried[] = []): Promise<LoadReport | null> {
    return new Promise((done) => {
      for (const older of this.loads.splice(0)) older.done(null);
      if (this.snapshot.loading) this.host.tell((api) => api.giveUpLoading());
      this.loads.push({ request, tried, done });
      this.deaths = 0;
      this.set({ loading: true });
      void this.work();
    });
  }

  /**
   * Tries another figure in place of one of the files: everything is worked out with it until it is put back, or other people
   * are loaded. A sentence where it cannot be tried. The same cell as in the file puts it back.
   */
  readonly tryFigure = (figure: Omit<Tried, "was">): Promise<string | null> => {
    const answer = this.tried.ask(figure);
    void this.work();
    return answer;
  };

  /** Has the figures of the files again. */
  readonly putBack = async (): Promise<void> => {
    const put = this.tried.all.map((figure) => this.tryFigure({ ...figure, cell: figure.was }));
    await Promise.all(put);
  };

  /** The people that are there, from another place: where an engine has to be told again, it reads them there. */
  readFrom(request: LoadRequest): void {
    if (this.people) this.people = { ...this.people, request };
  }

  /** Asks a standing question: now, and again whenever the results change. */
  ask<N extends QuestionName>(name: N, question: Question<N> | null): void {
    const slot = this.slots[name] as Slot<N>;
    if (slot.question === question) return;
    slot.question = question;
    slot.due = true;
    void this.work();
  }

  /** Asks the newest results something once (rows to copy, say). */
  request<A>(ask: (api: EngineApi) => Promise<A>): Promise<A> {
    return new Promise((resolve, reject) => {
      this.once.push(() => this.host.call(ask, LONGEST_QUESTION_MS).then(resolve, reject));
      void this.work();
    });
  }

  /** Ends the run or the reading that is under way. */
  stop(): void {
    this.host.stop();
  }

  close(): void {
    this.host.close();
    clearTimeout(this.telling);
    this.listeners.clear();
    this.marking.clear();
  }

  private renew(change: Partial<Pick<Snapshot, "text" | "period" | "peopleVersion">>, isTyped = false): void {
    this.deaths = 0;
    this.set({ ...change, revision: this.snapshot.revision + 1, failure: null }, isTyped);
    // Never two in a row: who types without end sees figures all the same.
    if (this.running !== null && !this.hasGivenWay) {
      this.hasGivenWay = true;
      this.host.tell((api) => api.giveWay({ revision: this.snapshot.revision }));
    } else if (this.asked !== null && !this.hasAskedInVain) {
      this.hasAskedInVain = true;
      this.host.tell((api) => api.giveWay({ revision: this.snapshot.revision }));
    }
    void this.work(isTyped);
  }

  private async work(isAtOnce = false): Promise<void> {
    if (this.working) return;
    this.working = true;
    // What is asked in one breath (people and text of an example) is looked at together.
    if (!isAtOnce) await Promise.resolve();
    try {
      for (let job = this.nextJob(); job; job = this.nextJob()) {
        await job();
        if (this.snapshot.progress) this.set({ progress: null });
      }
    } finally {
      this.working = false;
    }
  }

  private nextJob(): (() => Promise<void>) | null {
    if (this.deaths >= MOST_DEATHS_IN_A_ROW) return this.giveUp();
    // Before the people that were there: they are told again only where the new ones are refused.
    if (this.loads.length > 0) return () => this.loadNext();
    if (this.people && !this.peopleSent) return () => this.sendPeople();
    if (this.isGivenUp && this.settled !== this.snapshot.revision) return () => this.run();
    if (this.good && !this.goodSent) return () => this.sendGood();
    if (this.tried.isUntold && this.good) return () => this.tellTried();
    if (this.held) {
      const due = questionNames.find((name) => this.slots[name].due && this.unanswered.has(name));
      if (due) return () => this.answer(due);
      this.release();
    }
    const once = this.once.shift();
    if (once) return once;
    if (this.tried.isAsked) return () => this.tryNext();
    // Before what is asked of the old results: a page that asks without end would never see the new ones.
    if (this.settled !== this.snapshot.revision) return () => this.run();
    const { behind } = this;
    const isDue = (name: QuestionName) => this.slots[name].due && (this.isSeen || !behind.has(name));
    const due = this.snapshot.results ? questionNames.find(isDue) : undefined;
    return due ? () => this.answer(due) : null;
  }

  private async run(): Promise<void> {
    const { text, revision, period } = this.snapshot;
    try {
      const limit = this.runLimitMs(this.people?.count ?? 0);
      const questions = this.expected();
      this.running = revision;
      const outcome = await this.host
        .call((api) => api.evaluate({ text, revision, period, questions }), limit)
        .finally(() => {
          this.running = null;
        });
      this.deaths = 0;
      this.isGivenUp = outcome === null;
      if (!outcome) {
        this.goodSent = false;
        return;
      }
      this.hasGivenWay = false;
      this.settled = revision;
      if (!outcome.results) return this.set({ outcome });
      this.good = { text, revision, period };
      this.goodSent = true;
      // These are not what is to be seen: with the figures that are tried they will be others.
      if (this.tried.isUntold) return;
      const { version, answers } = this.snapshot;
      this.held = { outcome, results: outcome.results, resultsText: text, version: version + 1, answers };
      for (const name of questionNames) {
        this.slots[name].due = this.slots[name].question !== null;
        if (!this.behind.has(name)) this.unanswered.add(name);
        if (outcome.answers) this.takeAnswer(name, questions, outcome.answers, outcome.results);
      }
    } catch (error) {
      // One death may be anything; the same text is tried once more.
      if (error instanceof Unanswered && error.cause === "died" && this.deaths < 2) return;
      this.settled = revision;
      if (!(error instanceof Unanswered)) console.error("the plan was not run", error);
      if (revision === this.snapshot.revision) this.set({ failure: failedRun(error) });
    }
  }

  /** What comes a moment behind the figures. */
  private get behind(): ReadonlySet<QuestionName> {
    return (this.people?.count ?? 0) > MOST_PEOPLE_AT_ONCE ? BEHIND_OF_MANY : BEHIND;
  }

  /** What the results of the next text will be asked before they come out, as far as those that are there can tell. */
  private expected(): Requests {
    const { results, peopleVersion } = this.snapshot;
    const requests: { [name in QuestionName]?: unknown } = {};
    for (const name of questionNames) {
      const request =
        results && !this.behind.has(name) && this.slots[name].question?.(results, peopleVersion);
      if (request) requests[name] = request;
    }
    return requests as Requests;
  }

  /** Takes an answer that came with results, if it is one to what these are asked now. */
  private takeAnswer<N extends QuestionName>(
    name: N,
    asked: Requests,
    answers: Answers,
    results: Results,
  ): void {
    const slot = this.slots[name] as Slot<N>;
    const { peopleVersion } = this.snapshot;
    const request = slot.question?.(results, peopleVersion);
    const answer = answers[name] as Questions[N]["answer"] | undefined;
    if (!request || answer === undefined || !isSame(request, asked[name])) return;
    slot.due = false;
    this.unanswered.delete(name);
    this.keep(name, { request, answer, version: this.held!.version, peopleVersion });
  }

  private async answer<N extends QuestionName>(name: N): Promise<void> {
    const slot = this.slots[name] as Slot<N>;
    const { results, version } = this.held ?? this.snapshot;
    const { peopleVersion } = this.snapshot;
    const { question } = slot;
    slot.due = false;
    this.unanswered.delete(name);
    const request = results && question ? question(results, peopleVersion) : null;
    if (!request) return this.keep(name, null);
    try {
      this.asked = this.behind.has(name) ? name : null;
      const answer = await this.host
        .call((api) => asking[name](api, request), LONGEST_QUESTION_MS)
        .finally(() => {
          this.asked = null;
        });
      this.deaths = 0;
      if (answer === undefined) {
        slot.due = slot.question !== null;
        return;
      }
      if (this.behind.has(name)) this.hasAskedInVain = false;
      if (slot.question === question) this.keep(name, { request, answer, version, peopleVersion });
    } catch (error) {
      if (error instanceof Unanswered) slot.due ||= error.cause === "died";
      else console.error(`the question "${name}" was not answered`, error); // the last answer stays, of an older version
    }
  }

  private keep<N extends QuestionName>(name: N, answered: Answered<N> | null): void {
    const answers = { ...(this.held ?? this.snapshot).answers, [name]: answered };
    if (this.held) this.held = { ...this.held, answers };
    else this.set({ answers });
  }

  private release(): void {
    const held = this.held!;
    this.held = null;
    this.isSeen = false;
    this.set(held);
    this.whenSeen(() => {
      this.isSeen = true;
      void this.work();
    });
  }

  private async loadNext(): Promise<void> {
    const { request, tried, done } = this.loads.shift()!;
    const report = await this.host
      .call((api) => api.load(request), LONGEST_LOAD_MS)
      .catch((error) => nothingLoaded(request.people.name, failedLoad(error)));
    if (report?.loaded) {
      this.people = { request, count: report.people };
      this.peopleSent = true;
      this.good = null;
      this.tried.ofOthers(tried);
      this.set({ tried });
      this.renew({ period: null, peopleVersion: this.snapshot.peopleVersion + 1 });
    }
    this.set({ loading: this.loads.length > 0 });
    done(report);
  }

  /** After a restart: the people again. */
  private async sendPeople(): Promise<void> {
    const { request } = this.people!;
    try {
      this.peopleSent = (await this.host.call((api) => api.load(request), LONGEST_LOAD_MS)) !== null;
    } catch (error) {
      if (!(error instanceof Unanswered && error.cause === "died")) this.people = null;
    }
  }

  /** After a restart: the last good text again, so that there is something behind the questions. */
  private async sendGood(): Promise<void> {
    try {
      await this.host.call((api) => api.evaluate(this.good!), this.runLimitMs(this.people?.count ?? 0));
      this.goodSent = true;
    } catch (error) {
      if (!(error instanceof Unanswered && error.cause === "died")) this.good = null;
    }
  }

  /** After a restart, or where people are here again: the figures that are tried in theirs. */
  private async tellTried(): Promise<void> {
    await this.tried.tellAgain();
    if (!this.tried.isUntold) this.runTried();
  }

  private tryNext(): Promise<void> {
    return this.tried.tryNext(() => this.runTried());
  }

  private runTried(): void {
    this.set({ tried: this.tried.all });
    this.renew({});
  }

  private get runLimit(): number {
    return this.runLimitMs(this.people?.count ?? 0);
  }

  private giveUp(): null {
    this.settled = this.snapshot.revision;
    for (const { request, done } of this.loads.splice(0))
      done(nothingLoaded(request.people.name, failedLoad(new Unanswered("died", ""))));
    this.tried.refuse("The figure could not be tried: the engine does not answer.");
    for (const name of questionNames) this.slots[name].due = false;
    if (!this.snapshot.failure)
      this.set({
        failure: failedRun(new Unanswered("died", `${this.deaths} deaths in a row`)),
        loading: false,
      });
    return null;
  }

  private set(change: Partial<Snapshot>, isTyped = false): void {
    const next = { ...this.snapshot, ...change };
    this.snapshot = { ...next, staleness: stalenessOf(next) };
    if (isTyped) {
      this.telling ??= setTimeout(this.tell, TELL_LATE_MS);
      for (const mark of this.marking) mark();
    } else this.tell();
  }

  private readonly tell = (): void => {
    clearTimeout(this.telling);
    this.telling = undefined;
    for (const listener of this.listeners) listener();
  };
}

/** Requests are plain data, made by the same function: the same ones are written the same. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
