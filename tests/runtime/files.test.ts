import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printDay } from "../../src/base/calendar.ts";
import { type Random, seeded } from "../../src/downline/random.ts";
import { readDownline } from "../../src/downline/read-downline.ts";
import { CodeRunner } from "../../src/engine/code/worked-out.ts";
import { wantedBy } from "../../src/engine/files/wanted-by.ts";
import { worldFor } from "../../src/engine/files/world-of-files.ts";
import type { World } from "../../src/meaning/world.ts";
import { runs } from "../properties/runs.ts";
import { planOf } from "../properties/worlds.ts";
import { compare, compareWith } from "./compare.ts";

const HEAD = `plan "Files" {
  currency USD
  period   month
}
tree placement : binary
input PV     : money
input LRP    : money in orders
input CV     : money in orders
input price  : money in orders
input use    : choice of retail, own in orders
input colour : text
input shade  : text
input since  : date
input friend : person
`;

/** Everything that files can bring, by clocks of all lengths. */
const plan = planOf(`${HEAD}
measure group   = PV + sum(CV in downline)
measure placed  = CV + sum(CV in downline of placement)
measure retail  = sum(price in orders where use = retail)
measure stands  = sum(LRP in orders) + $1 * count(orders where LRP > $0)
measure alike   = count(frontline where colour = shade)
measure late    = count(orders where date > my.since)
measure young   = age <= 1
measure above   = sum(CV in frontline where young and friend = sponsor)
measure so      = sum(so_far(CV) in orders where use = own)
measure under   = sum(so_far(group) in orders)
weekly measure week_CV = CV + sum(LRP in orders)
weekly measure rising  = so_far(CV) + $1 * count(orders)
daily measure day_CV   = so_far(retail) - sum(price in orders)
measure weeks_CV = sum(week_CV in weeks) + sum(rising in weeks)
quarterly measure quarter = CV + PV + $1 * count(orders where use = retail)
quarterly measure months_CV = sum(so in months)
daily bonus Daily { pays 5% of day_CV }
bonus Team {
  on CV in orders where use = own
  up placement
  pays 10% if level <= 2
}
`);

/** Files by lot: some cells are empty, some people join late, and orders are not in the order of their days. */
function filesBy(random: Random, joining: number): { readonly people: string; readonly orders: string } {
  const size = 1 + random.below(25);
  const first = 20_000;
  const day = (): string => printDay(first + random.below(110));
  const some = (chance: number, of: () => string): string => (random.chance(chance) ? of() : "");
  const isSummed = random.chance(0.5);
  const stands = random.chance(0.5);
  const headings = ["id,sponsor,placement,side,joined,colour,shade,since,friend"];
  if (!isSummed || random.chance(0.3)) headings.push("PV");
  if (stands) headings.push("LRP");
  const amount = () => String(random.pick([10, 40, 99.5, 100, 250.25, -20]));
  const people = Array.from({ length: size }, (_, person) => {
    const cells = [
      `p${person}`,
      person === 0 ? "" : `p${random.below(person)}`,
      person === 0 ? "" : `p${random.below(person)}`,
      person === 0 ? "" : random.pick(["left", "right"]),
      some(joining, day),
      some(0.8, () => random.pick(["red", "green", "blue"])),
      some(0.8, () => random.pick(["blue", "violet", "red"])),
      some(0.6, day),
      some(0.7, () => `p${random.below(size)}`),
    ];
    for (const _ of headings.slice(1)) cells.push(some(0.6, amount));
    return cells.join();
  });
  const orders = Array.from({ length: random.below(90) }, (_, order) =>
    [
      ...[`o${order}`, `p${random.below(size)}`, day(), some(0.9, amount), some(0.9, amount)],
      some(0.9, () => random.pick(["retail", "own"])),
      ...(isSummed ? [some(0.7, amount)] : []),
    ].join(),
  );
  return {
    people: [headings.join(), ...people].join("\n"),
    orders: [`id,person,date,CV,price,use${isSummed ? ",PV" : ""}`, ...orders].join("\n"),
  };
}

function worldBy(seed: number, joining = 0.6): World {
  const { people, orders } = filesBy(seeded(seed), joining);
  const { complete, faults } = readDownline({
    ...{ title: "files", synthetic: true, wanted: wantedBy(plan) },
    people: { name: "people.csv", text: people },
    orders: { name: "orders.csv", text: orders },
  });
  if (!complete) throw new Error(faults.map(({ message }) => message).join("\n"));
  return worldFor(plan, complete).world;
}

describe("people and orders from files", () => {
  test("come to the same by code, whatever stands in them", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const result = compare(plan, worldBy(seed));
        expect(result.kind === "differs" ? result : null).toBeNull();
      }),
      runs(40),
    );
  });

  test("a text of one column is read as it was when another one comes to it", () => {
    const before = planOf(HEAD.replace("input shade  : text\n", ""));
    const after = planOf(`${HEAD}measure alike = count(frontline where colour = shade)\n`);
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        // What is the same in every period stays in memory.
        const world = worldBy(seed, 0);
        const runner = new CodeRunner();
        for (const one of [before, after])
          expect(compareWith(runner, one, world)).toMatchObject({ kind: "equal" });
      }),
      runs(20),
    );
  });
});
