/** How long a light stands after the last change of its figure, and how long it is faint before it is out; in milliseconds. */
const STANDS_MS = 650;
const FAINT_MS = 120;

/** What is lit, and until when; what was lit last stands last. */
const lit = new Map<Element, number>();

/**
 * Lights up a figure that has changed, for a moment (page.css says how it looks). An attribute that one timer takes away from
 * all that are lit, and no animation: those were set up anew, one by one, at every key, and a fading drew the page fifteen
 * times beside the next one. A figure that changes again while it is lit costs its text.
 */
export function lightUp(figure: Element): void {
  if (lit.size === 0) setTimeout(dim, STANDS_MS);
  if (!lit.delete(figure)) figure.setAttribute("data-changed", "");
  lit.set(figure, performance.now() + STANDS_MS);
}

function dim(): void {
  const now = performance.now();
  const due = [...lit].filter(([, until]) => until <= now).map(([figure]) => figure);
  for (const figure of due) {
    lit.delete(figure);
    figure.setAttribute("data-changed", "faint");
  }
  setTimeout(() => putOut(due), FAINT_MS);
  const next = lit.values().next();
  if (!next.done) setTimeout(dim, next.value - now);
}

/** Those that have not been lit again. */
function putOut(figures: readonly Element[]): void {
  for (const figure of figures)
    if (figure.getAttribute("data-changed") === "faint") figure.removeAttribute("data-changed");
}
