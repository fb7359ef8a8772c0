import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { csvRecords } from "../../src/downline/csv/csv-records.ts";
import { readCsv } from "../../src/downline/csv/csv-table.ts";
import { DELIMITERS } from "../../src/downline/csv/heading-line.ts";
import type { Fault } from "../../src/downline/faults.ts";
import { LIMITS } from "../../src/downline/limits.ts";
import { writeCsv } from "../../src/downline/write-csv.ts";
import { said } from "./reading.ts";

function table(text: string) {
  const faults: Fault[] = [];
  const read = readCsv({ name: "people.csv", text }, "people", ["id", "sponsor"], LIMITS, faults);
  return {
    headings: read?.headings,
    rows: read && Array.from({ length: read.size }, (_, row) => read.columns.map((column) => column[row])),
    lines: read && [...read.lines],
    faults: said(faults),
  };
}

const ROWS = [
  ["1", "", "Ada"],
  ["2", "1", "Bob"],
];

describe("one table in many dialects", () => {
  test.each([
    ["RFC 4180", "id,sponsor,name\r\n1,,Ada\r\n2,1,Bob\r\n"],
    ["no line end at the end", "id,sponsor,name\n1,,Ada\n2,1,Bob"],
    ["an old Macintosh's", "id,sponsor,name\r1,,Ada\r2,1,Bob\r"],
    ["with a byte-order mark", "\uFEFFid,sponsor,name\n1,,Ada\n2,1,Bob\n"],
    ["semicolons", "id;sponsor;name\n1;;Ada\n2;1;Bob\n"],
    ["tabs", "id\tsponsor\tname\n1\t\tAda\n2\t1\tBob\n"],
    ["bars", "id|sponsor|name\n1||Ada\n2|1|Bob\n"],
    ["what Excel says itself", "sep=;\r\nid;sponsor;name\r\n1;;Ada\r\n2;1;Bob\r\n"],
    ["a separator inside of a quoted heading", 'id;sponsor;"name"\n1;;Ada\n2;1;Bob\n'],
    ["everything in quotes", '"id","sponsor","name"\n"1","","Ada"\n"2","1","Bob"\n'],
    ["blanks around cells and quotes", 'id , sponsor, "name" \n 1,, "Ada"\n2 ,1 ,Bob\n'],
    ["blank lines everywhere", "\n\nid,sponsor,name\n\n1,,Ada\n  \n2,1,Bob\n\n\n"],
    ["rows of separators, as an emptied sheet leaves them", "id,sponsor,name\n1,,Ada\n,,\n2,1,Bob\n,,\n"],
    ["separators behind the last column", "id,sponsor,name,,\n1,,Ada,,\n2,1,Bob,,\n"],
  ])("%s", (_, text) => {
    const { headings, rows, faults } = table(text);
    expect(headings).toEqual(["id", "sponsor", "name"]);
    expect(rows).toEqual(ROWS);
    expect(faults).toEqual([]);
  });
});

test("titles above the heading are told, and the table is read", () => {
  const { headings, rows, lines, faults } = table(
    "Downline report;;\r\nas of 2026-03-31\r\n;;\r\nID;Sponsor;Name\r\n1;;Ada\r\n2;1;Bob\r\n",
  );
  expect([headings, rows, lines]).toEqual([["ID", "Sponsor", "Name"], ROWS, [5, 6]]);
  expect(faults).toEqual([
    "people 1: This line stands above the heading, which is line 4; remove it.",
    "people 2: This line stands above the heading, which is line 4; remove it.",
  ]);
});

test("a cell may have separators, marks and line ends in it; lines are counted on", () => {
  const { rows, lines } = table(
    'id,sponsor,name\n1,,"Ada, ""the\r\nfirst"""\n\n2,1,"a\nb\nc"\n3,1,5" pipe\n4,1,""\n',
  );
  expect(rows).toEqual([
    ["1", "", 'Ada, "the\nfirst"'],
    ["2", "1", "a\nb\nc"],
    ["3", "1", '5" pipe'],
    ["4", "1", ""],
  ]);
  expect(lines).toEqual([2, 5, 8, 9]);
});

test("a mark that is never closed is one line's fault, and the rest is read", () => {
  const { rows, faults } = table(
    `id,name\n1,"Ada\n${Array.from({ length: 3000 }, (_, i) => `${i + 2},Bob`).join("\n")}\n`,
  );
  expect(rows).toHaveLength(3000);
  expect(faults).toEqual([
    "people 2: A quotation mark is opened here and not closed within 10,000 characters; close it.",
  ]);
});

describe("laws", () => {
  const cell = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 6 }),
    fc.string({ unit: fc.constantFrom('"', ",", ";", "\t", "|", "\n", "a", "1", " "), maxLength: 6 }),
  );
  // What a reader takes off is not to be expected back; a plain heading shows which separator is meant.
  const clean = cell.map((text) =>
    text
      .replace(/\r/g, "")
      .replace(/[\0\uFEFF\uFFFD]/g, "")
      .trim(),
  );
  const sheet = fc.array(fc.tuple(clean, clean, clean), { minLength: 1, maxLength: 8 });

  test("what Papa Parse writes in any dialect is read back", () => {
    fc.assert(
      fc.property(
        sheet,
        fc.constantFrom(...DELIMITERS),
        fc.constantFrom("\n", "\r\n"),
        fc.boolean(),
        (rows, delimiter, newline, quotes) => {
          const kept = rows.filter((row) => row.some((each) => each !== ""));
          const text = Papa.unparse([["a", "b", "c"], ...rows], { delimiter, newline, quotes });
          const read = table(text);
          expect(read.faults).toEqual([]);
          expect(read.rows).toEqual(kept);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("what is written is read back", () => {
    fc.assert(
      fc.property(sheet, (rows) => {
        const plain = rows.map((row) => row.map((each) => each.replace(/^[=+\-@]+/, "").trim()));
        const read = table(writeCsv(["a", "b", "c"], plain));
        expect(read.faults).toEqual([]);
        expect(read.rows).toEqual(plain.filter((row) => row.some((each) => each !== "")));
      }),
      { numRuns: 300 },
    );
  });

  test("whatever the text is, every character is in one record, and lines are counted rightly", () => {
    const mess = fc.string({ unit: fc.constantFrom('"', '""', ",", "\n", "\r\n", "a", " "), maxLength: 60 });
    fc.assert(
      fc.property(mess, (text) => {
        const records = [...csvRecords(text, ",", 100)];
        const ends = [...text].filter((each) => each === "\n").length;
        let last = 0;
        for (const { line, cells } of records) {
          expect(line).toBeGreaterThan(last);
          expect(line).toBeLessThanOrEqual(ends + 1);
          expect(cells.length).toBeGreaterThan(0);
          last = line;
        }
      }),
      { numRuns: 500 },
    );
  });
});

test("a formula does not run on the desk of whoever opens a result", () => {
  expect(
    writeCsv(
      ["id", "total"],
      [
        ["=cmd|' /C calc'!A0", "-5"],
        ["@x", "1.50"],
        ["+1+1", "-5-5"],
      ],
    ),
  ).toBe("id,total\n'=cmd|' /C calc'!A0,-5\n'@x,1.50\n'+1+1,'-5-5\n");
});

test.each([
  ["quotation marks alone", '"'.repeat(1_000_000)],
  ["marks that are opened on every line", 'a,"\n'.repeat(300_000)],
  ["marks in threes", '"""\n'.repeat(300_000)],
  ["separators alone", `id,sponsor\n${",".repeat(2_000_000)}x`],
  ["one line", "x".repeat(5_000_000)],
  ["lines of one letter", "x\n".repeat(500_000)],
  ["blank lines", "\n".repeat(3_000_000)],
])("%s do not keep the reader long", (_, text) => {
  const start = performance.now();
  table(text);
  expect(performance.now() - start).toBeLessThan(8_000);
});
