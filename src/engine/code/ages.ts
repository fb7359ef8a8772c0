import type { Exact } from "../../base/exact.ts";
import { kept } from "../../base/kept.ts";
import { NOT_GIVEN } from "../../downline/downline.ts";
import { column } from "../../meaning/columns.ts";
import type { Run } from "../../meaning/run.ts";
import type { Amounts, DataColumn } from "../../runtime/data/source.ts";

/**
 * The column `age` in a period of any clock. With every period those whose joining is known become older by one, so that
 * the calendar is asked only once for each of them.
 */
export function agesIn(run: Run, period: number): DataColumn {
  const { timeline, world } = run;
  const { joined, size } = world;
  const first = timeline.startOf(period);
  // Where periods have no days nobody becomes older.
  const isOfCalendar = timeline.since(first, 0) !== null;
  const calendar = `${timeline.clockOf(period)} ${timeline.since(first, 0)}`;
  return {
    ...kept(joined, `age ${calendar} ${period}`, () => ({ mark: {} })),
    count: size,
    get values() {
      return Array.from({ length: size }, (_, person) => column(run, "age", person, period));
    },
    get amounts(): Amounts {
      const atFirst = kept(joined, `ages ${calendar}`, () =>
        Int32Array.from({ length: size }, (_, person) =>
          Number((column(run, "age", person, first) as Exact).n),
        ),
      );
      const units = new BigInt64Array(size);
      const halves = new Int32Array(units.buffer);
      const older = isOfCalendar ? period - first : 0;
      for (let person = 0; person < size; person++) {
        const age = joined[person] === NOT_GIVEN ? atFirst[person]! : atFirst[person]! + older;
        halves[2 * person] = age;
        halves[2 * person + 1] = age >> 31;
      }
      const most = 2n ** 31n;
      return { units, given: null, facts: { given: "all", scale: 0, most, mass: most * BigInt(size) } };
    },
    there: null,
  };
}
