import fc from "fast-check";
import { expect, test } from "vitest";
import { groupsCode, surveyCode } from "../../src/compile/surveys.ts";
import type { Code, Memory } from "../../src/ir/program.ts";
import { elements } from "../../src/runtime/memory.ts";
import { Surveyor } from "../../src/runtime/surveys/survey.ts";
import { surveyBytes } from "../../src/runtime/surveys/survey-room.ts";
import { runs } from "../properties/runs.ts";

const LINE = 64;
const withModule = ({ bytes, places }: Code): Code<WebAssembly.Module> => ({
  bytes: new WebAssembly.Module(bytes),
  places,
});
const code = {
  column: (memory: Memory) => withModule(surveyCode(memory)),
  groups: (amounts: Memory, groups: Memory | null) => withModule(groupsCode(amounts, groups)),
};

const between = (memory: Memory): fc.Arbitrary<bigint> => {
  const bits = BigInt(memory.slice(1));
  const [min, max] = memory.startsWith("u")
    ? [0n, 2n ** bits - 1n]
    : [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
  return fc.oneof(fc.constant(0n), fc.constant(min), fc.constant(max), fc.bigInt({ min, max }));
};

/** One for all: of memories that may grow as large as they like there is no room for many. */
const memory = new WebAssembly.Memory({ initial: 4, maximum: 65_536 });

/** A memory with some columns in it, one behind the other, and room for those who look through them. */
function memoryWith(columns: readonly (readonly [Memory, readonly bigint[]])[], people: number) {
  const lying = columns.map(([kind, values], i) => {
    const at = LINE * 16 * (i + 1);
    const all = elements(memory.buffer, kind, at, values.length);
    values.forEach((value, place) => {
      all[place] = (all instanceof BigInt64Array ? value : Number(value)) as never;
    });
    return { at, memory: kind };
  });
  const room = LINE * 16 * (columns.length + 1);
  expect(room + surveyBytes(people)).toBeLessThan(memory.buffer.byteLength);
  return { surveyor: new Surveyor(memory, code, people, room), lying };
}

const marksFor = (people: number) =>
  fc.option(
    fc.array(fc.nat(1), { minLength: people, maxLength: people }).map((marks) => Uint8Array.from(marks)),
  );

test.each(["u8", "i8", "u16", "i16", "i32", "i64"] as const)(
  "a column of %s comes to what it comes to one by one, also where it does not fit into 64 bits, and for those who count",
  (kind) => {
    const cases = fc
      .array(between(kind), { maxLength: 40 })
      .chain((values) => fc.tuple(fc.constant(values), marksFor(values.length)));
    fc.assert(
      fc.property(cases, ([values, counts]) => {
        const { surveyor, lying } = memoryWith([[kind, values]], values.length);
        const counting = values.filter((_, place) => counts === null || counts[place] === 1);
        const look = () => ({ ...surveyor.sums(lying[0]!, counts), ...surveyor.ends(lying[0]!, counts) });
        const found = look();
        const some = [...values.keys()].filter((place) => values[place] !== 0n);
        expect([...surveyor.places(lying[0]!)]).toEqual(some);
        expect(found.total).toBe(counting.reduce((so, value) => so + value, 0n));
        expect(found.some).toBe(counting.filter((value) => value !== 0n).length);
        if (counting.length === 0) expect(found.smallest).toBeGreaterThan(found.largest);
        else {
          expect(found.smallest).toBe(counting.reduce((a, b) => (a < b ? a : b)));
          expect(found.largest).toBe(counting.reduce((a, b) => (a > b ? a : b)));
        }
        // Others count next, and then the same again.
        expect(surveyor.sums(lying[0]!, new Uint8Array(values.length)).some).toBe(0);
        expect(look()).toEqual(found);
      }),
      runs(100),
    );
  },
);

/** Whole numbers that are exact as doubles, and sums of two of them. */
const exactly = fc.bigInt({ min: 1n - 2n ** 52n, max: 2n ** 52n - 1n });

test.each([
  ["i64", "i8"],
  ["i32", "i16"],
  ["i16", null],
] as const)("amounts of %s are tallied and stand together by groups of %s, in their order", (kind, by) => {
  const GROUPS = by === null ? 1 : 4;
  const some = kind === "i64" ? fc.oneof(between("i32"), exactly) : between(kind);
  const cases = fc
    .array(
      fc.tuple(fc.oneof(fc.constant(0n), some), fc.integer({ min: -1, max: GROUPS - 2 }), fc.boolean()),
      { maxLength: 40 },
    )
    .chain((people) => fc.tuple(fc.constant(people), marksFor(people.length)));
  fc.assert(
    fc.property(cases, fc.array(fc.boolean(), { minLength: GROUPS, maxLength: GROUPS }), (drawn, wanted) => {
      const [people, counts] = drawn;
      const { surveyor, lying } = memoryWith(
        [
          [kind, people.map(([amount]) => amount)],
          [by ?? "i8", people.map(([, group]) => BigInt(group))],
        ],
        people.length,
      );
      const [amounts, groups] = [lying[0]!, by === null ? null : lying[1]!];
      const inEach = surveyor.peopleIn(groups, GROUPS, counts)!;
      const found = surveyor.amountsIn(amounts, groups, GROUPS, counts, () => wanted)!;
      for (let group = 0; group < GROUPS; group++) {
        const own = people.filter(
          ([, of], place) => of === group - 1 && (counts === null || counts[place] === 1),
        );
        const paid = own.map(([amount]) => amount).filter((amount) => amount !== 0n);
        expect(inEach[group]).toBe(own.length);
        expect(found.tallies[group]).toEqual({
          some: paid.length,
          negative: paid.filter((amount) => amount < 0n).length,
          total: paid.reduce((so, amount) => so + amount, 0n),
          highest: paid.length === 0 ? null : paid.reduce((a, b) => (a > b ? a : b)),
        });
        expect([...found.amounts.slice(found.starts[group], found.starts[group + 1])]).toEqual(
          wanted[group] ? paid.map(Number) : [],
        );
      }
      expect(surveyor.peopleIn(groups, 1_000, counts)).toBeNull();
      expect(surveyor.amountsIn(amounts, groups, 1_000, counts, () => [])).toBeNull();
    }),
    runs(100),
  );
});

const both = () => [true, true];

test.each([2n ** 52n, -(2n ** 52n), 2n ** 63n - 1n])(
  "%d is too large to stand among amounts by groups",
  (large) => {
    const { surveyor, lying } = memoryWith(
      [
        ["i64", [1n, large]],
        ["i8", [0n, 0n]],
      ],
      2,
    );
    expect(surveyor.amountsIn(lying[0]!, lying[1]!, 2, null, both)).toBeNull();
    expect(surveyor.amountsIn(lying[0]!, lying[1]!, 2, Uint8Array.of(1, 0), both)?.amounts).toEqual(
      Float64Array.of(1),
    );
  },
);
