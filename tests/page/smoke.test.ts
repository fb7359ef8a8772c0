import { afterAll, beforeAll, expect, test } from "vitest";
import { type BuiltPage, startBuiltPage } from "../support/built-page.ts";

let site: BuiltPage;
beforeAll(async () => {
  site = await startBuiltPage();
});
afterAll(() => site?.close());

test("the built page opens under its own policy, and speaks to nobody else", async () => {
  const { address, browser } = site;
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

test("code may be made where the engine runs, though not on the page itself", async () => {
  const { address, browser } = site;
  const page = await browser.newPage();
  const started = page.waitForEvent("worker");
  await page.goto(address);
  const worker = await started;
  const made = (): string => {
    try {
      // The smallest module there is: its mark, and its version.
      new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
      return "made";
    } catch {
      return "refused";
    }
  };
  expect(await worker.evaluate(made)).toBe("made");
  expect(await page.evaluate(made)).toBe("refused");
  await page.close();
});
