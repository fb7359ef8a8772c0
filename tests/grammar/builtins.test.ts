import { describe, expect, test } from "vitest";
import { builtins, sampleExample, samplePlan } from "../../grammar/builtins.ts";
import { check } from "../../src/check/check.ts";
import { runExample } from "../../src/meaning/examples.ts";
import { parse } from "../../src/syntax/parse.ts";

describe.each(builtins.flatMap(({ name, example }) => (example ? [{ name, ...example }] : [])))(
  "$name",
  ({ rule, value }) => {
    test("its example comes to what it says", () => {
      const { plan, diagnostics } = check(parse(`${samplePlan(rule)}\n${sampleExample(value)}`));
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(plan!.examples.flatMap((example) => runExample(plan!, example).failures)).toEqual([]);
    });
  },
);

test("every one has a line of documentation that ends", () => {
  for (const { name, doc, signature } of builtins) {
    expect(doc, name).toMatch(/^[A-Z`].*\.$/);
    expect(signature).not.toBe("");
  }
});
