import { expect, test } from "vitest";
import { excerpt } from "../../src/cli/problems.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";

/** The excerpt for a problem at what stands between the marks. */
function at(marked: string): string {
  const from = marked.indexOf("«");
  const to = marked.indexOf("»") - 1;
  const text = marked.replace(/[«»]/g, "");
  return excerpt(text, { span: { from, to } } as Diagnostic);
}

test("the line of a problem, and carets below its place", () => {
  expect(at("one\nmeasure a = «PV» + 1\nthree")).toBe("    measure a = PV + 1\n                ^^\n");
  expect(at("«plan» x")).toBe("    plan x\n    ^^^^\n");
});

test("a place without a length, also behind the end, has one caret", () => {
  expect(at("measure a = 1 +«»\n")).toBe("    measure a = 1 +\n                   ^\n");
  expect(at("measure a = 1 +«»")).toBe("    measure a = 1 +\n                   ^\n");
  expect(at("a\n«»")).toBe("    \n    ^\n");
});

test("a place of several lines is marked on its first", () => {
  expect(at("measure «a = 1 +\n2\n» 3")).toBe("    measure a = 1 +\n            ^^^^^^^\n");
});

test("tabs stay tabs, and a line end of Windows is no letter", () => {
  expect(at("\tpays\t«x»\r\n}")).toBe("    \tpays\tx\n    \t    \t^\n");
});

test("a long line is cut around the place", () => {
  const [line, carets] = at(`${"x".repeat(500)}«here»${"y".repeat(500)}`).split("\n");
  expect(line).toHaveLength(104);
  expect(line!.slice(carets!.indexOf("^"), carets!.length)).toBe("here");
});
