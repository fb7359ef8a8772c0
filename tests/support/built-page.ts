import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright";
import { type PreviewServer, preview } from "vite";
import { launchOptions } from "./chromium.ts";
import { SHARED_PAGE, type SharedPage } from "./shared-page.ts";

/** The built page, served and opened in a real Chromium, as a person meets it. `npm run build` comes first. */
export type BuiltPage = {
  readonly address: string;
  readonly browser: Browser;
  /** A fresh visitor: nothing kept, the examples' first plan on the screen and worked out. */
  open(
    options?: BrowserContextOptions & { readonly before?: (context: BrowserContext) => Promise<void> },
  ): Promise<Page>;
  close(): Promise<void>;
};

export async function startBuiltPage(): Promise<BuiltPage> {
  const { address, browser, close } = (await theShared()) ?? (await itsOwn());
  return {
    address,
    browser,
    open: async ({ before, ...options } = {}) => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
      await before?.(context);
      const page = await context.newPage();
      page.on("pageerror", (error) => console.error("on the page:", error));
      await page.goto(address);
      await isFresh(page);
      return page;
    },
    close,
  };
}

type Started = Pick<BuiltPage, "address" | "browser" | "close">;

/** The server and the Chromium that the tests share; closing it ends the visits, and nothing else. */
async function theShared(): Promise<Started | null> {
  const named = process.env[SHARED_PAGE];
  if (named === undefined) return null;
  const shared = JSON.parse(named) as SharedPage;
  const browser = await chromium.connect(shared.browser);
  return { address: shared.address, browser, close: () => browser.close() };
}

async function itsOwn(): Promise<Started> {
  const server: PreviewServer = await preview({ preview: { port: 0, host: "127.0.0.1" } });
  const browser = await chromium.launch(await launchOptions());
  const close = async (): Promise<void> => {
    await browser.close();
    await server.close();
  };
  return { address: server.resolvedUrls!.local[0]!, browser, close };
}

/** Waits until the figures are those of the text. */
export const isFresh = (page: Page): Promise<void> =>
  page.locator('.page[data-staleness="fresh"] .totals').waitFor();

/** What is paid out in all, as it stands on the screen. */
export const paidOut = async (page: Page): Promise<string> =>
  (await page.locator(".totals .cell.emphasis .value").textContent()) ?? "";

/** The text in the editor, line by line, as far as CodeMirror has it in the page. */
export const planText = async (page: Page): Promise<string> =>
  (await page.locator(".cm-line").allTextContents()).join("\n");

/** Puts the caret behind some words of the plan, as somebody would with the mouse and the End key. */
export async function caretBehind(page: Page, words: string): Promise<void> {
  const line = page.locator(".cm-line", { hasText: words }).first();
  await line.click();
  await page.keyboard.press("Home");
  const text = (await line.textContent())!;
  // Home goes to where the text of the line begins.
  const start = text.search(/\S/);
  for (let at = start; at < text.indexOf(words) + words.length; at++) await page.keyboard.press("ArrowRight");
}
