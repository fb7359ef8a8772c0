import { expect, test } from "vitest";
import { readDownline } from "../../src/downline/read-downline.ts";
import { wantedBy } from "../../src/engine/files/wanted-by.ts";
import { worldFor } from "../../src/engine/files/world-of-files.ts";
import { planOf } from "../properties/worlds.ts";
import { compare } from "./compare.ts";

const HEAD = `plan "Sums of one" {
  currency USD
  period   month
}
input PV    : money
input group : number
input CV    : money in orders
input part  : money in orders = CV + my.PV
measure of_sponsor = sponsor.PV
measure own_twice  = PV + PV
`;
/** One person has all that there is: what everybody has together is no bound for adding up the same one's again and again. */
const people = `id,sponsor,PV,group
a,,60,1
b,a,0,1
c,a,0,1
d,a,0,1
e,b,0,2
`;
const orders = `id,person,date,CV
1,a,2026-01-01,1
2,a,2026-01-02,1
3,a,2026-01-03,1
4,a,2026-01-03,-1
5,a,2026-01-05,0
6,a,2026-01-05,1
`;

test.each([
  "measure found = sum(my.PV in orders)",
  "measure found = sum(part in orders)",
  "measure found = sum(CV + my.PV in orders)",
  "measure found = sum(max(CV, my.own_twice) in orders where CV > $0)",
  "measure found = sum(my.PV in frontline)",
  "measure found = sum(sponsor.PV in frontline)",
  "measure found = sum(of_sponsor in frontline)",
  "measure found = sum(my.PV in downline)",
  "measure found = sum(my.PV in upline)",
  "measure found = sum(my.PV in company)",
  "measure found = sum(my.PV in company where group = my.group)",
  "measure found = sum(sponsor.PV in company where group = my.group)",
  "measure found = sum(my.PV in legs)",
  "measure found = sum(my.PV in periods)",
  "measure inner = sum(my.PV in orders)\nmeasure found = sum(inner in company)",
  "measure inner = sum(CV in orders)\nmeasure found = sum(inner + of_sponsor in company)",
  "bonus B { on CV + my.PV in orders from self up sponsor\n pays 100% }",
  "bonus B { on my.PV in orders up sponsor\n pays 100% if level = 1 }",
  "pool P { pot sum(sponsor.PV in company)\n shares 1 }",
])("%s", (text) => {
  const plan = planOf(`${HEAD}${text}\n`);
  const { complete } = readDownline({
    ...{ title: "sums", synthetic: true, wanted: wantedBy(plan) },
    people: { name: "people.csv", text: people },
    orders: { name: "orders.csv", text: orders },
  });
  const result = compare(plan, worldFor(plan, complete!).world);
  expect(result.kind === "differs" ? result : null).toBeNull();
});
