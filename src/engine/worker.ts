import * as Comlink from "comlink";
import { Engine } from "./engine.ts";
import { workerApi } from "./worker-api.ts";

/** Thin on purpose: anything worth testing lives in engine.ts. */
Comlink.expose(workerApi(new Engine(), { tell: (progress) => postMessage({ progress }) }));

/**
 * A worker that ends (out of memory, terminated) says nothing. It therefore holds a lock of its own for as long as it
 * lives and tells the page its name: the browser hands the lock to the page when the worker is gone, and not before.
 */
const life = crypto.randomUUID();
void navigator.locks?.request(life, () => {
  postMessage({ aliveWhileLocked: life });
  return new Promise<never>(() => {});
});
