import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { median } from "./figures.ts";
import { csvOf, type Workload } from "./workload/people.ts";
import type { Yardstick } from "./yardstick.ts";

const RANKS = [
  // PV, outside, counted with its cap a leg, so many legs with a rank
  { pv: 5000, outside: null, counted: 50_000, cap: 25_000, legs: null, rank: null },
  { pv: 5000, outside: 10_000, counted: 150_000, cap: 75_000, legs: null, rank: null },
  { pv: 10_000, outside: 20_000, counted: 500_000, cap: 250_000, legs: 2, rank: 2 },
  { pv: 10_000, outside: 50_000, counted: 1_000_000, cap: 500_000, legs: 2, rank: 3 },
  { pv: 10_000, outside: 100_000, counted: 2_500_000, cap: 1_250_000, legs: 3, rank: 3 },
  { pv: 10_000, outside: 250_000, counted: 7_500_000, cap: 3_750_000, legs: 3, rank: 5 },
  { pv: 10_000, outside: 500_000, counted: 25_000_000, cap: 12_500_000, legs: 4, rank: 6 },
];
const UNILEVEL = [
  [5],
  [5, 5],
  [5, 5, 5],
  [5, 5, 5, 4],
  [5, 5, 5, 4, 3],
  [5, 5, 5, 4, 3, 2],
  [5, 5, 5, 4, 3, 2, 1],
  [5, 5, 5, 5, 4, 3, 2],
];
const STEPS = [0, 10_000, 30_000, 100_000, 200_000, 400_000, 700_000, 1_000_000];
const MATCH = [[], [], [], [5], [5, 5], [10, 5], [10, 10], [15, 10]];

const range = (length: number): number[] => Array.from({ length }, (_, i) => i);
const list = (of: readonly string[]): string => of.join(",\n  ");
/** A cell of a table by rank. */
const byRank = (cells: readonly number[]): string =>
  `CASE rank ${cells.map((cell, rank) => (cell ? `WHEN ${rank} THEN ${cell} ` : "")).join("")}ELSE 0 END`;
const FIELDS = [
  "volume",
  "strongest",
  ...range(7).map((l) => `level${l}`),
  ...range(8).map((s) => `reached${s}`),
  "earned0",
  "earned1",
  ...range(8).map((r) => `legs${r}`),
  "best",
];

const ok = ({ pv, outside, counted, cap, legs, rank }: (typeof RANKS)[number]): string =>
  [
    `own >= ${pv}`,
    ...(outside === null ? [] : [`total - strongest >= ${outside}`]),
    `total - greatest(strongest - ${cap}, 0) >= ${counted}`,
    ...(legs === null
      ? []
      : [
          `${range(8)
            .flatMap((r) => (r >= rank! ? [`legs${r}`] : []))
            .join(" + ")} >= ${legs}`,
        ]),
  ].join(" AND ");

/** One level of the sponsor tree: what everybody on it comes to, from what the level below brought. */
const LEVEL = `
CREATE OR REPLACE TEMP TABLE here AS
WITH own AS (
  SELECT p.id, p.sponsor, p.pv AS own, p.pv + coalesce(b.volume, 0) AS total,
  ${list(FIELDS.map((name) => `coalesce(b.${name}, ${name === "best" ? -1 : 0}) AS ${name}`))}
  FROM people p LEFT JOIN below b ON b.sponsor = p.id WHERE p.depth = $depth
), ranked AS (
  SELECT *, CASE ${RANKS.map((row, i) => `WHEN NOT (${ok(row)}) THEN ${i}`).join("\n    ")} ELSE 7 END AS rank,
    CASE ${range(7)
      .map((s) => `WHEN total < ${STEPS[s + 1]} THEN ${s}`)
      .join(" ")} ELSE 7 END AS step
  FROM own
)
SELECT *, own >= 5000 AS active, rank >= 2 AS counts,
  CASE WHEN own >= 5000 THEN cents(${range(7)
    .map((l) => `level${l} * (${byRank(UNILEVEL.map((row) => row[l] ?? 0))})`)
    .join(" + ")}) ELSE 0 END AS team,
  cents(own * step * 3 + ${range(8)
    .map((s) => `reached${s} * greatest(step * 3 - ${s * 3}, 0)`)
    .join(" + ")}) AS steps,
  CASE WHEN rank >= 2 THEN cents(${range(2)
    .map((l) => `earned${l} * (${byRank(MATCH.map((row) => row[l] ?? 0))})`)
    .join(" + ")}) ELSE 0 END AS matching,
  own + ${range(8)
    .map((s) => `CASE WHEN ${s} < step THEN reached${s} ELSE 0 END`)
    .join(" + ")} AS under,
  greatest(rank, best) AS top
FROM ranked`;

const BROUGHT = `
CREATE OR REPLACE TEMP TABLE below AS SELECT sponsor,
  sum(total)::BIGINT AS volume, max(total) AS strongest,
  ${list(
    range(7).map(
      (l) =>
        `sum(CASE WHEN active THEN ${l === 0 ? "own" : `level${l - 1}`} ELSE level${l}${l === 0 ? " + own" : ""} END)::BIGINT AS level${l}`,
    ),
  )},
  ${list(
    range(8).map(
      (s) =>
        `sum(CASE WHEN step = ${s} THEN under + reached${s} WHEN step < ${s} THEN reached${s} ELSE 0 END)::BIGINT AS reached${s}`,
    ),
  )},
  sum(team + CASE WHEN counts THEN 0 ELSE earned0 END)::BIGINT AS earned0,
  sum(CASE WHEN counts THEN earned0 ELSE earned1 END)::BIGINT AS earned1,
  ${list(range(8).map((r) => `count(*) FILTER (top = ${r}) AS legs${r}`))},
  max(top) AS best
FROM here GROUP BY sponsor`;

const KEPT = `INSERT INTO results SELECT id, total AS gv, strongest, rank, team, steps, matching FROM here`;

const PLACED = `
CREATE OR REPLACE TEMP TABLE here AS SELECT p.id, p.placement, p.side, p.pv,
  coalesce(b.l, 0) AS l, coalesce(b.r, 0) AS r
FROM people p LEFT JOIN below b ON b.placement = p.id WHERE p.placed_depth = $depth`;
const PLACED_BROUGHT = `
CREATE OR REPLACE TEMP TABLE below AS SELECT placement,
  coalesce(sum(pv + l + r) FILTER (side = 0), 0)::BIGINT AS l, coalesce(sum(pv + l + r) FILTER (side = 1), 0)::BIGINT AS r
FROM here GROUP BY placement`;
const PLACED_KEPT = `INSERT INTO sides SELECT id,
  CASE WHEN pv >= 5000 THEN least(cents(least(l, r) * 10), 200000) ELSE 0 END FROM here`;

/**
 * The workload in a database that is good at columns (DuckDB, in memory, all its threads): one query a level of each tree,
 * the deepest first, in whole numbers. What it comes to is compared with the C program by sums.
 */
export async function duckdb(workload: Workload, runs: number): Promise<Yardstick> {
  const folder = mkdtempSync(join(tmpdir(), "duckdb-"));
  const file = join(folder, "people.csv");
  writeFileSync(file, csvOf(workload));
  const instance = await DuckDBInstance.create(":memory:");
  const db = await instance.connect();
  try {
    await db.run(
      "CREATE MACRO cents(x) AS x // 100 + CASE WHEN x % 100 > 50 OR (x % 100 = 50 AND (x // 100) % 2 = 1) THEN 1 ELSE 0 END",
    );
    await db.run(`CREATE TEMP TABLE people AS SELECT id, coalesce(sponsor, -1) AS sponsor, coalesce(placement, -1) AS placement,
      CASE side WHEN 'right' THEN 1 ELSE 0 END AS side, (PV * 100)::BIGINT AS pv, 0 AS depth, 0 AS placed_depth
      FROM read_csv('${file}', types = {'id': 'INTEGER', 'sponsor': 'INTEGER', 'placement': 'INTEGER', 'side': 'VARCHAR', 'PV': 'DECIMAL(18,2)'})`);
    await db.run(`CREATE OR REPLACE TEMP TABLE people AS WITH RECURSIVE
      s(id, depth) AS (SELECT id, 0 FROM people WHERE sponsor < 0 UNION ALL SELECT p.id, s.depth + 1 FROM people p JOIN s ON p.sponsor = s.id),
      b(id, depth) AS (SELECT id, 0 FROM people WHERE placement < 0 UNION ALL SELECT p.id, b.depth + 1 FROM people p JOIN b ON p.placement = b.id)
      SELECT p.id, sponsor, placement, side, pv, s.depth, b.depth AS placed_depth FROM people p JOIN s USING (id) JOIN b USING (id)
      ORDER BY s.depth`);
    const [deepest, placed] = (
      await (await db.run("SELECT max(depth), max(placed_depth) FROM people")).getRows()
    )[0]!;
    const times: number[] = [];
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      await db.run(
        "CREATE OR REPLACE TEMP TABLE results (id INTEGER, gv BIGINT, strongest BIGINT, rank INTEGER, team BIGINT, steps BIGINT, matching BIGINT)",
      );
      await db.run("CREATE OR REPLACE TEMP TABLE sides (id INTEGER, pay BIGINT)");
      await db.run(
        `CREATE OR REPLACE TEMP TABLE below AS SELECT -2 AS sponsor, ${FIELDS.map((name) => `0::BIGINT AS ${name}`).join(", ")} LIMIT 0`,
      );
      for (let depth = Number(deepest); depth >= 0; depth--) {
        await db.run(LEVEL.replace("$depth", String(depth)));
        await db.run(BROUGHT);
        await db.run(KEPT);
      }
      await db.run(
        "CREATE OR REPLACE TEMP TABLE below AS SELECT -2 AS placement, 0::BIGINT AS l, 0::BIGINT AS r LIMIT 0",
      );
      for (let depth = Number(placed); depth >= 0; depth--) {
        await db.run(PLACED.replace("$depth", String(depth)));
        await db.run(PLACED_BROUGHT);
        await db.run(PLACED_KEPT);
      }
      await db.run(`CREATE OR REPLACE TEMP TABLE paid AS
        WITH pot AS (SELECT (sum(pv) * 2 // 100)::BIGINT AS pot FROM people), rubies AS (SELECT count(*) AS n FROM results WHERE rank >= 5)
        SELECT r.*, s.pay, CASE WHEN rank >= 5 THEN pot // n + CASE WHEN row_number() OVER (PARTITION BY rank >= 5 ORDER BY r.id) <= pot % n
          THEN 1 ELSE 0 END ELSE 0 END AS summit FROM results r JOIN sides s USING (id), pot, rubies`);
      times.push(performance.now() - start);
    }
    const columns: readonly (readonly [string, string])[] = [
      ["GV", "gv"],
      ["strongest", "strongest"],
      ["Title", "rank"],
      ["Team", "team"],
      ["Step", "steps"],
      ["Binary", "pay"],
      ["Match", "matching"],
      ["Summit", "summit"],
    ];
    const sums = new Map<string, string>();
    for (const [name, column] of columns) {
      const query = `SELECT sum(${column}), sum(${column} * (id % 1009 + 1)) FROM paid`;
      sums.set(name, (await (await db.run(query)).getRows())[0]!.join(" "));
    }
    return { milliseconds: median(times), sums };
  } finally {
    db.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true });
  }
}
