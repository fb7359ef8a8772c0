import { createContext, type ReactNode, useContext, useMemo } from "react";
import { type Formats, makeFormats } from "./formats.ts";

const Context = createContext<Formats>(makeFormats("USD"));

/** Gives everything below it the look of figures in the plan's currency and the reader's locale. */
export function FormatsProvider({ currency, children }: { currency: string; children: ReactNode }) {
  const formats = useMemo(() => makeFormats(currency), [currency]);
  return <Context value={formats}>{children}</Context>;
}

export const useFormats = (): Formats => useContext(Context);
