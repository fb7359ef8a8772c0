import { chmodSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import type { Plugin, UserConfig } from "vite";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

/** What the built page may do: load its own files, style itself, start its own workers. No network, no code from text. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  // The editor puts its styles into a style element.
  "style-src 'self' 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Only in what is built: the development server reloads modules in ways that the policy forbids. */
const contentSecurityPolicy: Plugin = {
  name: "content-security-policy",
  apply: "build",
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: { "http-equiv": "Content-Security-Policy", content: CONTENT_SECURITY_POLICY },
      injectTo: "head-prepend",
    },
  ],
};

/** npx makes the file executable the first time it links it, and never again: each build writes a new file. */
const executable: Plugin = {
  name: "executable",
  apply: "build",
  writeBundle: ({ dir }, bundle) => {
    for (const file of Object.keys(bundle)) chmodSync(`${dir}/${file}`, 0o755);
  },
};

/** The command line: one file for Node, with everything in it. Its `#!` line is the first of `src/cli/main.ts`. */
const commandLine: UserConfig = {
  publicDir: false,
  plugins: [executable],
  build: {
    ssr: "src/cli/main.ts",
    outDir: "dist/cli",
    target: "node22",
    rolldownOptions: { output: { entryFileNames: "plumbline.js" } },
  },
  ssr: { noExternal: true },
};

const page: UserConfig = {
  base: "./",
  plugins: [react(), contentSecurityPolicy],
  worker: { format: "es" },
  // Only the worker imports these. Found late, they make the development server reload the page in the middle of a test.
  optimizeDeps: { include: ["chevrotain", "papaparse"] },
  build: { outDir: "dist/page", sourcemap: true, modulePreload: { polyfill: false } },
};

const EDITOR_PACKAGES = [
  ...["autocomplete", "commands", "language", "lint", "search", "state", "view"].map(
    (name) => `@codemirror/${name}`,
  ),
  ...["@lezer/common", "@lezer/highlight", "fast-check"],
  ...["react", "react-dom", "react-dom/client", "react/jsx-runtime", "react/jsx-dev-runtime"],
];

const browserTests = async () => {
  const { launchOptions } = await import("./tests/support/chromium.ts");
  return playwright({ launchOptions: await launchOptions() });
};

/** Laws and cases under Node; parts of the page in Chromium; the built page in Chromium, as a person uses it. */
const projects = async (): Promise<TestProjectInlineConfiguration[]> => [
  {
    test: {
      name: "node",
      environment: "node",
      include: ["tests/**/*.test.ts"],
      exclude: ["tests/browser/**", "tests/page/**"],
      setupFiles: ["tests/support/seed.ts"],
      // What takes half a minute on a machine with other work is not stuck.
      testTimeout: 120_000,
      // Left alone, one core stays idle; of two that is half of the machine.
      maxWorkers: "100%",
      sequence: { groupOrder: 0 },
    },
  },
  {
    extends: true,
    // All that the editor is made of, for the same reason.
    optimizeDeps: { include: EDITOR_PACKAGES },
    test: {
      name: "browser",
      include: ["tests/browser/**/*.test.{ts,tsx}"],
      setupFiles: ["tests/support/seed.ts"],
      sequence: { groupOrder: 1 },
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: await browserTests(),
        instances: [{ browser: "chromium" }],
      },
    },
  },
  {
    test: {
      name: "page",
      environment: "node",
      include: ["tests/page/**/*.test.ts"],
      fileParallelism: false,
      // Last, and with the machine to itself: these wait for what a person would see.
      sequence: { groupOrder: 2 },
      globalSetup: "./tests/support/shared-page.ts",
      testTimeout: 180_000,
      hookTimeout: 180_000,
      // A slow machine is not a fault of the page.
      expect: { poll: { timeout: 15_000 } },
    },
  },
];

export default defineConfig(async ({ mode }) => {
  if (mode === "cli") return commandLine;
  if (!process.env.VITEST) return page;
  return {
    ...page,
    test: { reporters: ["default", "./tests/support/reporter.ts"], projects: await projects() },
  };
});
