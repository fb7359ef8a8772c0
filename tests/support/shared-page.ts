import { chromium } from "playwright";
import { preview } from "vite";
import { launchOptions } from "./chromium.ts";

/** The variable that names the page and the browser that all files of tests share (see built-page.ts). */
export const SHARED_PAGE = "PLUMBLINE_SHARED_PAGE";
export type SharedPage = { readonly address: string; readonly browser: string };

/** Serves the built page and starts one Chromium, once for all files of tests; what it returns ends both. */
export default async function share(): Promise<() => Promise<void>> {
  const server = await preview({ preview: { port: 0, host: "127.0.0.1" } });
  const browser = await chromium.launchServer(await launchOptions());
  const shared: SharedPage = { address: server.resolvedUrls!.local[0]!, browser: browser.wsEndpoint() };
  process.env[SHARED_PAGE] = JSON.stringify(shared);
  return async () => {
    await browser.close();
    await server.close();
  };
}
