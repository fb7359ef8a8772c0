import type { Progress, Work } from "../../base/pieces.ts";

/** So long, in milliseconds, a piece of work goes on before it is asked whether it is still wanted. */
const BREATH_MS = 12;

/** After so long it is said how far it is, and then each time that so much more has gone by. */
const SAID_AFTER_MS = 300;
const SAID_EVERY_MS = 100;

/**
 * Goes through the pieces of a work, and between them lets in what has been said meanwhile: null where it is not wanted any
 * more. It is asked after each piece that ends later than `BREATH_MS` after the last time.
 */
export async function inPieces<A>(
  work: Work<A>,
  isWanted: () => boolean,
  { breathe = nextMessage, now = () => performance.now(), tell = () => {} }: Partial<Breathing> = {},
): Promise<A | null> {
  let last = now();
  const sayFrom = last + SAID_AFTER_MS;
  let said = { at: 0, doing: "" };
  let progress: Progress | undefined;
  for (;;) {
    const piece = work.next();
    if (piece.done) return piece.value;
    progress = piece.value ?? progress;
    const at = now();
    if (progress && at >= sayFrom && (progress.doing !== said.doing || at >= said.at + SAID_EVERY_MS)) {
      tell(progress);
      said = { at, doing: progress.doing };
    }
    if (at - last < BREATH_MS) continue;
    await breathe();
    if (!isWanted()) {
      work.return(undefined as never);
      return null;
    }
    last = now();
  }
}

export type Breathing = {
  readonly breathe: () => Promise<void>;
  readonly now: () => number;
  readonly tell: (progress: Progress) => void;
};

/** Until all that has been sent to this thread so far has been heard. */
function nextMessage(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((heard) => {
    port1.onmessage = () => {
      port1.close();
      heard();
    };
    port2.postMessage(null);
  });
}
