import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lineAndColumn } from "../../src/base/span.ts";
import { check } from "../../src/check/check.ts";
import { parse } from "../../src/syntax/parse.ts";
import { type Mistake, makeMistakes } from "./mistakes.ts";

const folder = new URL("../../examples/", import.meta.url);
const plans = readdirSync(folder)
  .filter((name) => name.endsWith(".plan"))
  .map((name) => readFileSync(new URL(name, folder), "utf8"));

const COUNT = 300;

/** What the checker says that it does not say of the text without the mistake. */
const problemsOf = ({ text }: Mistake) =>
  check(parse(text)).diagnostics.filter(
    ({ severity, code }) => severity === "error" || code === "name/unused",
  );

const touches = (a: { from: number; to: number }, b: { from: number; to: number }): boolean =>
  a.from <= b.to && b.from <= a.to;

test("of 300 single mistakes nearly all are reported, and most with the caret on the very place", () => {
  const mistakes = makeMistakes(plans, COUNT, 20_261_123);
  expect(mistakes).toHaveLength(COUNT);
  const silent: string[] = [];
  const astray: string[] = [];
  for (const mistake of mistakes) {
    const problems = problemsOf(mistake).filter(({ severity }) => severity === "error");
    const { line, column } = lineAndColumn(mistake.text, mistake.at.from);
    const shown = `${mistake.kind} at ${line}:${column}: ${mistake.text.split("\n")[line - 1]!.trim()}`;
    if (problems.length === 0) silent.push(shown);
    else if (!problems.some(({ span }) => touches(span, mistake.at)))
      astray.push(`${shown} -> ${problems[0]!.message}`);
  }
  const reported = COUNT - silent.length;
  const placed = reported - astray.length;
  expect({ reported: reported >= COUNT * 0.95, silent: reported >= COUNT * 0.95 ? [] : silent }).toEqual({
    reported: true,
    silent: [],
  });
  expect({ placed: placed >= COUNT * 0.9, astray: placed >= COUNT * 0.9 ? [] : astray }).toEqual({
    placed: true,
    astray: [],
  });
});
