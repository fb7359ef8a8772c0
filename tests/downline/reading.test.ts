import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printDay } from "../../src/base/calendar.ts";
import { points } from "../../src/check/types.ts";
import { bind } from "../../src/downline/bind.ts";
import { type Downline, NOT_GIVEN } from "../../src/downline/downline.ts";
import { type Random, seeded } from "../../src/downline/random.ts";
import { generateSample } from "../../src/downline/sample.ts";
import { NOTHING_WANTED, type Wanted } from "../../src/downline/wanted.ts";
import { writeCsv } from "../../src/downline/write-csv.ts";
import { file, input, read, said } from "./reading.ts";

const PV: Wanted = { ...NOTHING_WANTED, inputs: [input("PV", points("PV"), { inOrders: true })] };

/** A downline as the files that it would be read from. */
function written(downline: Downline): { readonly people: string; readonly orders: string } {
  const { ids, names, trees, joined, customer, orders } = downline;
  const idOf = (person: number) => (person < 0 ? "" : ids[person]!);
  const day = (days: Int32Array, at: number) => (days[at] === NOT_GIVEN ? "" : printDay(days[at]!));
  const treeNames = [...trees.keys()];
  const side = [...trees.values()].find((tree) => tree.side)?.side ?? null;
  const people = ids.map((id, person) => [
    id,
    names[person]!,
    customer[person] ? "customer" : "distributor",
    day(joined, person),
    ["", "left", "right"][side?.[person] ?? 0]!,
    ...treeNames.map((tree) => idOf(trees.get(tree)!.parent[person]!)),
    ...downline.columns.map(({ cells }) => cells[person]!),
  ]);
  const rows = orders.ids.map((id, order) => [
    id,
    idOf(orders.person[order]!),
    day(orders.day, order),
    ...orders.columns.map(({ cells }) => cells[order]!),
  ]);
  return {
    people: writeCsv(
      [
        "id",
        "name",
        "kind",
        "joined",
        "side",
        ...treeNames,
        ...downline.columns.map(({ heading }) => heading),
      ],
      people,
    ),
    orders: writeCsv(["id", "person", "date", ...orders.columns.map(({ heading }) => heading)], rows),
  };
}

/** Without what depends on where the rows stand in their files. */
const matter = ({ lines: _, files: __, columns, orders, ...rest }: Downline) => ({
  ...rest,
  columns: columns.map(({ heading, cells }) => ({ heading, cells })),
  orders: { ...orders, columns: orders.columns.map(({ heading, cells }) => ({ heading, cells })) },
});

const sample = (seed: number, binary: boolean) =>
  generateSample({
    people: 30,
    seed,
    start: "2026-01-01",
    periods: 2,
    rhythm: "months",
    customerShare: 0.2,
    binary,
    volume: "PV",
    scale: 1,
    standingOrder: "ADO",
  });

/** The downline's promises to everybody behind it. */
function expectSound(downline: Downline): void {
  const { size, ids, trees, joined, orders } = downline;
  expect(new Set(ids).size).toBe(size);
  for (const { parent } of trees.values()) {
    expect(parent).toHaveLength(size);
    for (let person = 0; person < size; person++) {
      let [above, steps] = [parent[person]!, 0];
      while (above >= 0 && steps++ <= size) above = parent[above]!;
      expect(above).toBe(-1);
    }
  }
  for (let person = 1; person < size; person++) expect(joined[person]! >= joined[person - 1]!).toBe(true);
  for (const buyer of orders.person) expect(buyer >= 0 && buyer < size).toBe(true);
  for (const { cells } of downline.columns) expect(cells).toHaveLength(size);
  for (const { cells } of orders.columns) expect(cells).toHaveLength(orders.size);
}

describe("a downline", () => {
  test("that is written is read back the same", () => {
    fc.assert(
      fc.property(fc.nat(), fc.boolean(), (seed, binary) => {
        const { people, orders } = sample(seed, binary);
        const first = read(people, orders, PV);
        expect(said(first.faults)).toEqual([]);
        expectSound(first.complete!);
        const copy = written(first.complete!);
        expect(matter(read(copy.people, copy.orders, PV).complete!)).toEqual(matter(first.complete!));
      }),
      { numRuns: 30 },
    );
  });

  test("does not depend on the order of the rows, where days of joining decide", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = seeded(seed);
        const days = Array.from(
          { length: 12 },
          (_, i) => `p${i},${i === 0 ? "" : `p${random.below(i)}`},2026-01-${10 + i}`,
        );
        const mixed = days
          .map((row) => [random.next(), row] as const)
          .sort(([a], [b]) => a - b)
          .map(([, row]) => row);
        const [one, other] = [days, mixed].map((rows) => read(file("id,sponsor,joined", ...rows)).complete!);
        expect(matter(other!)).toEqual(matter(one!));
      }),
    );
  });

  test("has a name for everybody, and everybody in the order of joining", () => {
    const { complete } = read(
      file("ID,Sponsor,NAME,Joined", "c,b,Cy,2026-01-03", "b,a,,2026-01-02", "z,,Zoe,", "a,z,Ada,2026-01-02"),
    );
    expect(complete!.ids).toEqual(["z", "b", "a", "c"]);
    expect(complete!.names).toEqual(["Zoe", "b", "Ada", "Cy"]);
    expect([...complete!.lines]).toEqual([4, 3, 5, 2]);
    expect([...complete!.trees.get("sponsor")!.parent]).toEqual([-1, 2, 0, 1]);
  });
});

/** What can be wrong with a line of a file: it says which lines it makes wrong. */
type Slip = (rows: string[][], line: number, random: Random) => boolean;

const ROW = { id: 0, sponsor: 2, kind: 3, joined: 4, ado: 5 };
const cellTo =
  (column: number, text: string): Slip =>
  (rows, line) => {
    rows[line - 1]![column] = text;
    return true;
  };
const slips: Readonly<Record<string, Slip>> = {
  "a lost id": cellTo(ROW.id, ""),
  "an id that stands above": (rows, line) => {
    if (line < 3) return false;
    rows[line - 1]![ROW.id] = rows[line - 2]![ROW.id]!;
    return true;
  },
  "an unknown sponsor": cellTo(ROW.sponsor, "nobody"),
  "itself as sponsor": (rows, line) => {
    rows[line - 1]![ROW.sponsor] = rows[line - 1]![ROW.id]!;
    return true;
  },
  "another kind": cellTo(ROW.kind, "VIP"),
  "a day that is none": cellTo(ROW.joined, "2026-02-30"),
  "a figure that is none": cellTo(ROW.ado, "12O"),
  "a cell too many": (rows, line) => {
    rows[line - 1]!.push("more");
    return true;
  },
  "a cell too few": (rows, line) => {
    rows[line - 1]!.pop();
    return true;
  },
};

describe("mistakes", () => {
  const wanted: Wanted = { ...PV, inputs: [...PV.inputs, input("ADO", points("ADO"))] };

  test.each(Object.keys(slips))(
    "%s is told on its line, nothing is loaded, and what remains is sound",
    (name) => {
      fc.assert(
        fc.property(fc.nat(), fc.nat(), (seed, where) => {
          const { people, orders } = sample(seed % 50, false);
          const rows = people
            .trimEnd()
            .split("\n")
            .map((row) => row.split(","));
          const line = 2 + (where % (rows.length - 1));
          if (!slips[name]!(rows, line, seeded(seed))) return;
          const text = rows.map((row) => row.join(",")).join("\n");
          const { faults, complete, remaining, leftOut } = read(text, orders, wanted);
          expect(complete).toBeNull();
          const errors = faults.filter(({ severity }) => severity === "error");
          expect(errors.filter(({ file }) => file === "people.csv").map((fault) => fault.line)).toContain(
            line,
          );
          const size = remaining?.size ?? 0;
          expect(leftOut.people).toBe(rows.length - 1 - size);
          if (remaining) expectSound(remaining);
          // Whoever is left out has a sentence: an error of his own, or one that says with whom he goes.
          const told = new Set(
            [...errors, ...leftOut.along()]
              .filter(({ file }) => file === "people.csv")
              .map((fault) => fault.line),
          );
          const there = new Set(remaining ? [...remaining.lines] : []);
          for (let each = 2; each <= rows.length; each++) expect(told.has(each)).toBe(!there.has(each));
        }),
        { numRuns: 40 },
      );
    },
  );

  test("what remains, written out, has no fault", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...Object.keys(slips)), fc.nat()), { minLength: 1, maxLength: 6 }),
        fc.nat(),
        (planned, seed) => {
          const { people, orders } = sample(seed % 50, true);
          const rows = people
            .trimEnd()
            .split("\n")
            .map((row) => row.split(","));
          for (const [name, where] of planned)
            slips[name]!(rows, 2 + (where % (rows.length - 1)), seeded(where));
          const { remaining } = read(rows.map((row) => row.join(",")).join("\n"), orders, wanted);
          if (!remaining) return;
          expectSound(remaining);
          const copy = written(remaining);
          const again = read(copy.people, copy.orders, wanted);
          expect(said(again.faults.filter(({ severity }) => severity === "error"))).toEqual([]);
          expect(again.complete?.ids).toEqual(remaining.ids);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("a circle is told once, names all who are in it, and takes those below along", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 7 }), fc.nat(), (length, seed) => {
        const random = seeded(seed);
        const ring = Array.from({ length }, (_, i) => `r${i},r${(i + 1) % length}`);
        const rest = [
          "t,",
          ...Array.from(
            { length: 10 },
            (_, i) => `b${i},${random.chance(0.5) ? `r${random.below(length)}` : "t"}`,
          ),
        ];
        const rows = [...ring, ...rest]
          .map((row) => [random.next(), row] as const)
          .sort(([a], [b]) => a - b)
          .map(([, row]) => row);
        const { faults, remaining } = read(file("id,sponsor", ...rows));
        expect(faults).toHaveLength(1);
        for (let i = 0; i < length; i++) expect(faults[0]!.message).toContain(`\`r${i}\``);
        expect([...remaining!.ids].sort()).toEqual(
          rest
            .filter((row) => row === "t," || row.endsWith(",t"))
            .map((row) => row.split(",")[0])
            .sort(),
        );
      }),
    );
  });

  test("files that were cut, mixed and scribbled in are answered, whatever they are", () => {
    const mess = fc.constantFrom(
      "",
      "\0",
      '"',
      '""',
      "\n",
      "\r\n",
      ",",
      ";",
      "\t",
      "x",
      "1001",
      "-",
      "\uFEFF",
      "\uD800",
      "\u202E",
      "__proto__",
      "9".repeat(400),
      "=1+1",
      "2026-02-30",
    );
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 30 }), mess), { maxLength: 12 });
    const scribbled = (text: string, changes: readonly (readonly [number, number, string])[]) => {
      let result = text;
      for (const [where, length, insert] of changes) {
        const at = where % (result.length + 1);
        result = result.slice(0, at) + insert + result.slice(at + length);
      }
      return result;
    };
    fc.assert(
      fc.property(fc.nat({ max: 20 }), fc.boolean(), edits, edits, (seed, binary, inPeople, inOrders) => {
        const { people, orders } = sample(seed, binary);
        const reading = read(scribbled(people, inPeople), scribbled(orders, inOrders), wanted);
        for (const { message, line } of [...reading.faults, ...reading.leftOut.along()]) {
          expect(message).toMatch(/[.!?]$/);
          expect(message).not.toMatch(/undefined|NaN|\[object|\n/);
          expect(line).toBeGreaterThanOrEqual(0);
        }
        if (reading.remaining) expectSound(reading.remaining);
        if (reading.remaining) bind(reading.remaining, wanted);
        expect(
          reading.complete === null || reading.faults.every(({ severity }) => severity === "warning"),
        ).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});

describe("leaving bad rows out", () => {
  const people = file("id,sponsor,coach", "1,,", "2,9,1", "3,2,1", "4,1,3", "5,1,", "5,4,");
  const orders = file(
    "id,person,date",
    "a,1,2026-01-01",
    "b,3,2026-01-01",
    "c,5,2026-01-01",
    "d,7,2026-01-01",
  );

  test("takes everybody below along, in every tree, with their orders; each is told with whom he goes", () => {
    const { remaining, leftOut } = read(people, orders, { trees: [{ name: "coach", binary: false }] });
    expect(remaining!.ids).toEqual(["1", "5"]);
    expect(remaining!.orders.ids).toEqual(["a", "c"]);
    expect([leftOut.people, leftOut.orders]).toEqual([4, 2]);
    expect(said(leftOut.along())).toEqual([
      "people 4 sponsor?: `3` is left out along with `2`, the sponsor (line 3).",
      "people 5 coach?: `4` is left out along with `3`, the parent in `coach` (line 4).",
      "orders 3 person?: The order `b` is left out along with its buyer `3` (line 4 of people.csv).",
    ]);
  });

  test("passes over the titles above a heading, which are nobody", () => {
    const { complete, remaining, leftOut } = read(file("Downline report", "id,sponsor", "1,", "2,1"));
    expect([complete, remaining!.size]).toEqual([null, 2]);
    expect(leftOut).toMatchObject({ people: 0, orders: 0, lines: 1 });
  });

  test("of two with one id the first stays", () => {
    const { remaining } = read(file("id,sponsor,name", "1,,Ada", "1,,Bob", "2,1,Cy"));
    expect(remaining!.names).toEqual(["Ada", "Cy"]);
  });

  test("leaves nobody where the top is wrong, and then nothing can be loaded", () => {
    const { remaining, leftOut } = read(file("id,sponsor,joined", "1,,never", "2,1,", "3,2,"));
    expect(remaining).toBeNull();
    expect(leftOut.people).toBe(3);
  });
});

describe("a plan that has changed since the people were loaded", () => {
  const { complete } = read(
    file("id,sponsor,coach,PV,since", "1,,2,5,2026-01-01", "2,1,,x,soon", "3,1,9,7,", "4,1,2,,"),
    file("id,person,date,PV", "a,1,2026-01-01,50"),
  );

  test("reads its inputs anew; a cell that it cannot read is told and counts as empty", () => {
    const { people, orders, faults } = bind(complete!, {
      ...NOTHING_WANTED,
      inputs: [input("pv", points("pv")), input("Since", { kind: "date" })],
    });
    expect(people.get("pv")!.map((value) => value !== undefined)).toEqual([true, false, true, false]);
    expect(people.get("Since")!.map((value) => value !== undefined)).toEqual([true, false, false, false]);
    expect(orders.get("pv")).toHaveLength(1);
    expect(said(faults)).toEqual([
      "people 3 PV: `x` is not a number; write it as 1234.50.",
      "people 3 since: `soon` is not a day; write it with the year first, as 2026-03-21.",
    ]);
  });

  test("may call a column a tree that was none", () => {
    const { trees, faults } = bind(complete!, {
      ...NOTHING_WANTED,
      trees: [{ name: "Coach", binary: false }],
    });
    expect([...trees.get("Coach")!.parent]).toEqual([1, -1, -1, 1]);
    expect(said(faults)).toEqual([
      "people 4 Coach: `9` is the parent in `Coach` of `3`, and nobody in the file has this id.",
    ]);
  });

  test("is told what it takes in and nobody has", () => {
    const { faults } = bind(complete!, { ...NOTHING_WANTED, inputs: [input("QV", points("QV"))] });
    expect(said(faults)).toEqual([
      "people 1 QV?: The plan takes in `QV`, and neither file has a column so called: it is 0 for everybody.",
    ]);
  });
});

test("ten times the people take some ten times as long", () => {
  const rows = (count: number) => {
    const random = seeded(1);
    const row = (i: number) => `${i},${i === 0 ? "" : random.below(i)},2026-01-01`;
    return `id,sponsor,joined\n${Array.from({ length: count }, (_, i) => row(i)).join("\n")}\n`;
  };
  const time = (text: string) => {
    const start = performance.now();
    expect(read(text).complete).not.toBeNull();
    return performance.now() - start;
  };
  const [small, large] = [rows(20_000), rows(200_000)];
  time(small);
  // Ten times is linear; a square would be a hundred times. The machine may be busy in between.
  expect(time(large) / Math.max(5, time(small))).toBeLessThan(60);
});
