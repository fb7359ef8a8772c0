import { isDeepStrictEqual } from "node:util";
import { expect, test, vi } from "vitest";
import { check } from "../../src/check/check.ts";
import * as doubts from "../../src/check/doubts/doubts.ts";
import { planWith } from "../../src/diagnostics/problems/wording.ts";
import { parse } from "../../src/syntax/parse.ts";

vi.mock("../../src/check/doubts/doubts.ts", { spy: true });

const plan = planWith("measure some = count(downline) >= 0\nparam least : PV = 50");

test("who wants a plan does not wait for what is probably not meant; who asks has all problems, in the order of the text", () => {
  const { doubtsOf } = vi.mocked(doubts);
  const checked = check(parse(plan));
  expect(checked.plan).not.toBeNull();
  expect(doubtsOf).not.toHaveBeenCalled();
  expect(checked.diagnostics.map(({ code }) => code)).toEqual(["condition/always", "name/unused"]);
  const times = doubtsOf.mock.calls.length;
  expect(checked.diagnostics).toBe(checked.diagnostics);
  expect(doubtsOf).toHaveBeenCalledTimes(times);
});

test("two answers are compared by what they say, though it is looked for only then", () => {
  const asked = (text: string) => ({ ...check(parse(text)), plan: null });
  const other = plan.replace(">= 0", ">= 1");
  expect(asked(plan)).toEqual(asked(plan));
  expect(asked(plan)).not.toEqual(asked(other));
  for (const spread of [(text: string) => check(parse(text)), asked])
    expect(isDeepStrictEqual(spread(plan), spread(other))).toBe(false);
});
