import type { Work } from "../../base/pieces.ts";
import type { Engine } from "../engine.ts";
import type { EngineApi, FileText, GaveWay, GivenFile, Revision } from "../protocol.ts";
import { answersOf } from "../questions.ts";
import { type Breathing, inPieces } from "./in-pieces.ts";

/**
 * An engine that hears, while it runs a text or reads files, that there are newer ones, and gives the old ones up; and that
 * tells how far it is with what takes long.
 */
export function workerApi(engine: Engine, breathing?: Partial<Breathing>): EngineApi {
  let run: { readonly revision: Revision; isWanted: boolean } | null = null;
  let load: { isWanted: boolean } | null = null;
  let question: { isWanted: boolean } | null = null;
  /** Answers a question that takes long piece by piece: between two of them it may be given up. */
  const answered = async <A>(work: Work<A>): Promise<A | GaveWay> => {
    const own = { isWanted: true };
    question = own;
    try {
      return (await inPieces(wrapped(work), () => own.isWanted, breathing))?.answer;
    } finally {
      question = null;
    }
  };
  const api: EngineApi = {
    async load(request) {
      const own = { isWanted: true };
      load = own;
      try {
        const [people, orders] = await Promise.all([textOf(request.people), textOf(request.orders)]);
        if (!own.isWanted) return null;
        return await inPieces(
          engine.loading({ ...request, people: people!, orders }),
          () => own.isWanted,
          breathing,
        );
      } finally {
        load = null;
      }
    },
    async giveUpLoading() {
      if (load) load.isWanted = false;
    },
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
      if (question) question.isWanted = false;
    },
    tree: async (request) => engine.tree(request),
    rows: async (request) => engine.rows(request),
    person: (request) => answered(engine.reporting(request)),
    search: async (request) => engine.search(request),
    why: async (request) => engine.why(request),
    order: async (request) => engine.order(request),
    affected: async (request) => engine.affected(request),
    examples: (request) => answered(engine.trying(request)),
    change: (request) => inPieces(engine.changing(request), () => true, breathing),
  };
  return api;
}

/** So that an answer of null is told from none. */
function* wrapped<A>(work: Work<A>): Work<{ readonly answer: A }> {
  return { answer: yield* work };
}

async function textOf(file: GivenFile | null): Promise<FileText | null> {
  if (!file) return null;
  const { name, text } = file;
  return { name, text: typeof text === "string" ? text : await text.text() };
}
