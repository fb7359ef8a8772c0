import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** The colours of the page and of the editor, as their style sheets say them: a name, one for light and one for dark. */
const sheets = ["src/app/page.css", "src/editor/language.css", "src/editor/editor.css"].map((path) =>
  readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"),
);
const declared = new Map(
  sheets.flatMap((sheet) =>
    [...sheet.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name!, value!.trim()] as const),
  ),
);

type Scheme = "light" | "dark";

/** What a value comes to: `var(…)` is looked up, `light-dark(…)` is decided, and the colour is six digits. */
function colourOf(value: string, scheme: Scheme): string {
  const name = /^var\((--[\w-]+)/.exec(value)?.[1];
  if (name) return colourOf(declared.get(name) ?? "undeclared", scheme);
  const pair = /^light-dark\((#\w{6}), (#\w{6})\)$/.exec(value);
  const colour = pair ? pair[scheme === "light" ? 1 : 2]! : value;
  if (!/^#\w{6}$/.test(colour)) throw new Error(`${value} is no colour that this test reads`);
  return colour;
}

/** As WCAG 2 defines them. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

const tokens = [...declared.keys()].filter((name) => name.startsWith("--tok-"));
/** Whatever the text of a plan stands on: the paper, the line of the caret, a selection, a bracket. */
const grounds = ["--paper", "--line-here", "--selection", "--accent-soft"];

describe.each(["light", "dark"] as const)("in the %s", (scheme) => {
  const between = (front: string, back: string): number =>
    contrast(colourOf(`var(${front})`, scheme), colourOf(`var(${back})`, scheme));

  test("every word can be read on everything that it may stand on", () => {
    expect(tokens.length).toBeGreaterThan(5);
    const faint = tokens.flatMap((token) =>
      grounds.flatMap((ground) => {
        const found = between(token, ground);
        return found >= 4.5 ? [] : [`${token} on ${ground}: ${found.toFixed(2)}`];
      }),
    );
    expect(faint).toEqual([]);
  });

  test.each([
    ["--ink", "--highlight", 4.5, "what was found"],
    ["--ink-3", "--paper", 4.5, "the numbers of lines"],
    ["--ink", "--line-here", 4.5, "the number of the line of the caret"],
    ["--ink", "--ground", 4.5, "a bar above the text"],
    ["--ink-2", "--paper", 4.5, "what a description adds"],
    ["--ink-2", "--ground", 4.5, "what a bar adds, a fold"],
    ["--error", "--ground", 4.5, "a refusal"],
    ["--ink", "--mark", 4.5, "the name of somebody marked"],
    ["--accent", "--mark", 4.5, "the name of somebody marked and selected"],
    ["--mark-edge", "--paper", 3, "the ring of somebody marked"],
    ["--on-accent", "--accent", 4.5, "a mend, the chosen completion"],
    ["--error", "--paper", 3, "the underline of an error"],
    ["--warning", "--paper", 3, "the underline of a warning"],
    ["--ink-2", "--paper", 3, "the underline of a hint"],
    ["--accent", "--paper", 3, "the caret"],
    ["--accent", "--line-here", 3, "the caret in its line"],
    ["--rule-strong", "--paper", 3, "the edge of a field"],
  ])("%s on %s is at least %d to 1: %s", (front, back, least) =>
    expect(between(front, back)).toBeGreaterThanOrEqual(least),
  );
});
