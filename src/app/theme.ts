import { remember, remembered } from "./storage.ts";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** The theme somebody chose last; that of the system where they chose none. */
export const chosenTheme = (): Theme =>
  themes.find((theme) => theme === remembered<string>("theme")) ?? "system";

/** All colours are `light-dark()` pairs, so that one word at the root turns the page. */
export function applyTheme(theme: Theme): void {
  document.documentElement.style.colorScheme = theme === "system" ? "light dark" : theme;
  remember("theme", theme);
}

export const nextTheme = (theme: Theme): Theme => themes[(themes.indexOf(theme) + 1) % themes.length]!;
