import { likelyHeading } from "./csv/headings.ts";
import type { Headed } from "./downline.ts";
import { type Fault, quoted, warning } from "./faults.ts";
import { ORDER_COLUMNS } from "./orders/order-rows.ts";
import { PEOPLE_COLUMNS } from "./people/people-rows.ts";
import type { Wanted, WantedInput } from "./wanted.ts";

/**
 * Reports what a plan wants and no file has. Nothing is guessed in its place, and figures that nobody has bring nothing:
 * what a mistaken heading does to a whole run must not pass in silence.
 */
export function reportMissing(
  { trees, inputs }: Wanted,
  people: Headed,
  orders: Headed | null,
  faults: Fault[],
): void {
  const taken = new Set(
    [...PEOPLE_COLUMNS, ...ORDER_COLUMNS, "sponsor", ...[...trees, ...inputs].map(({ name }) => name)].map(
      (name) => name.toLowerCase(),
    ),
  );
  const mend = (name: string, headings: readonly string[]) => {
    const free = headings.filter((heading) => !taken.has(heading.toLowerCase()));
    const near = likelyHeading(name.toLowerCase(), free);
    return near === null ? "" : `; if ${quoted(near)} is it, rename it to \`${name}\``;
  };
  const peopleHave = knows(people);
  const ordersHave = orders ? knows(orders) : () => false;
  const report = ({ file, headingLine }: Headed, name: string, message: string) =>
    faults.push(warning(file, headingLine, name, message));
  for (const { name, binary } of trees) {
    if (name.toLowerCase() === "sponsor") continue;
    if (!peopleHave(name))
      report(
        people,
        name,
        `The plan follows the tree ${quoted(name)}, and the file has no column so called: the sponsors are taken in its place${mend(name, people.headings)}.`,
      );
    if (binary && !peopleHave("side"))
      report(
        people,
        "side",
        `The tree ${quoted(name)} has two sides, and the file has no column \`side\`: nobody sits on the left or on the right${mend("side", people.headings)}.`,
      );
  }
  for (const input of inputs) {
    const { name, inOrders, hasFallback } = input;
    if (hasFallback || peopleHave(name) || ordersHave(name)) continue;
    const where = orders ? "neither file has a column" : "the file has no column";
    const headings = inOrders && orders ? orders.headings : [...people.headings, ...(orders?.headings ?? [])];
    report(
      inOrders && orders ? orders : people,
      name,
      `The plan takes in ${quoted(name)}, and ${where} so called: ${consequence(input)}${mend(name, headings)}.`,
    );
  }
}

function knows({ headings }: Headed): (name: string) => boolean {
  const names = new Set(headings.map((heading) => heading.toLowerCase()));
  return (name) => names.has(name.toLowerCase());
}

function consequence({ type }: WantedInput): string {
  switch (type.kind) {
    case "money":
    case "points":
    case "number":
    case "percent":
      return "it is 0 for everybody";
    case "yes/no":
      return "it is no for everybody";
    default:
      return "nobody has one";
  }
}
