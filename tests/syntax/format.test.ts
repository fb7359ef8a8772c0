import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import { runExample } from "../../src/meaning/examples.ts";
import { format } from "../../src/syntax/format.ts";
import { parse } from "../../src/syntax/parse.ts";
import { runs } from "../properties/runs.ts";
import { plans } from "./texts.ts";

const comments = (text: string): string[] =>
  text.split("\n").flatMap((line) => /(?<!"[^"]*)#.*$/.exec(line)?.[0].trim() ?? []);

const outcome = (text: string): unknown => {
  const { plan, diagnostics } = check(parse(text));
  return [
    diagnostics.map(({ code, message }) => [code, message]),
    plan?.examples.map((example) => {
      const { passed, failures } = runExample(plan, example);
      return [example.title, passed, failures.map(({ message }) => message)];
    }),
  ];
};

/** The same plan, its spaces and blank lines as somebody in a hurry would leave them. */
const untidy = fc
  .tuple(fc.constantFrom(...plans), fc.infiniteStream(fc.nat(5)))
  .map(([[file, text], lots]) => {
    const next = (): number => lots.next().value as number;
    const isOutline = (line: string): boolean => /^\s+[\p{L}"]/u.test(line);
    let inExample = false;
    const lines = text.split("\n").map((line) => {
      if (line.startsWith("example")) inExample = true;
      else if (line.startsWith("}")) inExample = false;
      if (line.includes('"') || line.includes("#") || (inExample && isOutline(line))) return line;
      const spread = line.replace(/(?<=\S) +(?=\S)/g, () => " ".repeat(1 + next()));
      return `${spread}${" ".repeat(next() % 3)}`;
    });
    return [
      file,
      text,
      lines.flatMap((line) => (next() === 0 && line === "" ? ["", "", ""] : [line])).join("\n"),
    ] as const;
  });

describe("format", () => {
  test.each(plans)("lays %s out once and for all, without a comment lost or a meaning changed", (_, text) => {
    const laidOut = format(text);
    expect(format(laidOut)).toBe(laidOut);
    expect(comments(laidOut)).toEqual(comments(text));
    expect(outcome(laidOut)).toEqual(outcome(text));
    for (const line of laidOut.split("\n")) expect(line).toBe(line.trimEnd());
  });

  test("comes to the same from wherever the text came", () => {
    fc.assert(
      fc.property(untidy, ([file, text, spread]) => {
        expect([file, format(spread)]).toEqual([file, format(text)]);
      }),
      runs(120),
    );
  });

  test("keeps the ends of lines that the text has, and gives back what is broken", () => {
    const [, text] = plans[0]!;
    expect(format(text.replace(/\n/g, "\r\n"))).toBe(format(text).replace(/\n/g, "\r\n"));
    expect(format('plan "x" {\n   measure = \n')).toBe('plan "x" {\n   measure = \n');
  });
});
