import { describe, expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import { definitionsIn, spanOfLine } from "../../src/engine/reports/definitions.ts";
import { evaluateAll } from "../../src/meaning/evaluation.ts";
import { worldOfExample } from "../../src/meaning/example-world.ts";
import { newRun } from "../../src/meaning/run.ts";
import { parse } from "../../src/syntax/parse.ts";
import { affectedBy } from "../../src/why/affected.ts";
import {
  sentenceOfFailing,
  sentencesOf,
  sentencesOfAffected,
  type Wording,
} from "../../src/why/sentences.ts";
import { traceColumn } from "../../src/why/trace.ts";
import { smallestChangeForRank, whyNotPaid } from "../../src/why/why-not.ts";

const text = `plan "Reasons" {
  currency USD
  period   month
  1 PV = $1.00
}

input PV : volume

measure active = PV >= 100
measure GV     = PV + sum(PV in downline)

ranks Title {
  | rank   | PV >= _ | GV >= _ |
  | Member |         |         |
  | Silver |     100 |     500 |
}

bonus Team {
  on PV up sponsor
  counting active
  pays 10% if level = 1
}

bonus Car {
  pays $50 if active and Title >= Silver
}

example "four" {
  Ann   80
    Bob 300
    Cy  200
      Di 5
  expect Ann.GV = 585
}
`;
const { plan } = check(parse(text));
const example = plan!.examples[0]!;
const run = evaluateAll(plan!, worldOfExample(plan!, example, []), 0);
const printed = (column: string, person: number) =>
  sentencesOf(wording, traceColumn(run, column, person, 0)!).map(
    (line) => "  ".repeat(line.depth) + line.text,
  );
const wording: Wording = { run, text, nameOf: (person) => run.world.names[person]! };
const [ann, bob] = [0, 1];

describe("why", () => {
  test("a sum says who brought what, largest first", () => {
    expect(printed("GV", ann)).toEqual([
      "PV + sum(PV in downline) is 585 PV",
      "  PV is 80 PV",
      "  sum(PV in downline) is 505 PV",
      "    Bob: 300 PV",
      "    Cy: 200 PV",
      "    Di: 5 PV",
    ]);
  });

  test("a condition shows the side that decides", () => {
    expect(printed("Car", ann)).toEqual([
      "$50 if active and Title >= Silver is $0.00",
      "  active and Title >= Silver is no",
      "    active is no",
    ]);
  });
});

describe("why not", () => {
  test("names the first condition that fails", () => {
    expect(sentenceOfFailing(wording, whyNotPaid(run, "Car", bob, 0)!)).toBe(
      "Title >= Silver: has Member, needs Silver",
    );
    expect(sentenceOfFailing(wording, whyNotPaid(run, "Team", ann, 0)!)).toBe("active does not hold");
  });

  test("finds the smallest amount of one's own that would bring a rank", () => {
    const change = smallestChangeForRank(run, plan!.ladders.get("Title")!, 1, ann, 0);
    expect(
      change && { ...change, from: String(change.from.n), to: String(change.to.n), type: change.type.kind },
    ).toEqual({ input: "PV", from: "80", to: "100", type: "points" });
  });
});

describe("who hangs on a line", () => {
  test("a measure, all that reads it, and those for whom it holds", () => {
    const spans = new Map(
      [...plan!.measures.values()].map(({ name, span, body }) => [
        name,
        { from: span.from, to: body.span.to },
      ]),
    );
    const at = text.indexOf("PV >= 100");
    const affected = affectedBy(run, { from: at, to: at + 1 }, spans, 0);
    expect(affected.declared).toEqual(["active"]);
    expect([...affected.dependent].sort()).toEqual(["Car", "Team", "payout"]);
    expect(affected.people.map((person) => run.world.names[person])).toEqual(["Bob", "Cy"]);
  });

  const about = (words: string) => {
    const at = text.indexOf(words);
    const line = text.slice(0, at).split("\n").length;
    const affected = affectedBy(run, spanOfLine(text, line)!, definitionsIn(parse(text).plan), 0);
    const { who, what } = sentencesOfAffected(wording, affected, 0);
    return { names: affected.people.map((person) => run.world.names[person]), who, what };
  };

  test("a row of a rank table is about those who hold that rank", () => {
    const { names, who } = about("| Member |");
    expect(who).toMatch(/^`Member` is the rank of \d+ of \d+ people\.$/);
    expect(names.length).toBeGreaterThan(0);
    expect(about("| Silver |").names).not.toEqual(names);
    expect(about("| rank ").who).toMatch(/hold a rank of `Title`/);
  });

  test("every line of a bonus is about those whom it pays, with what it pays them; a line about nobody says nothing", () => {
    const first = about("bonus Team");
    expect(first.who).toMatch(/^`Team` pays \$[\d.,]+ to \d+ of \d+ people\.$/);
    expect(about("pays 10% if level")).toEqual(first);
    expect(about("currency USD")).toEqual({ names: [], who: "", what: "" });
  });

  test("a param is about those whom the nearest rules that read it are about", () => {
    const changed = text
      .replace("PV >= 100\n", "PV >= unlock\n")
      .replace("measure active", "param unlock = 100\n\nmeasure active");
    const plan = check(parse(changed)).plan!;
    const at = changed.indexOf("param unlock");
    const affected = affectedBy(
      newRun(plan, run.world),
      { from: at, to: at + 10 },
      definitionsIn(parse(changed).plan),
      0,
    );
    expect(affected.through).toEqual(["active"]);
    expect(affected.people.map((person) => run.world.names[person])).toEqual(["Bob", "Cy"]);
  });
});
