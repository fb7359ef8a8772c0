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
export function reportMissing(wanted: Wanted, people: Headed, orders: Headed | null, faults: Fault[]): void {
  const { trees, inputs } = wanted;
  const mend = mendsFor(wanted);
  const peopleHave = knows(people);
  const ordersHave = orders ? knows(orders) : () => false;
  const report = reportsTo(faults);
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

/** Columns that files need not have, and what holds where they have none. */
const UNSAID = [
  ["joined", "everybody is there from the start"],
  ["kind", "everybody is a distributor"],
] as const;

/** Reports columns that a file of people need not have, where it seems to have them under another name. */
export function reportUnsaid(wanted: Wanted, people: Headed, faults: Fault[]): void {
  for (const [name, otherwise] of UNSAID) {
    const likely = knows(people)(name) ? "" : mendsFor(wanted)(name, people.headings);
    if (likely !== "")
      reportsTo(faults)(people, name, `There is no column \`${name}\`, so that ${otherwise}${likely}.`);
  }
}

const reportsTo =
  (faults: Fault[]) =>
  ({ file, headingLine }: Headed, name: string, message: string): unknown =>
    faults.push(warning(file, headingLine, name, message));

/** The end of a sentence: which heading that nothing else is read by may be the one that is missing. */
function mendsFor({ trees, inputs }: Wanted): (name: string, headings: readonly string[]) => string {
  const taken = new Set(
    [...PEOPLE_COLUMNS, ...ORDER_COLUMNS, "sponsor", ...[...trees, ...inputs].map(({ name }) => name)].map(
      (name) => name.toLowerCase(),
    ),
  );
  return (name, headings) => {
    const free = headings.filter((heading) => !taken.has(heading.toLowerCase()));
    const near = likelyHeading(name.toLowerCase(), free);
    return near === null ? "" : `; if ${quoted(near)} is it, rename it to \`${name}\``;
  };
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
