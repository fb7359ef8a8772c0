import { existsSync } from "node:fs";
import type { LaunchOptions } from "playwright";

/**
 * Flags that keep a test browser quiet: it talks to nobody but the page. The sandbox is off because test machines often
 * run as root, where Chromium refuses to start with it.
 */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const SYSTEM_CHROMIUM = "/usr/bin/chromium";

/** The Chromium of the system where there is one, else the one that comes by npm. `CHROMIUM=npm` or `=system` forces one. */
export async function launchOptions(wanted = process.env.CHROMIUM): Promise<LaunchOptions> {
  const which = wanted ?? (existsSync(SYSTEM_CHROMIUM) ? "system" : "npm");
  if (which !== "npm") return { executablePath: SYSTEM_CHROMIUM, args: QUIET, headless: true };
  const { npmChromium } = await import("./npm-chromium.ts");
  return npmChromium(QUIET);
}
