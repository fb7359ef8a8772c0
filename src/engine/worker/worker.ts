import * as Comlink from "comlink";
import { Engine } from "../engine.ts";
import { rehearsing } from "./rehearsal.ts";
import { workerApi } from "./worker-api.ts";

/** Thin on purpose: anything worth testing lives in engine.ts. */
const engine = new Engine();
const api = workerApi(engine, { tell: (progress) => postMessage({ progress }) });
Comlink.expose(rehearsing(api, engine));

/**
 * A worker that ends (out of memory, terminated) says nothing. It therefore holds a lock of its own for as long as it
 * lives and tells the page its name: the browser hands the lock to the page when the worker is gone, and not before.
 */
const life = crypto.randomUUID();
void navigator.locks?.request(life, () => {
  postMessage({ aliveWhileLocked: life });
  return new Promise<never>(() => {});
});
