import type { Progress } from "../../base/pieces.ts";
import type { EngineApi } from "../protocol.ts";

/** One living engine, wherever it lives: a worker in the page, a plain object in the tests. */
export type Connection = {
  readonly api: EngineApi;
  /** Resolves with what was seen when the engine has died by itself; never after `close`. */
  readonly died: Promise<string>;
  /** Where it tells how far it is with what takes long. */
  readonly onProgress?: (hear: (progress: Progress) => void) => void;
  readonly close: () => void;
};
export type Connect = () => Connection;

/** Why a question got no answer. An error that the engine itself threw is passed on as it is. */
export class Unanswered extends Error {
  override readonly cause: "died" | "too long" | "stopped";
  constructor(cause: Unanswered["cause"], message: string) {
    super(message);
    this.name = "Unanswered";
    this.cause = cause;
  }
}

/**
 * Keeps one engine alive. After a worker's end Comlink's promises stay pending for ever, so every question is raced
 * against the engine's death, the user's stop and a limit of time; after each of them the engine is a new, empty one,
 * and whoever holds the host sends it what it has to know again.
 */
export class WorkerHost {
  private readonly connect: Connect;
  private readonly onNewEngine: (cause: Unanswered["cause"]) => void;
  private readonly onProgress: (progress: Progress) => void;
  private connection: Connection;
  private readonly waiting = new Set<(reason: Unanswered) => void>();

  constructor(
    connect: Connect,
    onNewEngine: (cause: Unanswered["cause"]) => void,
    onProgress: (progress: Progress) => void = () => {},
  ) {
    this.connect = connect;
    this.onNewEngine = onNewEngine;
    this.onProgress = onProgress;
    this.connection = this.start();
  }

  async call<A>(ask: (api: EngineApi) => Promise<A>, longestMs: number): Promise<A> {
    const { api } = this.connection;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let giveUp: ((reason: Unanswered) => void) | undefined;
    const ending = new Promise<never>((_, reject) => {
      giveUp = reject;
      this.waiting.add(reject);
      timer = setTimeout(() => this.replace("too long", `no answer for ${longestMs} ms`), longestMs);
    });
    try {
      return await Promise.race([ask(api), ending]);
    } finally {
      clearTimeout(timer);
      this.waiting.delete(giveUp!);
    }
  }

  /** Says something that nobody waits for an answer to. */
  tell(say: (api: EngineApi) => Promise<void>): void {
    // Whoever has died meanwhile is noticed by the question that is waiting.
    say(this.connection.api).catch(() => {});
  }

  /** Ends what is under way, at once: a busy worker hears nothing, so it is replaced. */
  stop(): void {
    this.replace("stopped", "stopped by the user");
  }

  close(): void {
    this.connection.close();
    this.refuse(new Unanswered("stopped", "the page was closed"));
  }

  private start(): Connection {
    const connection = this.connect();
    void connection.died.then((seen) => {
      if (connection === this.connection) this.replace("died", seen);
    });
    connection.onProgress?.((progress) => {
      if (connection === this.connection && this.waiting.size > 0) this.onProgress(progress);
    });
    return connection;
  }

  private replace(cause: Unanswered["cause"], seen: string): void {
    this.connection.close();
    this.connection = this.start();
    this.onNewEngine(cause);
    this.refuse(new Unanswered(cause, seen));
  }

  private refuse(reason: Unanswered): void {
    for (const reject of [...this.waiting]) reject(reason);
    this.waiting.clear();
  }
}
