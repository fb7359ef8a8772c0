/** How long a light stands after the last change of its figure, in milliseconds; then it fades (page.css). */
const STANDS_MS = 650;

/** What is lit, and until when; what was lit last stands last. */
const lit = new Map<Element, number>();

/**
 * Lights up a figure that has changed, for a moment. An attribute that one timer takes away from all that are lit, and no animation:
 * those were set up anew, one by one, at every key, and took the browser longer than to lay out what had changed. A figure
 * that changes again while it is lit costs its text.
 */
export function lightUp(figure: Element): void {
  if (lit.size === 0) setTimeout(putOut, STANDS_MS);
  if (!lit.delete(figure)) figure.setAttribute("data-changed", "");
  lit.set(figure, performance.now() + STANDS_MS);
}

function putOut(): void {
  const now = performance.now();
  for (const [figure, until] of lit) {
    if (until > now) {
      setTimeout(putOut, until - now);
      return;
    }
    lit.delete(figure);
    figure.removeAttribute("data-changed");
  }
}
