import { eachBelow, type Work } from "../../base/pieces.ts";
import { NOT_GIVEN } from "../downline.ts";
import { counted, type Fault, quoted, warning } from "../faults.ts";
import { hasSides, type PeopleRows, UNREADABLE_SIDE } from "./people-rows.ts";

/**
 * Two people on one side of somebody, and people below somebody on no side. Both are kept as they are: some companies'
 * data have them. Mostly they are slips, and a leg that has more or less volume than it should pays wrongly without a sign.
 */
export function* reportingSides(people: PeopleRows, faults: Fault[]): Work<void> {
  const { side, trees, table, ids } = people;
  if (!side) return;
  const { file, lines } = table;
  for (const { tree, parent } of trees) {
    if (!hasSides(people, tree)) continue;
    const seats = new Map<number, number>();
    let [sideless, first] = [0, -1];
    yield* eachBelow(parent.length, (row) => {
      const above = parent[row]!;
      if (above < 0 || side[row] === UNREADABLE_SIDE) return;
      if (side[row] === 0) {
        if (sideless++ === 0) first = row;
        return;
      }
      const seat = above * 2 + side[row]! - 1;
      const other = seats.get(seat);
      if (other === undefined) seats.set(seat, row);
      else {
        const both = `${quoted(ids.of[row]!)} and ${quoted(ids.of[other]!)} (line ${lines[other]})`;
        const where = `${side[row] === 1 ? "left" : "right"} below ${quoted(ids.of[above]!)}`;
        faults.push(warning(file, lines[row]!, "side", `${both} both sit ${where}; both are kept.`));
      }
    });
    if (sideless > 0) {
      const who = `${quoted(ids.of[first]!)}${alsoOthers(sideless)}`;
      const what =
        sideless === 1 ? "sits below somebody on neither side" : "sit below somebody on neither side";
      faults.push(
        warning(
          file,
          lines[first]!,
          "side",
          `${who} ${what}, so that no leg has the volume; write left or right.`,
        ),
      );
    }
  }
}

/** People who joined before their sponsor did: told once, for whole files are so where sponsors were changed later. */
export function reportLateSponsors({ joined, trees, table, ids }: PeopleRows, faults: Fault[]): void {
  const parent = trees.find(({ tree }) => tree.toLowerCase() === "sponsor")?.parent;
  if (!parent) return;
  let [early, first] = [0, -1];
  for (let row = 0; row < parent.length; row++) {
    const above = parent[row]!;
    if (above < 0 || joined[row] === NOT_GIVEN || joined[above]! <= joined[row]!) continue;
    if (early++ === 0) first = row;
  }
  if (early === 0) return;
  const who = `${quoted(ids.of[first]!)}${alsoOthers(early)}`;
  faults.push(
    warning(
      table.file,
      table.lines[first]!,
      "joined",
      `${who} joined before the sponsor did; check the days.`,
    ),
  );
}

/** Customers with people below them: told once. They are kept, and nobody is paid for what they brought in. */
export function reportRecruitingCustomers(
  { customer, trees, table, ids }: PeopleRows,
  faults: Fault[],
): void {
  const parent = trees.find(({ tree }) => tree.toLowerCase() === "sponsor")?.parent;
  if (!parent) return;
  const recruiting = new Uint8Array(parent.length);
  let [count, first] = [0, -1];
  for (const above of parent) {
    if (above < 0 || !customer[above] || recruiting[above]) continue;
    recruiting[above] = 1;
    count++;
    if (first < 0 || above < first) first = above;
  }
  if (count === 0) return;
  const who = `${quoted(ids.of[first]!)}${alsoOthers(count)}`;
  faults.push(
    warning(
      table.file,
      table.lines[first]!,
      "kind",
      count === 1
        ? `${who} is a customer and sponsors somebody; a customer is never paid.`
        : `${who} are customers and sponsor people; a customer is never paid.`,
    ),
  );
}

const alsoOthers = (count: number): string =>
  count === 1 ? "" : count === 2 ? " and 1 other" : ` and ${counted(count - 1)} others`;
