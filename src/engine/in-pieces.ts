/** So long, in milliseconds, a piece of work goes on before it is asked whether it is still wanted. */
const BREATH_MS = 12;

/**
 * Goes through the pieces of a work, and between them lets in what has been said meanwhile: null where it is not wanted any
 * more. It is asked after each piece that ends later than `BREATH_MS` after the last time.
 */
export async function inPieces<A>(
  work: Generator<void, A>,
  isWanted: () => boolean,
  { breathe = nextMessage, now = () => performance.now() }: Partial<Breathing> = {},
): Promise<A | null> {
  let last = now();
  for (;;) {
    const piece = work.next();
    if (piece.done) return piece.value;
    if (now() - last < BREATH_MS) continue;
    await breathe();
    if (!isWanted()) {
      work.return(undefined as never);
      return null;
    }
    last = now();
  }
}

export type Breathing = { readonly breathe: () => Promise<void>; readonly now: () => number };

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
