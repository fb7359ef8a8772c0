import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { shapes } from "../../examples/downlines/shapes.ts";
import { gallery } from "../../examples/gallery.ts";
import { totalsOf } from "../../src/analysis/totals.ts";
import { add, approximate, isZero, ZERO } from "../../src/base/exact.ts";
import { format } from "../../src/syntax/format.ts";
import { runOfExample } from "../support/example-run.ts";

const examples = new URL("../../examples/", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, examples), "utf8");
const named = (folder: string, ending: string): string[] =>
  readdirSync(new URL(folder, examples))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();

/** What a few hundred people and four months are too little for: Diamonds, and six months with three groups of leaders. */
const beyondTheSample: Readonly<Record<string, readonly string[]>> = {
  "seven-levels": ["DiamondPool"],
  stairstep: ["Depth", "Emerald"],
};

describe("the library", () => {
  test("has each plan of the folder, with people to see it on", () => {
    const shown = gallery.map(({ name }) => name).sort();
    expect(shown).toEqual(named("./", ".plan"));
    expect(Object.keys(shapes).sort()).toEqual(shown);
    expect(named("downlines/", ".people.csv")).toEqual(shown);
    expect(named("downlines/", ".orders.csv")).toEqual(shown);
  });

  test("lists each of them in its README, under a family and with its sentence", () => {
    const readme = read("README.md");
    for (const { name, title, sentence } of gallery) {
      expect(readme).toContain(`[${name}](${name}.plan)`);
      expect(readme).toContain(`| [${title}](${name}.plan) | ${sentence} |`);
    }
  });

  test("says of every plan in one sentence what is worth seeing, and of no two the same", () => {
    for (const { sentence, title } of gallery) {
      expect(sentence).toMatch(/^[A-Z].{30,200}\.$/);
      expect(title.length).toBeLessThan(60);
    }
    expect(new Set(gallery.map(({ sentence }) => sentence)).size).toBe(gallery.length);
  });
});

describe.each(gallery.map((entry) => [entry.name, entry] as const))("%s", (name, entry) => {
  const { run } = runOfExample(name);
  const totals = run.world.periods.map((_, period) => totalsOf(run, period));
  const last = totals.at(-1)!;

  test("its people are those that the shape draws", () => {
    expect(entry.people).toBe(read(`downlines/${name}.people.csv`));
    expect(entry.orders).toBe(read(`downlines/${name}.orders.csv`));
  });

  test("is laid out as the formatter lays it out", () => {
    expect(format(entry.plan)).toBe(entry.plan);
  });

  test("each of its bonuses, pools and charges is paid to somebody", () => {
    const never = last.byBonus
      .map((bonus) => bonus.name)
      .filter((bonus) =>
        isZero(
          totals.reduce(
            (so, { byBonus }) => add(so, byBonus.find((each) => each.name === bonus)!.total),
            ZERO,
          ),
        ),
      );
    expect(never).toEqual(beyondTheSample[name] ?? []);
  });

  test("pays what a company could pay, and most people little", () => {
    expect(approximate(last.share!)).toBeGreaterThan(0.1);
    expect(approximate(last.share!)).toBeLessThan(0.6);
    expect(last.payouts.nothing).toBeGreaterThan(last.payouts.people / 4);
    expect(approximate(last.payouts.highest)).toBeLessThan(approximate(last.paid) / 2);
    const ranks = last.byRank.filter(({ payouts, rank }) => rank >= 0 && payouts.people > 0);
    if (run.plan.ladders.size > 0) expect(ranks.length).toBeGreaterThanOrEqual(2);
  });
});
