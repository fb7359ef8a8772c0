import { ChangeSet, Text } from "@codemirror/state";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineChanges } from "../../src/editor/line-changes.ts";
import { format } from "../../src/syntax/format.ts";
import { runs } from "../properties/runs.ts";
import { plans } from "./plans.ts";

function changed(before: string, after: string): string {
  const changes = lineChanges(before, after).map(({ span, insert }) => ({ ...span, insert }));
  return ChangeSet.of(changes, before.length)
    .apply(Text.of(before.split("\n")))
    .toString();
}

/** A right plan whose blanks somebody has pushed about. */
const untidy = fc
  .tuple(
    fc.constantFrom(...plans.values()),
    fc.array(fc.tuple(fc.nat(10_000), fc.constantFrom(" ", "   ", "\n", "\n\n"))),
  )
  .map(([text, blanks]) =>
    blanks.reduce((so, [at, blank]) => {
      const place = so.indexOf(blank.startsWith("\n") ? "\n" : " ", at % so.length);
      return place < 0 ? so : so.slice(0, place) + blank + so.slice(place);
    }, text),
  );

describe("the changes of a layout", () => {
  test("make of any text the other one", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", " ", "\n", "# x\n") });
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(changed(before, after)).toBe(after);
      }),
      runs(300),
    );
  });

  test("make of any plan the plan as it is laid out, and touch nothing of one that is laid out already", () => {
    fc.assert(
      fc.property(untidy, (text) => {
        const laidOut = format(text);
        expect(changed(text, laidOut)).toBe(laidOut);
        expect(lineChanges(laidOut, format(laidOut))).toEqual([]);
      }),
      runs(60),
    );
  });

  test("are small: a word that stays is not written again", () => {
    const before = "measure   GV=PV\n\n\n# why\nmeasure x = 1000 \n";
    const after = "measure GV = PV\n\n# why\nmeasure x = 1,000\n";
    expect(changed(before, after)).toBe(after);
    expect(
      lineChanges(before, after).map(({ span, insert }) => [before.slice(span.from, span.to), insert]),
    ).toEqual([
      ["  GV=", "GV = "],
      ["\n", ""],
      ["", ","],
      [" ", ""],
    ]);
  });
});
