import type { Tree } from "@lezer/common";
import fc from "fast-check";
import { expect, test } from "vitest";
import { treeOf } from "../../src/editor/tree/lezer-tree.ts";
import { type Right, treeAgain } from "../../src/editor/tree/tree-again.ts";
import { parseConcrete } from "../../src/syntax/concrete.ts";
import { runs } from "../properties/runs.ts";
import { plans } from "./plans.ts";

const whole = (text: string): Tree => treeOf(parseConcrete(text));

/** Every part with its place: what colours, folds and jumps go by. */
function written(tree: Tree): string {
  const parts: string[] = [];
  tree.iterate({ enter: ({ name, from, to }) => void parts.push(`${name} ${from} ${to}`) });
  return parts.join("\n");
}

/** What somebody writes, or takes out, in one place. */
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

test("a text that was written on has the tree that it has when it is read as a whole", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...plans.values()),
      fc.array(edit, { minLength: 1, maxLength: 4 }),
      (plan, edits) => {
        let right: Right = { text: plan, tree: whole(plan) };
        let text = plan;
        for (const { at, over, put } of edits) {
          const from = at % (text.length + 1);
          text = text.slice(0, from) + put + text.slice(from + over);
          const again = treeAgain(text, right);
          if (again) expect(written(again)).toBe(written(whole(text)));
          if (again ?? parseConcrete(text).problems.length === 0)
            right = { text, tree: again ?? whole(text) };
        }
      },
    ),
    runs(150),
  );
});

test("a figure that is written on takes along its neighbours, and nothing else is another tree", () => {
  const rules = ["A", "B", "C", "D", "E"].map((name) => `measure ${name} = PV + 10 # why\n`);
  const text = `plan "P" {\n  currency USD\n  period month\n}\n\ninput PV : volume\n\n${rules.join("\n")}`;
  const before = whole(text);
  const changed = text.replace("C = PV + 10", "C = PV + 1000");
  const after = treeAgain(changed, { text, tree: before })!;
  expect(written(after)).toBe(written(whole(changed)));
  expect(after.children.filter((one) => !before.children.includes(one)).length).toBeLessThan(8);
  expect(treeAgain(text.replace("USD", "EUR"), { text, tree: before })).toBeNull();
});
