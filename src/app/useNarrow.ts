import { useSyncExternalStore } from "react";
import { NARROW } from "./panes.ts";

const query = (): MediaQueryList => matchMedia(NARROW);
const subscribe = (listener: () => void): (() => void) => {
  const media = query();
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
};

/** Whether the page has room for one column only. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => query().matches);
