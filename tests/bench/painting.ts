import type { Page } from "playwright";
import { median } from "./figures.ts";

/** What a key sets going, until all of it is painted; medians, in milliseconds. */
export type Painted = {
  /** By the clock, from the key going down to the end of the frame that shows the answer. */
  readonly total: number;
  /**
   * Computing time until then: of the task that takes the key, of all others of the page's thread, and of the worker until its
   * answer is there: what comes a moment behind it nobody waits for.
   */
  readonly key: number;
  readonly page: number;
  readonly worker: number;
  /** The longest task of the page's own thread until then, by its computing time. */
  readonly longest: number;
};

/** `answer`: the page calls its figures old and then fresh again. `letter`: the text itself has changed. */
export type Until = "answer" | "letter";

const PAUSE_MS = 300;
const WARMING_KEYS = 6;

/**
 * Presses two keys in turn, the second of which undoes the first, in peace: what follows a key behind its answer ends before
 * the next one. Times by the clock are those of a browser that nobody traces; computing times are traced in a second round,
 * and hold on a busy machine too.
 */
export async function paintedAfter(
  page: Page,
  [key, back]: readonly [string, string],
  until: Until,
  times: number,
): Promise<Painted> {
  await page.evaluate(watch, until);
  const press = async (n: number): Promise<number> => {
    // The page tells by itself: whoever looks again at every frame asks the browser for frames that the page never asked for.
    const told = page.evaluate(() => watched().next());
    await page.keyboard.press(n % 2 === 0 ? key : back);
    const total = await told;
    await page.waitForTimeout(PAUSE_MS);
    return total;
  };
  const even = times + (times % 2);
  for (let n = 0; n < WARMING_KEYS; n++) await press(n);
  const totals: number[] = [];
  for (let n = 0; n < even; n++) totals.push(await press(n));
  const tasks = await traced(page, async () => {
    for (let n = 0; n < even; n++) await press(n);
  });
  const middle = (of: (one: Spent) => number): number => median(tasks.map(of));
  return {
    total: median(totals),
    key: middle((one) => one.key),
    page: middle((one) => one.page),
    worker: middle((one) => one.worker),
    longest: middle((one) => one.longest),
  };
}

type Watched = {
  start: number;
  isOld: boolean;
  /** Hears the time of the key that is pressed next, when all of it is painted. */
  next: () => Promise<number>;
  told: (total: number) => void;
};
declare const watched: () => Watched;

/** In the page: notes when a key goes down, and when the frame is over that shows what it asked for. */
function watch(until: Until): void {
  if ("watched" in window) return;
  const watched: Watched = {
    start: 0,
    isOld: false,
    next: () => new Promise((told) => Object.assign(watched, { told })),
    told: () => {},
  };
  Object.assign(window, { watched: () => watched });
  addEventListener(
    "keydown",
    () => {
      watched.start = performance.now();
      performance.mark("bench: key");
    },
    { capture: true },
  );
  const ended = (): void => {
    const { start } = watched;
    if (start === 0) return;
    Object.assign(watched, { start: 0, isOld: false });
    performance.mark("bench: answered");
    // A task of its own is the first one after the frame.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      watched.told(performance.now() - start);
      performance.mark("bench: painted");
      port1.close();
    };
    requestAnimationFrame(() => port2.postMessage(null));
  };
  const page = document.querySelector(".page")!;
  const told = (): void => {
    if (page.getAttribute("data-staleness") !== "fresh") watched.isOld = true;
    else if (watched.isOld) ended();
  };
  if (until === "answer") new MutationObserver(told).observe(page, { attributeFilter: ["data-staleness"] });
  else
    new MutationObserver(ended).observe(document.querySelector(".cm-content")!, {
      subtree: true,
      childList: true,
      characterData: true,
    });
}

type Traced = {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
};
type Spent = Omit<Painted, "total">;

/** What each key of a round spent, from its mark in the trace to that of its frame. */
async function traced(page: Page, round: () => Promise<void>): Promise<readonly Spent[]> {
  const browser = await page.context().newCDPSession(page);
  const events: Traced[] = [];
  browser.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as Traced[])));
  await browser.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel", "__metadata", "blink.user_timing"] },
  });
  await round();
  const complete = new Promise((done) => browser.once("Tracing.tracingComplete", done));
  await browser.send("Tracing.end");
  await complete;
  await browser.detach();
  const marks = (name: string) => events.filter((event) => event.name === name).sort((a, b) => a.ts - b.ts);
  const [answered, painted] = [marks("bench: answered"), marks("bench: painted")];
  return marks("bench: key").flatMap((key) => {
    const answer = answered.find(({ ts }) => ts > key.ts);
    const end = painted.find(({ ts }) => ts > key.ts);
    return answer && end ? [spentBetween(events, key, answer, end)] : [];
  });
}

function spentBetween(events: readonly Traced[], key: Traced, answer: Traced, end: Traced): Spent {
  const named = (thread: RegExp) =>
    new Set(
      events
        .filter(({ name, args }) => name === "thread_name" && thread.test(args.name!))
        .map(({ pid, tid }) => `${pid} ${tid}`),
    );
  const isOf = (threads: ReadonlySet<string>) => (event: Traced) => threads.has(`${event.pid} ${event.tid}`);
  const tasks = outermost(
    events.filter(
      ({ name, ph, pid, ts, dur = 0 }) =>
        ph === "X" && name.endsWith("RunTask") && pid === key.pid && ts + dur > key.ts && ts < end.ts,
    ),
  );
  const own = tasks.filter(isOf(named(/^CrRendererMain$/)));
  const taking = own.filter(({ ts }) => ts <= key.ts).length || 1;
  return {
    key: computing(own.slice(0, taking)),
    page: computing(own.slice(taking)),
    worker: computing(tasks.filter(isOf(named(/DedicatedWorker/))).filter(({ ts }) => ts < answer.ts)),
    longest: Math.max(...own.map((task) => computing([task]))),
  };
}

const computing = (tasks: readonly Traced[]): number =>
  tasks.reduce((so, { tdur = 0 }) => so + tdur, 0) / 1000;

/** Tasks by their beginning; one inside of another of its thread is a part of it. */
function outermost(tasks: readonly Traced[]): readonly Traced[] {
  const ends = new Map<string, number>();
  return tasks
    .toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
    .filter(({ pid, tid, ts, dur = 0 }) => {
      const thread = `${pid} ${tid}`;
      if (ts + dur <= (ends.get(thread) ?? 0)) return false;
      ends.set(thread, ts + dur);
      return true;
    });
}
