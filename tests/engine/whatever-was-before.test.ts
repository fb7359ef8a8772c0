import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import type { CheckedPlan } from "../../src/check/checked-plan.ts";
import { type Clockwork, compileByClocks } from "../../src/compile/clocks.ts";
import type { Before } from "../../src/compile/compile.ts";
import { usualFactsOfClocks } from "../../src/compile/usual-facts.ts";
import { emit } from "../../src/compile/wasm/emit.ts";
import { offersOfWorld } from "../../src/engine/offers-of-world.ts";
import { at, binary, type Expr, local, set, store } from "../../src/ir/code.ts";
import { printProgram } from "../../src/ir/print.ts";
import type { Program } from "../../src/ir/program.ts";
import { parse } from "../../src/syntax/parse.ts";
import { parseAgain } from "../../src/syntax/parse-again.ts";
import type { Parsed } from "../../src/syntax/parsed.ts";
import { edited } from "../fuzz/edits.ts";
import { randomPlan } from "../fuzz/random-plan.ts";

const examples = new URL("../../examples/", import.meta.url);
const texts = [
  ...readdirSync(examples)
    .filter((file) => file.endsWith(".plan"))
    .map((file) => [file, readFileSync(new URL(file, examples), "utf8")] as const),
  ...[1, 2, 3, 4, 5].map((number) => [`a plan by lot, ${number}`, randomPlan(number)] as const),
];

const compiled = (plan: CheckedPlan, before: (key: string) => Before | null): Clockwork =>
  compileByClocks(plan, offersOfWorld(plan), { ...usualFactsOfClocks(plan), before });
const partsOf = ({ main, others }: Clockwork) => [main, ...others];
const told = (clockwork: Clockwork) =>
  partsOf(clockwork).map(({ key, compiled: { program, code } }) => ({
    ...{ key, code },
    printed: printProgram(program),
  }));

/** Writes one text after the other. */
function write(edits: readonly string[]): void {
  let parsed: Parsed | null = null;
  let last = new Map<string, Before>();
  for (const edit of edits) {
    parsed = parseAgain(edit, parsed);
    const checked = check(parsed);
    const afresh = check(parse(edit));
    expect(checked).toEqual(afresh);
    if (!checked.plan) continue;
    const after = compiled(checked.plan, (key) => last.get(key) ?? null);
    // Which columns lie in memory decides what passes there are; what code there was decides nothing.
    const without = compiled(afresh.plan!, (key) => {
      const before = last.get(key);
      return before ? { ...before, program: { ...before.program, steps: [] }, code: [] } : null;
    });
    expect(told(after)).toEqual(told(without));
    last = new Map(partsOf(after).map((part) => [part.key, part.compiled]));
  }
}

/** What was worked out for the text before saves work, and is in nothing that comes of it. */
describe("a text is understood, and becomes code, as if it had been there from the beginning", () => {
  test.each(texts)("%s", (_, text) => {
    write([text, ...edited(text, 3, 5), `${text}\nmeasure added = 2 * payout\n`, text]);
  });
});

test("a pass that reads one thing twice has no code from one that reads two", () => {
  const sumOf = (...read: readonly [number, number]): Program => {
    const [a, b] = read.map((array) => at(array, "i64", local("person", "i32"))) as [Expr, Expr];
    const body = [set("a", a), set("b", b), store(2, local("person", "i32"), binary("add", a, b))];
    const pass = { kind: "pass", name: "0", order: "top first", tree: "", fields: [], byDepth: false };
    return {
      ...{ home: "sponsor", uniforms: [], columns: [], routines: [] },
      arrays: [0, 1, 2].map((id) => ({ id, memory: "i64", holds: { kind: "room" } })),
      steps: [{ ...pass, travellers: [], body, computes: [] }],
    } as never;
  };
  const coded = (program: Program) => ({ program, code: emit(program) });
  for (const [before, now] of [
    [sumOf(0, 1), sumOf(1, 0)],
    [sumOf(0, 1), sumOf(0, 0)],
    [sumOf(0, 0), sumOf(0, 1)],
  ] as const)
    expect(emit(now, coded(before))).toEqual(emit(now));
  // Where it is the same but for the numbers, it is taken from there.
  const first = coded(sumOf(0, 1));
  expect(emit(sumOf(1, 0), first)[0]!.bytes).toBe(first.code[0]!.bytes);
});
