import type { Engine } from "../engine.ts";
import type { EngineApi } from "../protocol.ts";
import { type Breathing, inPieces } from "./in-pieces.ts";

/** So long, in milliseconds, nothing has been asked when it is taken for a pause. */
const PAUSE_MS = 150;

/**
 * An engine that rehearses the next edits in the pauses between questions: of a visit the first ones would take several times
 * as long as those after them. Whatever is asked ends the rehearsal before its next piece, and another pause takes it up again.
 */
export function rehearsing(
  api: EngineApi,
  engine: Engine,
  { pause = inAWhile, ...breathing }: Partial<Breathing & { readonly pause: () => Promise<void> }> = {},
): EngineApi {
  let [asked, answered] = [0, 0];
  const rehearse = async (): Promise<void> => {
    const last = asked;
    const isPause = (): boolean => asked === last && answered === last;
    await pause();
    if (isPause()) await inPieces(engine.rehearsing(), isPause, breathing);
  };
  const withPause =
    <Request, Answer>(ask: (request: Request) => Promise<Answer>) =>
    async (request: Request): Promise<Answer> => {
      asked++;
      try {
        return await ask(request);
      } finally {
        answered++;
        void rehearse();
      }
    };
  const asks = Object.entries(api).map(([name, ask]) => [
    name,
    withPause(ask as (of: unknown) => Promise<unknown>),
  ]);
  return Object.fromEntries(asks) as EngineApi;
}

const inAWhile = (): Promise<void> => new Promise((over) => setTimeout(over, PAUSE_MS));
