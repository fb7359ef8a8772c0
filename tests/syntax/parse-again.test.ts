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
  over: fc.oneof({ weight: 3, arbitrary: fc.nat(6) }, fc.nat(200)),
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
    fc.constantFrom(
      "\ntree another\n",
      "\nmeasure another = PV + 1\n",
      "\n\nparam another = 5\nmeasure more = another\n",
      "\nbonus Another {\n  pays 1% of PV\n}\n",
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

const rules = ["A", "B", "C", "D", "E"].map((name) => `measure ${name} = PV + 10\n`);
const text = `plan "P" {\n  currency USD\n  period month\n}\n\ninput PV : volume\n\n${rules.join("\n")}`;

/** Which rules are read to understand another text. */
function readOf(other: string): readonly (readonly string[] | null)[] {
  const before = parse(text);
  expect(before.diagnostics).toEqual([]);
  const read = vi.mocked(concrete.parseConcrete);
  read.mockClear();
  expect(parseAgain(other, before).plan.items[1]).toBe(before.plan.items[1]);
  const parts = read.mock.calls.map(([part]) => part.match(/measure ./g));
  expect(parseAgain(other, before)).toEqual(parse(other));
  return parts;
}

test("of what stands around a declaration that was written in, nothing is read again but its neighbours", () => {
  expect(readOf(text.replace("C = PV + 10", "C = PV + 1000"))).toEqual([
    ["measure B", "measure C", "measure D"],
  ]);
});

test("of what stands around declarations that came or went, nothing is read again but their neighbours", () => {
  const added = text.replace("measure D", "measure F = PV\n\nmeasure D");
  // `measure ` may be of the one as well as of the other.
  expect(readOf(added)).toEqual([["measure C", "measure F", "measure D", "measure E"]]);
  expect(readOf(text.replace(rules[2]!, ""))).toEqual([["measure B", "measure D"]]);
  expect(readOf(`${text}\nmeasure F = PV\n`)).toEqual([["measure E", "measure F"]]);
});

test("a declaration that was written in between its name and the brace that closes it is read alone", () => {
  const bonus = "bonus X {\n  pays 10% of PV # all of it\n}\n";
  const before = parse(text.replace("measure D", `${bonus}\nmeasure D`));
  const read = vi.mocked(concrete.parseConcrete);
  /** How many declarations are read to understand another bonus, until it is understood. */
  const readOfBonus = (other: string): readonly number[] => {
    const edited = before.text.replace(bonus, other);
    read.mockClear();
    const again = parseAgain(edited, before);
    const parts = read.mock.calls.map(([part]) => part.match(/measure \w|bonus|tree/g)!.length);
    expect(again).toEqual(parse(edited));
    return parts;
  };
  expect(before.diagnostics).toEqual([]);
  expect(readOfBonus(bonus.replace("10%", "11%"))).toEqual([1]);
  // Its name, its end, a brace that closes it before or behind its own, and what is another one behind it.
  expect(readOfBonus(bonus.replace("X", "XY"))).toEqual([3]);
  expect(readOfBonus(bonus.replace("}", "} # done"))).toEqual([3]);
  expect(readOfBonus(bonus.replace(" # all of it", "\n}\n\ntree other {"))[0]).toBe(2);
  expect(
    readOfBonus(bonus.replace(" # all of it", "\n}\n\nmeasure Z = PV\n\nbonus Y {\n  pays 1% of PV")),
  ).toEqual([3, 5]);
});
