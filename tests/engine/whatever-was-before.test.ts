import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Value } from "../../src/base/value.ts";
import { check } from "../../src/check/check.ts";
import type { CheckedPlan } from "../../src/check/checked-plan.ts";
import { regardlessOfPlaces } from "../../src/check/parts.ts";
import { type Clockwork, compileByClocks } from "../../src/compile/clocks.ts";
import type { Before } from "../../src/compile/compile.ts";
import type { Offers } from "../../src/compile/money/offers.ts";
import { usualFactsOfClocks } from "../../src/compile/usual-facts.ts";
import { emit } from "../../src/compile/wasm/emit.ts";
import { offersOfWorld } from "../../src/engine/code/offers-of-world.ts";
import { at, binary, type Expr, local, set, store } from "../../src/ir/code.ts";
import { printProgram } from "../../src/ir/print.ts";
import type { Program } from "../../src/ir/program.ts";
import { parse } from "../../src/syntax/parse.ts";
import { parseAgain } from "../../src/syntax/parse-again.ts";
import type { Parsed } from "../../src/syntax/parsed.ts";
import { edited } from "../fuzz/edits.ts";
import { randomPlan } from "../fuzz/random-plan.ts";

const plan = `plan "P" {
  currency USD
  period month
  1 PV = $1.00
}

input PV : volume
param least : PV = 50 from 0 to 100

measure GV = PV + sum(PV in downline)
measure active = PV >= least
measure big = GV >= 100
measure kept = count(downline where big)

bonus Team {
  on PV up sponsor
  counting active
  pays 5% if level = 1
}

bonus Group { pays 1% of GV }
`;

const examples = new URL("../../examples/", import.meta.url);
const texts = [
  ["a plan that reads sums", plan] as const,
  ...readdirSync(examples)
    .filter((file) => file.endsWith(".plan"))
    .map((file) => [file, readFileSync(new URL(file, examples), "utf8")] as const),
  ...[1, 2, 3, 4, 5].map((number) => [`a plan by lot, ${number}`, randomPlan(number)] as const),
];

/** As the engine has it: of a plan in which nobody looks at places. */
function compiled(
  written: CheckedPlan,
  before: (key: string) => Before | null,
  offersOf: (plan: CheckedPlan) => Offers = offersOfWorld,
): Clockwork {
  const plan = regardlessOfPlaces(written);
  return compileByClocks(plan, offersOf(plan), { ...usualFactsOfClocks(plan), before });
}
const partsOf = ({ main, others }: Clockwork) => [main, ...others];
const told = (clockwork: Clockwork, plan: CheckedPlan) =>
  partsOf(clockwork).map(({ key, compiled: { program, code, valuesFor } }) => ({
    ...{ key, code, program },
    printed: printProgram(program),
    moved: [...plan.params.keys()].map((name) => valuesFor(withOneMoved(plan, name))),
  }));

/** Where the params stand when one of them is at the upper end of its slider. */
const withOneMoved = ({ params }: CheckedPlan, moved: string): ReadonlyMap<string, Value> =>
  new Map(
    [...params.values()].flatMap(({ name, value, to }) => {
      const at = (name === moved && to) || value;
      return at.kind === "Const" ? [[name, at.value] as const] : [];
    }),
  );

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
      if (!before) return null;
      return { ...before, program: { ...before.program, steps: [] }, code: [], drafted: null };
    });
    expect(told(after, checked.plan)).toEqual(told(without, checked.plan));
    last = new Map(partsOf(after).map((part) => [part.key, part.compiled]));
  }
}

/** A text with some of its measures twice as large, which asks for nothing that was not asked for: then what reads them is another. */
const doubled = (text: string): readonly string[] =>
  [...text.matchAll(/^measure \w+ *= *(.+)$/gm)].slice(0, 4).map(({ index, 0: line, 1: body }) => {
    const twice = line.replace(body!, () => `(${body}) + (${body})`);
    return text.slice(0, index) + twice + text.slice(index + line.length);
  });

/** A text with one figure of its rules after the other much larger: nothing else is asked for. */
const figured = (text: string): readonly string[] =>
  [...text.matchAll(/^(?:measure| {2}pays| {2}each| {2}counting)\b[^#\n]*?(?<![\w.,$])(\d+)(?![\w.,%])/gm)]
    .slice(0, 5)
    .map(({ index, 0: upTo, 1: figure }) => {
      const at = index + upTo.length - figure!.length;
      return `${text.slice(0, at)}${7 * Number(figure)}${text.slice(index + upTo.length)}`;
    });

/** What was worked out for the text before saves work, and is in nothing that comes of it. */
describe("a text is understood, and becomes code, as if it had been there from the beginning", () => {
  test.each(texts)("%s", (_, text) => {
    const added = ["add", "added"].map((name) => `${text}\nmeasure ${name} = 2 * payout\n`);
    write([text, ...edited(text, 3, 5), ...added, text, ...doubled(text), ...figured(text)]);
  });
});

/** The columns that are drafted anew for a text, which comes after another one. */
function draftedAnew(before: string, text: string): readonly string[] {
  const first = parse(before);
  const was = compiled(check(first).plan!, () => null);
  const is = compiled(check(parseAgain(text, first)).plan!, () => was.main.compiled);
  const [columns, others] = [is, was].map(({ main }) => main.compiled.drafted!.rounds.at(-1)!.columns);
  return [...columns!.keys()].filter((name) => columns!.get(name) !== others!.get(name));
}

test("columns are drafted anew as far as they are others, or read of others what is another now", () => {
  // How large the sum can become goes on to who adds it up, and not beyond who compares it.
  const sum = plan.replace("GV = PV +", "GV = PV + PV +");
  expect(draftedAnew(plan, sum)).toEqual([
    "GV",
    "big",
    "gross Group",
    "earned Group",
    "paid Group",
    "payout",
  ]);
  expect(draftedAnew(plan, plan.replace("big = GV >= 100", "big = GV > 100"))).toEqual(["big"]);
  expect(draftedAnew(plan, plan.replace("\n\nbonus Team", "\n# said\n\nbonus Team"))).toEqual([]);
});

const leadingBack = plan.replace(
  "bonus Group",
  `measure Open = PV / 2 + sum(PV in downline until leader)
measure leader = Title >= Star
measure some = Open > 1

ranks Title {
  | rank   | Open >= _ |
  | Member |           |
  | Star   |       100 |
}

bonus Group`,
);

test("where columns lead back to themselves, each round of drafting goes on from the same one before", () => {
  const { drafted } = compiled(check(parse(leadingBack)).plan!, () => null).main.compiled;
  expect(drafted!.rounds.length).toBeGreaterThan(1);
  const edited = (from: string, to: string) => draftedAnew(leadingBack, leadingBack.replace(from, to));
  expect(edited("some = Open > 1", "some = Open >= 1")).toEqual(["some"]);
  expect(edited("GV = PV +", "GV = PV + PV +")).not.toContain("Open");
  // How fine the figure is is found anew, and so is what reads it.
  expect(edited("Open = PV / 2", "Open = PV * 0.5")).toContain("Title");
});

test("a column that is called something else meanwhile is drafted alone, where nobody reads it", () => {
  const named = (name: string) => plan.replace("\nbonus Team", `\nmeasure ${name} = GV\n\nbonus Team`);
  expect(draftedAnew(named("tw"), named("two"))).toEqual(["two"]);
});

test("where a figure of a rule is another one only that rule is drafted anew, and who can see how large it is", () => {
  const edited = (from: string, to: string) => draftedAnew(plan, plan.replace(from, to));
  expect(edited("big = GV >= 100", "big = GV >= 200")).toEqual(["big"]);
  expect(edited("1% of GV", "2% of GV")).toEqual(["gross Group", "earned Group", "paid Group", "payout"]);
});

test("who finds numbers that another rule has asked for first asks for them himself when that one is gone", () => {
  const table = (name: string) => `table ${name}(volume) {\n  | from | 10 |\n  | rate | 3% |\n}\n`;
  const reading = (name: string) => `${plan}
${table("one")}${table("two")}measure a = ${name}(GV)\nmeasure b = one(PV)\nmeasure c = two(PV)\n`;
  expect(draftedAnew(reading("one"), reading("two")).slice(0, 3)).toEqual(["a", "b", "c"]);
});

test("where something has another number, all that is drafted behind it is drafted anew", () => {
  const drafted = draftedAnew(plan, plan.replace("GV = PV +", "GV = 3 * PV +"));
  expect(drafted.slice(0, 2)).toEqual(["GV", "active"]);
  expect(drafted).toContain("gross Team");
});

test("what a column is made by is another one where its rule is, or what it reads, and nowhere else", () => {
  const first = parse(plan);
  const was = compiled(check(first).plan!, () => null).main.compiled;
  const others = (text: string): readonly string[] => {
    const is = compiled(check(parseAgain(text, first)).plan!, () => was).main.compiled;
    const madeBy = ({ program }: typeof was, name: string) =>
      program.arrays[program.outputs.get(name)!.array]!.made;
    return [...is.program.outputs.keys()].filter((name) => madeBy(is, name) !== madeBy(was, name));
  };
  expect(others(plan.replace("big = GV >= 100", "big = GV > 100"))).toEqual(["big", "kept"]);
  expect(others(plan.replace("1% of GV", "2% of GV"))).toEqual([
    ...["gross Group", "earned Group", "paid Group", "payout"],
  ]);
  expect(others(plan.replace("\n\nbonus Team", "\n# said\n\nbonus Team"))).toEqual([]);
});

test("a pass of columns that are drafted as they were is the one that was there, and so is its code", () => {
  const first = parse(plan);
  const was = compiled(check(first).plan!, () => null).main.compiled;
  const { plan: other } = check(parseAgain(plan.replace("\n\nbonus Team", "\n# said\n\nbonus Team"), first));
  const is = compiled(other!, () => was).main.compiled;
  expect(was.code.length).toBeGreaterThan(0);
  for (const [i, step] of was.program.steps.entries()) expect(is.program.steps[i]).toBe(step);
  for (const [i, code] of was.code.entries()) expect(is.code[i]).toBe(code);
});

test("what a bonus offers is worked out again only where something that it goes by is another", () => {
  const first = parse(plan);
  const was = compiled(check(first).plan!, () => null);
  const workedOut = (text: string): readonly string[] => {
    const names: string[] = [];
    const { plan: other } = check(parseAgain(text, first));
    compiled(
      other!,
      () => was.main.compiled,
      (one) => {
        const offers = offersOfWorld(one);
        return (name, ...of) => {
          names.push(name);
          return offers(name, ...of);
        };
      },
    );
    return names;
  };
  expect(workedOut(plan.replace("GV = PV +", "GV = PV + PV +"))).toEqual([]);
  expect(workedOut(plan.replace("pays 5%", "pays 6%"))).toContain("Team");
});

test("where a param has another figure all columns are drafted anew, for many numbers go by it", () => {
  expect(draftedAnew(plan, plan.replace("= 50", "= 60"))).toContain("GV");
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
