import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { Tried } from "../../engine/session/snapshot.ts";

/** What may be done with figures of the files: tried as others, and put back. */
export type Trying = {
  readonly tried: readonly Tried[];
  /** A sentence where a figure cannot be tried. */
  readonly tryFigure: (figure: Omit<Tried, "was">) => Promise<string | null>;
};

const Context = createContext<Trying>({ tried: [], tryFigure: async () => null });

/** Lets everything below it try other figures than those of the files. */
export function TryingProvider({ tried, tryFigure, children }: Trying & { children: ReactNode }) {
  const trying = useMemo(() => ({ tried, tryFigure }), [tried, tryFigure]);
  return <Context value={trying}>{children}</Context>;
}

export const useTrying = (): Trying => useContext(Context);
