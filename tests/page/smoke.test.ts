import { type Browser, chromium } from "playwright";
import { type PreviewServer, preview } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchOptions } from "../support/chromium.ts";

let server: PreviewServer;
let browser: Browser;

beforeAll(async () => {
  server = await preview({ preview: { port: 0, host: "127.0.0.1" } });
  browser = await chromium.launch(await launchOptions());
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test("the built page opens under its own policy, and speaks to nobody else", async () => {
  const address = server.resolvedUrls!.local[0]!;
  const page = await browser.newPage();
  const errors: string[] = [];
  const strangers: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address))
      strangers.push(request.url());
  });

  await page.goto(address);
  await page.locator("#root > *").first().waitFor();
  await page.waitForLoadState("networkidle");

  expect(await page.title()).toContain("Plumbline");
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  expect(errors).toEqual([]);
  expect(strangers).toEqual([]);
  await page.close();
});
