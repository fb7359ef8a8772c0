import type { Climber } from "./climber.ts";
import type { KeptBranches } from "./kept-branches.ts";
import type { MendedPass } from "./mended-pass.ts";

/**
 * Fills what is kept the first time. The pass is run for everybody in pieces, and it is kept what has come to those with
 * large branches before they are run themselves. Then each of them is run alone, and small branches as wholes, once more: what
 * they bring and add has come together with that of others before.
 */
export function keepEverybody(pass: MendedPass, kept: KeptBranches, climber: Climber): void {
  const { memory, people, empty } = pass.shop;
  const { branches, fields, arrivals, rows } = kept;
  const { places, tops } = branches;
  fields.beginNext(places.length);
  empty();
  let to = people;
  for (let number = places.length - 1; number >= 0; number--) {
    const place = places[number]!;
    runPiece(pass, kept, place + 1, to);
    to = place + 1;
    const below = branches.depthOf(place) + 1;
    fields.keepCome(number, memory.words, pass.slotAt(below));
    for (const each of arrivals) each.keepCome(number, below);
  }
  runPiece(pass, kept, 0, to);
  // What the tops have brought belongs to nobody.
  for (const each of arrivals) each.empty(0);
  climber.keepLarge(kept);
  for (let row = rows.large; row < rows.all; row++) climber.keepBranch(kept, tops[row - rows.large]!, row);
}

/** Runs people who stand behind one another; of the largest figures it is heard branch by branch which is the next. */
function runPiece(
  pass: MendedPass,
  { fields, branches }: Pick<KeptBranches, "fields" | "branches">,
  from: number,
  to: number,
): void {
  const { memory, run } = pass.shop;
  if (!fields.hasNext) {
    run(from, to);
    memory.look();
    return;
  }
  for (let end = to; end > from; ) {
    const top = branches.topOf(end - 1);
    const above = branches.aboveOf(top);
    const slot = pass.slotAt(branches.depthOf(top));
    fields.putAside(memory.words, slot);
    run(top, end);
    memory.look();
    if (above >= 0) fields.hearNext(above, memory.words, slot);
    end = top;
  }
}
