import fc from "fast-check";
import { expect, test, vi } from "vitest";
import * as concrete from "../../src/syntax/concrete.ts";
import { parse } from "../../src/syntax/parse.ts";
import { parseAgain } from "../../src/syntax/parse-again.ts";
import { runs } from "../properties/runs.ts";
import { plans } from "./texts.ts";

vi.mock("../../src/syntax/concrete.ts", { spy: true });

/** What somebody writes, or takes out, in one place: a letter mostly, sometimes a piece that means something. */
const edit = fc.record({
  at: fc.nat(),
  over: fc.nat(6),
  put: fc.oneof(
    fc.constantFrom("", "1", "0", "s", " ", "\n", "#", '"', "{", "}", "(", ")", "|", ",", ".", "%"),
    fc.constantFrom(
      "\r",
      " if ",
      " weekly ",
      "bonus ",
      "measure ",
      "limit ",
      "example ",
      " in ",
      "PV",
      "+ 1",
    ),
  ),
});

test("a text that was written on is read as if it had been there from the beginning", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...plans),
      fc.array(edit, { minLength: 1, maxLength: 4 }),
      ([, plan], edits) => {
        let [text, parsed] = [plan, parse(plan)];
        for (const { at, over, put } of edits) {
          const from = at % (text.length + 1);
          text = text.slice(0, from) + put + text.slice(from + over);
          parsed = parseAgain(text, parsed);
          expect(parsed).toEqual(parse(text));
        }
      },
    ),
    runs(60),
  );
});

test("of what stands around a declaration that was written in, nothing is read again but its neighbours", () => {
  const rules = ["A", "B", "C", "D", "E"].map((name) => `measure ${name} = PV + 10\n`);
  const text = `plan "P" {\n  currency USD\n  period month\n}\n\ninput PV : volume\n\n${rules.join("\n")}`;
  const before = parse(text);
  expect(before.diagnostics).toEqual([]);
  const read = vi.mocked(concrete.parseConcrete);
  read.mockClear();
  const after = parseAgain(text.replace("C = PV + 10", "C = PV + 1000"), before);
  expect(read.mock.calls.map(([part]) => part.match(/measure ./g))).toEqual([
    ["measure B", "measure C", "measure D"],
  ]);
  expect(after.plan.items[1]).toBe(before.plan.items[1]);
  expect(after.plan.items[5]!.span.from).toBe(before.plan.items[5]!.span.from + 2);
});
