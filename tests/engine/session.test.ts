import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Progress } from "../../src/base/pieces.ts";
import type {
  EngineApi,
  LoadReport,
  LoadRequest,
  Outcome,
  Results,
  TreeWindow,
} from "../../src/engine/protocol.ts";
import { Session } from "../../src/engine/session/session.ts";
import type { Connection } from "../../src/engine/session/worker-host.ts";

/** An engine whose every answer the test gives by hand, in the order it likes. */
type Asked = {
  readonly method: keyof EngineApi;
  readonly request: { readonly text: string; readonly tree: string };
  answer(value: unknown): Promise<void>;
  fail(error: Error): Promise<void>;
};

/** A promise and what decides it. */
function controlled<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((...both) => {
    [resolve, reject] = both;
  });
  return { promise, resolve, reject };
}

/** Lets everything that waits for an answer run on. */
const settle = async (_done?: unknown) => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

function desk(limitMs = 1000, whenSeen?: (then: () => void) => void) {
  const connections: {
    asked: Asked[];
    /** The revisions that runs were told to give way to; `loading`: that other files are to be read. */
    told: (number | "loading")[];
    tell(progress: Progress): void;
    die(seen: string): Promise<void>;
    closed: boolean;
  }[] = [];
  const connect = (): Connection => {
    const asked: Asked[] = [];
    const death = controlled<string>();
    const told: (number | "loading")[] = [];
    let hear = (_: Progress): void => {};
    const here = {
      ...{ asked, told, closed: false, die: (seen: string) => settle(death.resolve(seen)) },
      tell: (progress: Progress) => hear(progress),
    };
    connections.push(here);
    const method = (name: keyof EngineApi) => (request: unknown) => {
      const { promise, resolve, reject } = controlled<never>();
      asked.push({
        method: name,
        request: request as Asked["request"],
        answer: (value) => settle(resolve(value as never)),
        fail: (error) => settle(reject(error)),
      });
      return promise;
    };
    const api: EngineApi = {
      load: method("load"),
      evaluate: method("evaluate"),
      giveWay: async ({ revision }) => void told.push(revision),
      giveUpLoading: async () => void told.push("loading"),
      tree: method("tree"),
      rows: method("rows"),
      person: method("person"),
      search: method("search"),
      why: method("why"),
      order: method("order"),
      affected: method("affected"),
      examples: method("examples"),
      change: method("change"),
    };
    return {
      ...{ api, died: death.promise, close: () => void (here.closed = true) },
      onProgress: (heard) => void (hear = heard),
    };
  };
  const session = new Session(connect, () => limitMs, whenSeen);
  const now = () => connections.at(-1)!;
  const last = () => now().asked.at(-1)!;
  return { session, connections, now, last, state: session.getSnapshot };
}

const results = (sales: string): Results => ({ totals: { paid: sales } }) as unknown as Results;
const good = (revision: number, paid = String(revision)): Outcome => ({
  revision,
  problems: [],
  results: results(paid),
  faults: [],
});
const broken = (revision: number): Outcome => ({ ...good(revision), results: null });
const people: LoadRequest = {
  title: "Ten people",
  synthetic: true,
  people: { name: "people.csv", text: "id,sponsor" },
  orders: null,
  plan: "a",
  leaveOutBadRows: false,
};
const loaded: LoadReport = {
  loaded: true,
  people: 10,
  orders: 0,
  faults: [],
  faultCount: 0,
  errorCount: 0,
  remaining: null,
};
const tree = (name: string): TreeWindow => ({ nodes: [], ranges: [], name }) as unknown as TreeWindow;
const treeOf = (name: string) => () =>
  ({
    tree: name,
    focus: null,
    open: [],
    columns: [],
    largestBy: null,
    mostChildren: 1,
    mostPeople: 1,
  }) as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("one text is in flight, only the newest waits, and what is shown says whose it is", async () => {
  const { session, now, last, state } = desk();
  session.setText("a");
  await settle();
  expect(last().request).toMatchObject({ text: "a", revision: 1 });
  session.setText("ab");
  session.setText("abc");
  session.setText("abcd");
  await settle();
  expect(now().asked).toHaveLength(1);
  expect(state().staleness).toBe("updating");
  await last().answer(good(1));
  expect(state()).toMatchObject({ staleness: "updating", results: { totals: { paid: "1" } } });
  expect(now().asked.map(({ request }) => request.text)).toEqual(["a", "abcd"]);
  await last().answer(good(4));
  expect(state()).toMatchObject({ staleness: "fresh", results: { totals: { paid: "4" } }, version: 2 });
  expect(now().asked).toHaveLength(2);
});

test("a text that is typed is with the engine before the key that typed it has gone on", async () => {
  const { session, now, last } = desk();
  session.typeText("a");
  expect(last().request).toMatchObject({ text: "a", revision: 1 });
  session.typeText("ab");
  expect(now().asked).toHaveLength(1);
  await last().answer(good(1));
  expect(last().request).toMatchObject({ text: "ab", revision: 2 });
});

test("that figures are old is heard at once where somebody types, and drawn with the answer or a moment later", async () => {
  const { session, last, state } = desk();
  const drawn: string[] = [];
  const marked: string[] = [];
  session.subscribe(() => drawn.push(`${state().text} ${state().staleness}`));
  const end = session.whenTyped(() => marked.push(`${state().text} ${state().staleness}`));

  session.typeText("a");
  expect({ drawn, marked }).toEqual({ drawn: [], marked: ["a updating"] });
  await last().answer(good(1));
  expect(drawn).toEqual(["a fresh"]);
  await vi.advanceTimersByTimeAsync(500);
  expect(drawn).toHaveLength(1);

  session.typeText("ab");
  session.typeText("abc");
  await vi.advanceTimersByTimeAsync(500);
  expect(drawn).toEqual(["a fresh", "abc updating"]);
  expect(marked).toEqual(["a updating", "ab updating", "abc updating"]);

  end();
  session.typeText("abcd");
  expect(marked).toHaveLength(3);
  // What is not typed is drawn at once, and brings with it what was.
  session.setText("b");
  expect(drawn.at(-1)).toBe("b updating");
});

test("what is sure to be asked goes with the text, and comes back with the figures", async () => {
  const { session, now, last, state } = desk();
  session.setText("a");
  session.ask("tree", treeOf("sponsor"));
  await settle();
  expect(last().request).toMatchObject({ text: "a", questions: {} });
  await last().answer(good(1));
  await last().answer(tree("of a"));
  session.setText("ab");
  await settle();
  expect(last().request).toMatchObject({ text: "ab", questions: { tree: treeOf("sponsor")() } });
  const before = now().asked.length;
  await last().answer({ ...good(2), answers: { tree: tree("of ab") } });
  expect(state()).toMatchObject({
    results: { totals: { paid: "2" } },
    answers: { tree: { answer: { name: "of ab" }, version: 2 } },
  });
  expect(now().asked).toHaveLength(before);
});

test("figures do not wait for what the examples come to", async () => {
  const { session, last, state } = desk();
  session.ask("examples", () => ({}));
  session.setText("a");
  await settle();
  expect(last().request).toMatchObject({ questions: {} });
  await last().answer(good(1));
  expect(state()).toMatchObject({ staleness: "fresh", results: { totals: { paid: "1" } } });
  expect(state().answers.examples).toBeNull();
  expect(last().method).toBe("examples");
  await last().answer([{ title: "brochure" }]);
  expect(state().answers.examples).toMatchObject({ answer: [{ title: "brochure" }], version: 1 });
});

test("what comes behind the figures is asked when they are on the screen, and not before; the next text waits for neither", async () => {
  let see = (): void => {};
  const { session, last, now } = desk(1000, (then) => (see = then));
  session.ask("examples", () => ({}));
  session.setText("a");
  await settle();
  await last().answer(good(1));
  expect(now().asked.map(({ method }) => method)).toEqual(["evaluate"]);
  session.setText("ab");
  await settle();
  expect(last().request).toMatchObject({ text: "ab" });
  await last().answer(good(2));
  see();
  await settle();
  expect(now().asked.map(({ method }) => method)).toEqual(["evaluate", "evaluate", "examples"]);
});

test("what comes behind the figures gives way to a newer text, and is asked of that one; never twice in a row", async () => {
  const { session, last, now, state } = desk();
  session.ask("examples", () => ({}));
  session.setText("a");
  await settle();
  await last().answer(good(1));
  expect(last().method).toBe("examples");
  session.setText("ab");
  await settle();
  expect(now().told).toEqual([2]);
  await last().answer(undefined);
  expect(last().request).toMatchObject({ text: "ab" });
  await last().answer(good(2));
  expect(last().method).toBe("examples");
  session.setText("abc");
  await settle();
  expect(now().told).toEqual([2]);
  await last().answer([{ title: "of ab" }]);
  expect(state().answers.examples).toMatchObject({ answer: [{ title: "of ab" }], version: 2 });
  await last().answer(good(3));
  expect(last().method).toBe("examples");
  session.setText("abcd");
  await settle();
  expect(now().told).toEqual([2, 4]);
});

test("an answer that came with the figures is none to what is asked meanwhile", async () => {
  const { session, last, state } = desk();
  session.setText("a");
  session.ask("tree", treeOf("sponsor"));
  await settle();
  await last().answer(good(1));
  await last().answer(tree("of a"));
  session.setText("ab");
  await settle();
  const run = last();
  session.ask("tree", treeOf("placement"));
  await run.answer({ ...good(2), answers: { tree: tree("along sponsor") } });
  expect(last()).toMatchObject({ method: "tree", request: { tree: "placement" } });
  expect(state().results).toMatchObject({ totals: { paid: "1" } });
  await last().answer(tree("along placement"));
  expect(state()).toMatchObject({
    results: { totals: { paid: "2" } },
    answers: { tree: { answer: { name: "along placement" }, version: 2 } },
  });
});

test("the last good results stay while the text has errors, and say so", async () => {
  const { session, last, state } = desk();
  session.setText("a");
  await settle();
  await last().answer(good(1));
  session.setText("a(");
  await settle();
  expect(state().staleness).toBe("updating");
  await last().answer(broken(2));
  expect(state()).toMatchObject({
    staleness: "old because the text has errors",
    results: { totals: { paid: "1" } },
    outcome: { revision: 2 },
  });
  session.setText("a()");
  await settle();
  await last().answer(good(3));
  expect(state().staleness).toBe("fresh");
});

test("standing questions are asked again for each new result, and come out with it in one step", async () => {
  const { session, last, state } = desk();
  session.ask("tree", treeOf("sponsor"));
  session.setText("a");
  await settle();
  await last().answer(good(1));
  expect(last().method).toBe("tree");
  expect(state().results).toBeNull();
  await last().answer(tree("one"));
  expect(state()).toMatchObject({
    version: 1,
    staleness: "fresh",
    answers: { tree: { version: 1, answer: { name: "one" } } },
  });

  const seen: string[] = [];
  session.subscribe(() => seen.push(`${state().version} with the tree of ${state().answers.tree?.version}`));
  session.setText("ab");
  await settle();
  await last().answer(good(2));
  await last().answer(tree("two"));
  expect(seen.at(-1)).toBe("2 with the tree of 2");
  expect(new Set(seen)).toEqual(new Set(["1 with the tree of 1", "2 with the tree of 2"]));
});

test("of many people the statement of one comes behind the totals and the tree, and says whose it is until then", async () => {
  const { session, last, state } = desk();
  session.ask("tree", treeOf("sponsor"));
  session.ask("person", () => ({ person: 3, tree: "sponsor", mostLines: 10 }));
  void session.load(people);
  session.setText("a");
  await settle();
  await last().answer({ ...loaded, people: 20_000 });
  await last().answer(good(2));
  expect(state().results).toBeNull();
  await last().answer(tree("one"));
  expect(state()).toMatchObject({ version: 1, staleness: "fresh", answers: { person: null } });
  expect(last().method).toBe("person");
  await last().answer({ name: "Ada" });
  expect(state().answers.person).toMatchObject({ version: 1 });
  session.setText("ab");
  await settle();
  await last().answer(good(3));
  await last().answer(tree("two"));
  expect(state()).toMatchObject({ version: 2, answers: { tree: { version: 2 }, person: { version: 1 } } });
});

test("of two questions in one place only the newer is answered", async () => {
  const { session, last, now, state } = desk();
  session.setText("a");
  await settle();
  await last().answer(good(1));
  session.ask("tree", treeOf("first"));
  await settle();
  const first = last();
  session.ask("tree", treeOf("second"));
  session.ask("tree", treeOf("third"));
  await first.answer(tree("first"));
  expect(state().answers.tree).toBeNull();
  await last().answer(tree("third"));
  expect(state().answers.tree?.request.tree).toBe("third");
  expect(
    now()
      .asked.filter(({ method }) => method === "tree")
      .map(({ request }) => request.tree),
  ).toEqual(["first", "third"]);
});

test("a page that asks without end still sees the next text", async () => {
  const { session, last, now, state } = desk();
  let asked = 0;
  const askAnew = () => session.ask("tree", treeOf(`look ${++asked}`));
  askAnew();
  session.setText("a");
  await settle();
  await last().answer(good(1));
  session.subscribe(askAnew);
  session.setText("ab");
  for (let turn = 0; turn < 12 && state().version < 2; turn++) {
    const { method } = last();
    await last().answer(method === "tree" ? tree("any") : good(2));
  }
  expect(state()).toMatchObject({ version: 2, staleness: "fresh" });
  expect(now().asked.filter(({ method }) => method === "evaluate")).toHaveLength(2);
});

test("questions come before the next text, so that the tree moves while somebody types", async () => {
  const { session, last, now } = desk();
  session.ask("tree", treeOf("sponsor"));
  session.setText("a");
  await settle();
  session.setText("ab");
  await last().answer(good(1));
  expect(last().method).toBe("tree");
  await last().answer(tree("one"));
  expect(now().asked.map(({ method }) => method)).toEqual(["evaluate", "tree", "evaluate"]);
});

test("people and text of an example are loaded before the text is run; refused people change nothing", async () => {
  const { session, last, now, state } = desk();
  const report = session.load(people);
  session.setText("a");
  await settle();
  expect(now().asked.map(({ method }) => method)).toEqual(["load"]);
  await last().answer(loaded);
  expect(await report).toBe(loaded);
  expect(state()).toMatchObject({ peopleVersion: 1 });
  await last().answer(good(state().revision));
  expect(state().staleness).toBe("fresh");

  const before = state();
  const refused = session.load(people);
  await settle();
  await last().answer({ ...loaded, loaded: false });
  expect((await refused)?.loaded).toBe(false);
  expect({ ...state(), loading: false }).toEqual(before);
});

test("files that are dropped while others are read take their place", async () => {
  const { session, last, now, state } = desk();
  const first = session.load(people);
  await settle();
  const second = session.load({ ...people, title: "second" });
  const third = session.load({ ...people, title: "third" });
  await settle();
  expect(now().told).toEqual(["loading", "loading"]);
  expect(await second).toBeNull();
  await last().answer(null);
  expect(await first).toBeNull();
  expect(last().request).toMatchObject({ title: "third" });
  await last().answer(loaded);
  expect(await third).toBe(loaded);
  expect(state()).toMatchObject({ peopleVersion: 1, loading: false });
});

test("how far the engine is with what takes long is said until it is done", async () => {
  const { session, last, now, state } = desk();
  void session.load(people);
  await settle();
  now().tell({ doing: "Reading people.csv", part: 0.5 });
  expect(state().progress).toEqual({ doing: "Reading people.csv", part: 0.5 });
  await last().answer(loaded);
  expect(state().progress).toBeNull();
  // What comes too late is not said any more.
  await last().answer(good(state().revision));
  now().tell({ doing: "Reading people.csv", part: 0.9 });
  expect(state().progress).toBeNull();
});

test("an engine that dies is replaced, told everything again, and the text is run once more", async () => {
  const { session, connections, now, last, state } = desk();
  void session.load(people);
  session.setText("a");
  session.ask("tree", treeOf("sponsor"));
  await settle();
  await last().answer(loaded);
  await last().answer(good(state().revision));
  await last().answer(tree("one"));
  session.setText("ab");
  await settle();
  await now().die("out of memory");
  expect(connections).toHaveLength(2);
  expect(connections[0]!.closed).toBe(true);
  expect(last().method).toBe("load");
  await last().answer(loaded);
  expect(last().request.text).toBe("a");
  await last().answer(good(2));
  expect(last().request.text).toBe("ab");
  await last().answer(good(3));
  await last().answer(tree("two"));
  expect(state()).toMatchObject({ staleness: "fresh", failure: null });
});

test("an engine that dies while nobody asks is made ready again", async () => {
  const { session, now, last, state } = desk();
  session.setText("a");
  await settle();
  await last().answer(good(1));
  await now().die("terminated");
  expect(last().request.text).toBe("a");
  await last().answer(good(1));
  session.ask("tree", treeOf("sponsor"));
  await settle();
  await last().answer(tree("one"));
  expect(state().answers.tree?.answer).toEqual(tree("one"));
});

test("a text that kills the engine twice is given up, said, and the next one is run", async () => {
  const { session, now, last, state } = desk();
  session.setText("a");
  await settle();
  await last().answer(good(1));
  session.setText("all of everyone");
  await settle();
  await now().die("out of memory");
  await last().answer(good(1));
  expect(last().request.text).toBe("all of everyone");
  await now().die("out of memory");
  expect(state().failure?.sentence).toMatch(/ended twice/);
  expect(state()).toMatchObject({
    staleness: "old because the run was stopped",
    results: { totals: { paid: "1" } },
  });
  await last().answer(good(1));
  session.setText("a");
  await settle();
  await last().answer(good(3));
  expect(state()).toMatchObject({ staleness: "fresh", failure: null });
});

test("a run past its limit is stopped and said; one just below it is not", async () => {
  const { session, connections, last, state } = desk(1000);
  session.setText("a");
  await settle();
  await vi.advanceTimersByTimeAsync(999);
  await last().answer(good(1));
  expect(state().staleness).toBe("fresh");
  session.setText("for ever");
  await settle();
  await vi.advanceTimersByTimeAsync(1001);
  expect(connections).toHaveLength(2);
  expect(state().failure?.sentence).toMatch(/ran for too long and was stopped/);
  expect(state().results?.totals.paid).toBe("1");
});

test("the user's stop ends a run at once and does not start it again", async () => {
  const { session, connections, now, state } = desk();
  session.setText("a");
  await settle();
  session.stop();
  await settle();
  expect(connections).toHaveLength(2);
  expect(now().asked).toEqual([]);
  expect(state()).toMatchObject({
    staleness: "old because the run was stopped",
    failure: { sentence: expect.stringMatching(/was stopped/) },
  });
});

test("an engine that cannot live here is given up after three deaths, and tried again at the next change", async () => {
  const { session, connections, now, last, state } = desk();
  session.setText("a");
  await settle();
  for (let death = 0; death < 3; death++) await now().die("no such file");
  expect(state().failure).not.toBeNull();
  expect(connections).toHaveLength(4);
  session.setText("ab");
  await settle();
  await last().answer(good(2));
  expect(state().staleness).toBe("fresh");
});

test("an error of the engine itself is a sentence, not a crash", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const { session, last, state } = desk();
  session.setText("a");
  await settle();
  await last().fail(new Error("unreachable"));
  expect(state().failure?.sentence).toMatch(/mistake of ours/);
  expect(state().failure?.seen).toMatch(/unreachable/);
});

test("a broken reading of files is a fault in the report", async () => {
  const { session, now } = desk();
  const report = session.load(people);
  await settle();
  session.stop();
  await settle();
  expect(await report).toMatchObject({
    loaded: false,
    faultCount: 1,
    faults: [{ line: 0, message: expect.stringMatching(/stopped/) }],
  });
  expect(now().asked).toEqual([]);
});

test("a run gives way to a newer text, which is run before anything else; but never two in a row", async () => {
  const { session, now, last, state } = desk();
  session.setText("a");
  await settle();
  await last().answer(good(1));
  session.setText("ab");
  await settle();
  session.setText("abc");
  await settle();
  expect(now().told).toEqual([3]);
  void session.request((api) => api.rows({ columns: [], sort: null, from: 0, to: 1 }));
  await last().answer(null);
  expect(state()).toMatchObject({ staleness: "updating", results: { totals: { paid: "1" } } });
  expect(last()).toMatchObject({ method: "evaluate", request: { text: "abc" } });
  session.setText("abcd");
  await settle();
  expect(now().told).toEqual([3]);
  await last().answer(good(3));
  expect(last().method).toBe("rows");
  await last().answer({ total: 0, rows: [] });
  expect(last()).toMatchObject({ method: "evaluate", request: { text: "abcd" } });
  session.setText("abcde");
  await settle();
  expect(now().told).toEqual([3, 5]);
});

test("after a run that has given way to a text with errors, what stood is run again behind the questions", async () => {
  const { session, now, last } = desk();
  session.setText("a");
  await settle();
  await last().answer(good(1));
  session.setText("ab");
  await settle();
  session.setText("abc");
  await settle();
  await last().answer(null);
  await last().answer(broken(3));
  expect(now().asked.map(({ request }) => request.text)).toEqual(["a", "ab", "abc", "a"]);
});

const figure = { of: "people", row: 3, input: "PV", cell: "300", whose: "Ana" } as const;
const changed = (was: string) => ({ kind: "changed", was, alone: [], everybody: [] });

test("a figure that is tried is told to the engine before everything is worked out again, and is put back by the cell of the file", async () => {
  const { session, last, state } = desk();
  session.setText("a");
  await settle();
  await last().answer(good(1));
  const answer = session.tryFigure({ ...figure, cell: " 300 " });
  await settle();
  expect(last()).toMatchObject({
    method: "change",
    request: { of: "people", row: 3, input: "PV", cell: "300" },
  });
  await last().answer(changed("120"));
  expect(await answer).toBeNull();
  expect(state().tried).toEqual([{ ...figure, was: "120" }]);
  expect(last()).toMatchObject({ method: "evaluate", request: { text: "a", revision: 2 } });
  await last().answer(good(2));
  expect(state()).toMatchObject({ staleness: "fresh", results: { totals: { paid: "2" } } });
  // Another one in the same cell: what stands in the file is still known.
  void session.tryFigure({ ...figure, cell: "400" });
  await settle();
  await last().answer(changed("300"));
  await last().answer(good(3));
  expect(state().tried).toEqual([{ ...figure, cell: "400", was: "120" }]);
  session.putBack();
  await settle();
  expect(last().request).toMatchObject({ cell: "120" });
  await last().answer(changed("400"));
  expect(state().tried).toEqual([]);
});

test("a figure that cannot be tried is refused in a sentence, and nothing is worked out again", async () => {
  const { session, now, last, state } = desk();
  session.setText("a");
  await settle();
  await last().answer(good(1));
  const answer = session.tryFigure(figure);
  await settle();
  await last().answer({ kind: "refused", because: "`much` is not a number." });
  expect(await answer).toBe("`much` is not a number.");
  expect(state()).toMatchObject({ tried: [], staleness: "fresh", revision: 1 });
  expect(now().asked.map(({ method }) => method)).toEqual(["evaluate", "change"]);
});

test("a new engine is told the figures that are tried, and other people have those of their files", async () => {
  const { session, now, last, state } = desk();
  void session.load(people);
  session.setText("a");
  await settle();
  await last().answer(loaded);
  await last().answer(good(state().revision));
  void session.tryFigure(figure);
  await settle();
  await last().answer(changed("120"));
  await last().answer(good(state().revision));
  await now().die("a crash");
  // People, the text, and then the figure: before anything is worked out for the page.
  await last().answer(loaded);
  await last().answer(good(state().revision));
  expect(last()).toMatchObject({ method: "change", request: { row: 3, cell: "300" } });
  await last().answer(changed("120"));
  expect(last().method).toBe("evaluate");
  await last().answer(good(state().revision, "again"));
  expect(state()).toMatchObject({ staleness: "fresh", results: { totals: { paid: "again" } } });
  expect(state().tried).toEqual([{ ...figure, was: "120" }]);
  void session.load(people);
  await settle();
  await last().answer(loaded);
  expect(state().tried).toEqual([]);
});

test("people who are here again have the figures that were tried in theirs, before anything of them is seen", async () => {
  const { session, last, state } = desk();
  const kept = { ...figure, was: "120" };
  const gone = { ...figure, row: 4, was: "80" };
  const other = { ...figure, input: "QV", was: "1" };
  void session.load(people, [kept, gone, other]);
  session.setText("a");
  await settle();
  await last().answer(loaded);
  expect(state().tried).toEqual([kept, gone, other]);
  await last().answer(good(state().revision, "of the files"));
  expect(state().results).toBeNull();
  expect(last()).toMatchObject({ method: "change", request: { row: 3, cell: "300" } });
  await last().answer(changed("120"));
  // The files have another figure there now than when it was tried: that one stays.
  expect(last()).toMatchObject({ method: "change", request: { row: 4, cell: "300" } });
  await last().answer(changed("90"));
  expect(last()).toMatchObject({ method: "change", request: { row: 4, cell: "90" } });
  await last().answer(changed("300"));
  await last().answer({ kind: "refused", because: "The plan has no input `QV`." });
  expect(state().tried).toEqual([kept]);
  await last().answer(good(state().revision, "as tried"));
  expect(state()).toMatchObject({ staleness: "fresh", results: { totals: { paid: "as tried" } } });
});

test("a figure that is still to be tried when other people come is not tried in theirs", async () => {
  const { session, last, now } = desk();
  void session.load(people);
  session.setText("a");
  await settle();
  await last().answer(loaded);
  const running = last();
  void session.load({ ...people, title: "others" });
  const answer = session.tryFigure(figure);
  await settle();
  await running.answer(good(1));
  await last().answer(loaded);
  expect(await answer).toMatch(/other people/);
  expect(now().asked.map(({ method }) => method)).not.toContain("change");
});
