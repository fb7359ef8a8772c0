/** No frame is waited for longer, in milliseconds: a page in the background has none. */
const LATEST_MS = 250;

/** Calls back when the frame is over that shows what has changed just now. */
export function whenSeen(then: () => void): void {
  let isOver = false;
  const over = (): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(latest);
    then();
  };
  const latest = setTimeout(over, LATEST_MS);
  // A task of its own is the first one after the frame.
  requestAnimationFrame(() => setTimeout(over));
}
