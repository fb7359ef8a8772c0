import type { Engine } from "./engine.ts";
import { type Breathing, inPieces } from "./in-pieces.ts";
import type { EngineApi, Revision } from "./protocol.ts";
import { answersOf } from "./questions.ts";

/** An engine that hears, while it runs a text, that there is a newer one, and gives the old one up. */
export function workerApi(engine: Engine, breathing?: Partial<Breathing>): EngineApi {
  let run: { readonly revision: Revision; isWanted: boolean } | null = null;
  const api: EngineApi = {
    async evaluate({ questions, ...request }) {
      const own = { revision: request.revision, isWanted: true };
      run = own;
      try {
        const outcome = await inPieces(engine.evaluating(request), () => own.isWanted, breathing);
        return outcome?.results && questions
          ? { ...outcome, answers: await answersOf(api, questions) }
          : outcome;
      } finally {
        run = null;
      }
    },
    async giveWay({ revision }) {
      if (run && run.revision < revision) run.isWanted = false;
    },
    load: async (request) => engine.load(request),
    tree: async (request) => engine.tree(request),
    rows: async (request) => engine.rows(request),
    person: async (request) => engine.person(request),
    search: async (request) => engine.search(request),
    why: async (request) => engine.why(request),
    order: async (request) => engine.order(request),
    affected: async (request) => engine.affected(request),
    examples: async (request) => engine.examples(request),
    change: async (request) => engine.change(request),
  };
  return api;
}
