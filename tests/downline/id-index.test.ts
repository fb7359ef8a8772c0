import fc from "fast-check";
import { expect, test } from "vitest";
import { IdIndex } from "../../src/downline/people/id-index.ts";

test("finds what a map finds, whatever the ids are", () => {
  const id = fc.oneof(fc.string({ maxLength: 3 }), fc.nat({ max: 20 }).map(String), fc.constant("__proto__"));
  fc.assert(
    fc.property(fc.array(id, { maxLength: 60 }), fc.array(id), (ids, others) => {
      const map = new Map<string, number>();
      const index = new IdIndex(ids);
      ids.forEach((one, row) => {
        expect(index.add(row)).toBe(map.get(one));
        if (!map.has(one)) map.set(one, row);
      });
      for (const one of [...ids, ...others]) {
        expect(index.get(one)).toBe(map.get(one));
        expect(index.has(one)).toBe(map.has(one));
      }
      expect([...new Set(ids)].map((one) => IdIndex.of(ids).get(one))).toEqual([...map.values()]);
    }),
  );
});

test("ids that count upwards are spread: a million are found at once", () => {
  const ids = Array.from({ length: 1_000_000 }, (_, i) => `A${100_000 + i}`);
  const start = performance.now();
  const index = IdIndex.of(ids);
  for (let row = 0; row < ids.length; row += 7) expect(index.get(`A${100_000 + row}`) === row).toBe(true);
  expect(performance.now() - start).toBeLessThan(10_000);
});
