import * as Comlink from "comlink";
import type { Progress } from "../../base/pieces.ts";
import type { EngineApi } from "../protocol.ts";
import type { Connection } from "./worker-host.ts";

/** The only place that makes a worker. `new URL` stays inside `new Worker`: Vite recognises no other form. */
export function connect(): Connection {
  const worker = new Worker(new URL("../worker/worker.ts", import.meta.url), { type: "module" });
  const api = Comlink.wrap<EngineApi>(worker);
  const closing = new AbortController();
  const died = new Promise<string>((resolve) => {
    worker.addEventListener("error", (event) => resolve(event.message || "the worker could not be started"));
    worker.addEventListener("messageerror", () => resolve("the worker sent what could not be read"));
    // See worker.ts: this lock is ours to have only when the worker is gone.
    worker.addEventListener("message", ({ data }) => {
      const name = (data as { aliveWhileLocked?: string } | null)?.aliveWhileLocked;
      if (!name) return;
      navigator.locks
        .request(name, { signal: closing.signal }, () => resolve("the worker has ended"))
        .catch(() => {}); // closed by us
    });
  });
  return {
    // Comlink's remote is the same interface with promises; it must not be mistaken for a promise itself (`then`).
    api: {
      load: (request) => api.load(request),
      giveUpLoading: () => api.giveUpLoading(),
      evaluate: (request) => api.evaluate(request),
      giveWay: (request) => api.giveWay(request),
      tree: (request) => api.tree(request),
      rows: (request) => api.rows(request),
      person: (request) => api.person(request),
      search: (request) => api.search(request),
      why: (request) => api.why(request),
      order: (request) => api.order(request),
      affected: (request) => api.affected(request),
      examples: (request) => api.examples(request),
      change: (request) => api.change(request),
    },
    died,
    onProgress: (hear) =>
      worker.addEventListener("message", ({ data }) => {
        const progress = (data as { progress?: Progress } | null)?.progress;
        if (progress) hear(progress);
      }),
    close: () => {
      closing.abort();
      worker.terminate();
    },
  };
}
