import { type Camera, panned, pinched, wheelFactor, zoomedAt } from "./camera.ts";
import type { Place } from "./layout.ts";

type Hand = {
  readonly change: (next: (camera: Camera) => Camera) => void;
  readonly moving: (moving: boolean) => void;
};

/** A press that moves less than this is a click on what lies under it. */
const CLICK_PX = 4;

/**
 * One pointer drags the picture, two pinch it; the wheel scrolls, and with Ctrl (which is also what a touchpad's pinch
 * sends) it zooms where the pointer is. Returns how to stop listening.
 */
export function followGestures(pane: HTMLElement, hand: Hand): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const down = new Map<number, Place>();
  let start: Place | null = null;
  let dragged = false;

  const placeOf = (event: MouseEvent): Place => {
    const box = pane.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const isControl = (target: EventTarget | null): boolean =>
    (target as Element | null)?.closest(".zoom-controls, .twist, button") != null;

  pane.addEventListener(
    "pointerdown",
    (event) => {
      if (event.button !== 0 || isControl(event.target)) return;
      down.set(event.pointerId, placeOf(event));
      start = down.size === 1 ? placeOf(event) : start;
      dragged = down.size > 1;
    },
    { signal },
  );
  pane.addEventListener(
    "pointermove",
    (event) => {
      const last = down.get(event.pointerId);
      if (!last) return;
      const now = placeOf(event);
      if (!dragged && start && Math.hypot(now.x - start.x, now.y - start.y) < CLICK_PX) return;
      if (!dragged || !pane.hasPointerCapture(event.pointerId)) {
        dragged = true;
        pane.setPointerCapture(event.pointerId);
        hand.moving(true);
      }
      const others = [...down].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
      down.set(event.pointerId, now);
      const other = others[0];
      hand.change(
        other
          ? (camera) => pinched(camera, [other, last], [other, now])
          : (camera) => panned(camera, now.x - last.x, now.y - last.y),
      );
    },
    { signal },
  );
  const up = (event: PointerEvent): void => {
    down.delete(event.pointerId);
    if (down.size === 0) {
      hand.moving(false);
      start = null;
    }
  };
  pane.addEventListener("pointerup", up, { signal });
  pane.addEventListener("pointercancel", up, { signal });
  // A drag that ends on a person is no click on them.
  pane.addEventListener(
    "click",
    (event) => {
      if (!dragged) return;
      dragged = false;
      event.stopPropagation();
      event.preventDefault();
    },
    { signal, capture: true },
  );
  pane.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const at = placeOf(event);
      if (event.ctrlKey || event.metaKey)
        hand.change((camera) =>
          zoomedAt(
            camera,
            wheelFactor(
              event.deltaY * (event.deltaMode === 0 && Math.abs(event.deltaY) < 30 ? 6 : 1),
              event.deltaMode,
            ),
            at,
          ),
        );
      else {
        const line = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1;
        const [byX, byY] =
          event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
        hand.change((camera) => panned(camera, -byX * line, -byY * line));
      }
    },
    { signal, passive: false },
  );
  return () => stop.abort();
}
