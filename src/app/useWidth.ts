import { type RefObject, useLayoutEffect, useState } from "react";

/** How wide an element is, kept up with. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(() => globalThis.innerWidth);
  useLayoutEffect(() => {
    const here = element.current;
    if (!here) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry!.contentRect.width));
    observer.observe(here);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
