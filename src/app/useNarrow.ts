import { useSyncExternalStore } from "react";
import { NARROW } from "./panes.ts";

const narrow = matchMedia(NARROW);
const subscribe = (listener: () => void): (() => void) => {
  narrow.addEventListener("change", listener);
  return () => narrow.removeEventListener("change", listener);
};

/** Whether the page has room for one column only. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);
