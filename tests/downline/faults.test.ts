import { describe, expect, test } from "vitest";
import { NUMBER, points, rank } from "../../src/check/types.ts";
import { file, input, read, said } from "./reading.ts";

/** What is said of files that people bring. Every sentence is read by somebody who is not glad of it: here they all stand. */

const saidOf = (...args: Parameters<typeof read>) => said(read(...args).faults);

const GOOD = file("id,sponsor", "1,", "2,1");

describe("files that are no tables", () => {
  test.each([
    ["nothing", ""],
    ["blanks", " \n\t\r\n"],
    ["a byte-order mark alone", "\uFEFF"],
    ["separators alone", ",,,\n,,,\n"],
  ])("%s", (_, text) => {
    expect(saidOf(text)).toEqual([
      "people 0: The file is empty: it needs a heading line with `id` and `sponsor`, and a line for each person.",
    ]);
    expect(saidOf(GOOD, text)).toEqual([
      "orders 0: The file is empty: it needs a heading line with `id`, `person` and `date`, and a line for each order.",
    ]);
  });

  test("a heading and nobody below it; but no orders are orders", () => {
    expect(saidOf("id,sponsor\n")).toEqual(["people 0: The file has a heading and nobody below it."]);
    const { faults, complete } = read(GOOD, "id,person,date\n");
    expect([faults, complete?.orders.size]).toEqual([[], 0]);
  });

  test.each([
    [
      "a workbook",
      "PK\u0003\u0004\u0014\0\u0006\0",
      "This is a workbook and not a CSV file: open it, and save the sheet as “CSV UTF-8”.",
    ],
    [
      "UTF-16 read as UTF-8",
      "\uFFFD\uFFFDi\0d\0,\0s\0",
      "This is not a text file, or one in UTF-16: save the table as “CSV UTF-8”.",
    ],
    [
      "a picture",
      "\uFFFDPNG\r\n\u001a\n\0\0\0\rIHDR",
      "This is not a text file, or one in UTF-16: save the table as “CSV UTF-8”.",
    ],
  ])("%s", (_, text, sentence) => expect(saidOf(text)).toEqual([`people 0: ${sentence}`]));

  test("more than is read", () => {
    expect(saidOf(GOOD, null, {}, { fileLength: 10 })).toEqual([
      "people 0: The file is longer than 10 characters, which is the most that can be read.",
    ]);
    expect(saidOf(GOOD, null, {}, { people: 1 })).toEqual([
      "people 0: The file has more than 1 people; more cannot be read at once.",
    ]);
    expect(saidOf(Array(1_000_001).join(","))).toHaveLength(1);
    expect(saidOf(`id,sponsor${Array(1_000_000).join(",x")}\n1,\n`)).toEqual([
      "people 0: The heading has 1,000,001 columns, and more than 500 cannot be read.",
    ]);
    const long = "x".repeat(10_001);
    expect(saidOf(file("id,sponsor,note", `1,,${long}`, "2,1,short"))).toEqual([
      "people 2 note: This cell is longer than 10,000 characters; shorten it.",
    ]);
  });
});

describe("headings", () => {
  test("what is missing, with what it is likely to be called", () => {
    expect(saidOf(file("Member No,Upline ID,Name", "1,,Ada"))).toEqual([
      "people 1 id: There is no column `id`; if `Member No` is it, rename it to `id`.",
      "people 1 sponsor: There is no column `sponsor`; if `Upline ID` is it, rename it to `sponsor`.",
    ]);
    expect(saidOf(GOOD, file("id,colour,width", "1,red,5"))).toEqual([
      "orders 1 person: There is no column `person`; the heading has `id`, `colour`, `width`.",
      "orders 1 date: There is no column `date`; the heading has `id`, `colour`, `width`.",
    ]);
  });

  test("with a column missing, the others are looked through all the same, in both files", () => {
    expect(
      saidOf(
        file("id,joined", "1,yesterday", "1,2026-01-01"),
        file("id,date", "a,2026-13-01", "a,2026-01-01"),
      ),
    ).toEqual([
      "people 1 sponsor: There is no column `sponsor`; the heading has `id`, `joined`.",
      "people 2 joined: `yesterday` is not a day; write it with the year first, as 2026-03-21.",
      "people 3 id: The id `1` stands on line 2 already; give one of the two another, or remove it.",
      "orders 1 person: There is no column `person`; the heading has `id`, `date`.",
      "orders 2 date: `2026-13-01` is not in the calendar; correct it.",
      "orders 3 id: The id `a` stands on line 2 already; give one of the two another, or remove it.",
    ]);
  });

  test("twice: an error where somebody reads it, a remark where nobody does", () => {
    const twice = file("id,sponsor,Email,PV,pv,email", "1,,a,1,2,b");
    expect(saidOf(twice, null, { inputs: [input("PV", NUMBER)] })).toEqual([
      "people 1 pv: The heading `pv` stands twice, over columns 4 and 5; rename or remove one of them.",
      "people 1 email?: The heading `email` stands twice, over columns 3 and 6, and neither is read; rename one if it matters.",
    ]);
    expect(saidOf(file("id,ID,sponsor", "1,2,"))).toEqual([
      "people 1 ID: The heading `ID` stands twice, over columns 1 and 2; rename or remove one of them.",
    ]);
  });

  test("cells without a heading", () => {
    expect(saidOf(file("id,sponsor,,name", "1,,,Ada", "2,1,x,Bob"))).toEqual([
      "people 3?: Column 3 has cells and no heading, and is not read; give it one if it matters.",
    ]);
  });

  test("what a file need not have, and seems to have under another name", () => {
    expect(saidOf(file("id,sponsor,Join Date,Type", "1,,2026-01-01,customer"))).toEqual([
      "people 1 joined?: There is no column `joined`, so that everybody is there from the start; if `Join Date` is it, rename it to `joined`.",
      "people 1 kind?: There is no column `kind`, so that everybody is a distributor; if `Type` is it, rename it to `kind`.",
    ]);
    const wanted = { inputs: [input("type", { kind: "text" })] };
    expect(saidOf(file("id,sponsor,Type,Email", "1,,x,y"), null, wanted)).toEqual([]);
  });

  test("what the plan takes in and no file has", () => {
    const wanted = {
      trees: [
        { name: "sponsor", binary: false },
        { name: "placement", binary: true },
      ],
      inputs: [
        input("PV", points("PV"), { inOrders: true }),
        input("CV", points("CV"), { hasFallback: true }),
        input("coach", { kind: "yes/no" }),
        input("since", { kind: "date" }),
      ],
    };
    expect(
      saidOf(file("id,sponsor,leg", "1,,"), file("id,person,date,Volume", "a,1,2026-01-01,5"), wanted),
    ).toEqual([
      "people 1 placement?: The plan follows the tree `placement`, and the file has no column so called: the sponsors are taken in its place.",
      "people 1 side?: The tree `placement` has two sides, and the file has no column `side`: nobody sits on the left or on the right; if `leg` is it, rename it to `side`.",
      "people 1 coach?: The plan takes in `coach`, and neither file has a column so called: it is no for everybody.",
      "people 1 since?: The plan takes in `since`, and neither file has a column so called: nobody has one.",
      "orders 1 PV?: The plan takes in `PV`, and neither file has a column so called: it is 0 for everybody; if `Volume` is it, rename it to `PV`.",
    ]);
  });
});

describe("lines that do not fit", () => {
  test("too few cells, too many, and marks that are not closed", () => {
    expect(
      saidOf(
        file(
          "id,sponsor,name",
          "1,,Ada",
          "2,1",
          "3,1,Cy,Dee",
          '4,1,"Eve',
          '5,1,"Fay" Gill',
          "6,1,Hal,,,",
          "7,2,Ida",
        ),
      ),
    ).toEqual([
      "people 3: This line has 2 cells, and the heading has 3: its end or a separator is missing.",
      "people 4: This line has 4 cells, and the heading has 3: put a cell that has a separator in it into quotes.",
      "people 5: Something stands behind a closing quotation mark; double the marks that belong to a cell.",
      "people 6: Something stands behind a closing quotation mark; double the marks that belong to a cell.",
    ]);
    expect(saidOf(file("id,sponsor,name", '1,,"Ada'))).toEqual([
      "people 2: A quotation mark is opened here and not closed within 10,000 characters; close it.",
    ]);
  });

  test("letters that an old encoding took away", () => {
    expect(saidOf(file("id,sponsor,name", "1,,Ada", "2,1,Bj\uFFFDrn"))).toEqual([
      "people 3?: The file is not in UTF-8, and letters are lost, as in `Bj\uFFFDrn`; save it as “CSV UTF-8”.",
    ]);
  });
});

describe("people", () => {
  test("ids: none, twice, and those that only look alike", () => {
    expect(
      saidOf(
        file(
          "id,sponsor",
          "007,",
          ",007",
          "A-12,7",
          "007,",
          "Jos\u00e9,A12",
          "9,Jose\u0301",
          "10,11\u200B",
          "11,007",
        ),
      ),
    ).toEqual([
      "people 3 id: This person has no id; give it one that nobody else has.",
      "people 4 sponsor: `7` is the sponsor of `A-12`, and nobody in the file has this id; `007` is there.",
      "people 5 id: The id `007` stands on line 2 already; give one of the two another, or remove it.",
      "people 6 sponsor: `A12` is the sponsor of `José`, and nobody in the file has this id; `A-12` is there.",
      "people 7 sponsor: `Jose\u0301` is the sponsor of `9`, and nobody in the file has this id; the `José` that is there is made of other characters.",
      "people 8 sponsor: `11\u200B` is the sponsor of `10`, and nobody in the file has this id; the `11` that is there is made of other characters.",
    ]);
  });

  test("ids are words, whatever they look like", () => {
    const ids = [
      "00",
      "0",
      "1e3",
      "__proto__",
      "constructor",
      "toString",
      "a b",
      "ид",
      "-5",
      "=1+1",
      "null",
      "true",
    ];
    const { faults, complete } = read(file("id,sponsor", "top,", ...ids.map((id) => `${id},top`)));
    expect(faults).toEqual([]);
    expect(complete?.ids).toEqual(["top", ...ids]);
    expect([...complete!.trees.get("sponsor")!.parent]).toEqual([-1, ...ids.map(() => 0)]);
  });

  test("sponsors: of themselves, unknown, in a circle that is named", () => {
    expect(saidOf(file("id,sponsor", "1,", "2,2", "3,99", "4,6", "5,4", "6,5", "7,4"))).toEqual([
      "people 3 sponsor: `2` is the sponsor of itself; name another, or leave the cell empty.",
      "people 4 sponsor: `99` is the sponsor of `3`, and nobody in the file has this id.",
      "people 5 sponsor: The sponsors run in a circle: the sponsor of `4` is `6`, that of `6` is `5` and that of `5` is `4`; one of them needs another, or none.",
    ]);
  });

  test("a circle of many is named by its first ids", () => {
    const ring = Array.from({ length: 1000 }, (_, i) => `${i + 10},${((i + 1) % 1000) + 10}`);
    expect(saidOf(file("id,sponsor", ...ring))).toEqual([
      "people 2 sponsor: The sponsors run in a circle: the sponsor of `10` is `11`, that of `11` is `12`, that of `12` is `13`, that of `13` is `14`, that of `14` is `15`, that of `15` is `16`, that of `16` is `17`, and so on back to `10` (1,000 people); one of them needs another, or none.",
    ]);
  });

  test("whoever names somebody on a line that does not fit is not wrong himself", () => {
    const { faults, leftOut } = read(file("id,sponsor,name", "1,,Ada", "2,1", "3,2,Cy", "4,3,Dee"));
    expect(said(faults)).toEqual([
      "people 3: This line has 2 cells, and the heading has 3: its end or a separator is missing.",
    ]);
    expect(said(leftOut.along())).toEqual([
      "people 4 sponsor?: `3` is left out along with `2`, the sponsor (line 3).",
      "people 5 sponsor?: `4` is left out along with `3`, the sponsor (line 4).",
    ]);
  });

  test("kinds, sides and days that cannot be read", () => {
    expect(
      saidOf(
        file(
          "id,sponsor,kind,side,joined",
          "1,,Distributor,L,2026-01-31",
          "2,1,VIP,up,03/04/2026",
          "3,1,CUSTOMER,right,31/12/2026",
        ),
      ),
    ).toEqual([
      "people 3 joined: `03/04/2026` may be two days; write 2026-04-03 or 2026-03-04, whichever is meant.",
      "people 3 kind: `VIP` is not a kind of person; write distributor or customer.",
      "people 3 side: `up` is not a side; write left or right.",
      "people 4 joined: `31/12/2026` does not begin with the year; write 2026-12-31.",
    ]);
  });

  test("worth a look: later sponsors, customers who sponsor, two on one side, nobody's side", () => {
    expect(
      saidOf(
        file(
          "id,sponsor,kind,joined,placement,side",
          "1,,,2026-02-01,,",
          "2,1,customer,2026-01-01,1,left",
          "3,2,,2026-03-01,1,left",
          "4,2,,2026-03-01,1,",
        ),
      ),
    ).toEqual([
      "people 3 joined?: `2` joined before the sponsor did; check the days.",
      "people 3 kind?: `2` is a customer and sponsors somebody; a customer is never paid.",
      "people 4 side?: `3` and `2` (line 3) both sit left below `1`; both are kept.",
      "people 5 side?: `4` sits below somebody on neither side, so that no leg has the volume; write left or right.",
    ]);
  });
});

describe("orders", () => {
  test("of nobody, of somebody unknown, without a day, twice", () => {
    expect(
      saidOf(
        GOOD,
        file(
          "id,person,date",
          "a,1,2026-01-01",
          "b,,2026-01-01",
          "c,01,2026-01-01",
          "d,2,",
          "a,2,soon",
          ",2,2026-01-01",
        ),
      ),
    ).toEqual([
      "orders 3 person: This order names nobody; write the id of the buyer.",
      "orders 4 person: `01` is the buyer, and nobody in people.csv has this id; `1` is there.",
      "orders 5 date: This order has no date; write it as 2026-03-21.",
      "orders 6 id: The id `a` stands on line 2 already; give one of the two another, or remove it.",
      "orders 6 date: `soon` is not a day; write it with the year first, as 2026-03-21.",
      "orders 7 id: This order has no id; give it one that nobody else has.",
    ]);
  });

  test("from before the buyer joined", () => {
    const people = file("id,sponsor,joined", "1,,2026-03-01");
    const orders = file("id,person,date", "a,1,2026-03-01", "b,1,2026-02-28", "c,1,2025-01-01");
    expect(saidOf(people, orders)).toEqual([
      "orders 3 date?: 2 orders, the first `b`, were placed before the buyer joined; check the days.",
    ]);
  });

  test("negative ones are orders: somebody sent something back", () => {
    const { faults, complete } = read(GOOD, file("id,person,date,PV", "a,1,2026-03-01,-50"), {
      inputs: [input("PV", points("PV"), { inOrders: true })],
    });
    expect([faults, complete?.orders.columns[0]?.cells]).toEqual([[], ["-50"]]);
  });
});

describe("what the plan wants to read", () => {
  const wanted = {
    inputs: [
      input("PV", points("PV")),
      input("start", rank("Title")),
      input("way", { kind: "choice", choices: ["web", "shop"] }, { inOrders: true }),
    ],
    ladders: new Map([["Title", ["Member", "Gold"]]]),
  };

  test("cells that it cannot read are faults like the others, and all are told at once", () => {
    expect(
      saidOf(
        file("id,sponsor,PV,start", "1,,100,gold", "2,9,1oo,Silver", '3,1,"1,234.50",none', '4,1,"12,5",'),
        file("id,person,date,PV,way", "a,1,2026-01-01,$5,WEB", "b,1,2026-01-01,,phone"),
        wanted,
      ),
    ).toEqual([
      "people 3 sponsor: `9` is the sponsor of `2`, and nobody in the file has this id.",
      "people 3 PV: `1oo` is not a number; write it as 1234.50.",
      "people 3 start: `Silver` is not a rank of Title; its ranks are Member and Gold.",
      "people 5 PV: `12,5` has a decimal comma, which is read only in a column that has no decimal points, and where cells are not parted by commas; write 12.5.",
      "orders 2 PV: `$5` is not a number; write it as 1234.50.",
      "orders 3 way: `phone` is not a choice of this column; write web or shop.",
    ]);
  });

  test("a column of the other file that the plan does not read is nobody's business", () => {
    const { faults } = read(
      file("id,sponsor,way,PV", "1,,by car,5"),
      file("id,person,date,start,way", "a,1,2026-01-01,soon,web"),
      wanted,
    );
    expect(said(faults)).toEqual([]);
  });
});

test("a hundred thousand faults are a hundred thousand lines, in the order of the files", () => {
  const rows = Array.from({ length: 50_000 }, (_, i) => `p${i},nobody,never`);
  const { faults } = read(file("id,sponsor,joined", ...rows));
  expect(faults).toHaveLength(100_000);
  expect(faults.map(({ line }) => line)).toEqual(Array.from({ length: 100_000 }, (_, i) => 2 + (i >> 1)));
});
