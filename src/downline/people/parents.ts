import { eachBelow, type Work } from "../../base/pieces.ts";
import { counted, error, type Fault, quoted } from "../faults.ts";
import { hint, type Ids } from "./ids.ts";

/** One tree of a file: the row of everybody's parent, -1 at a top, and where that goes wrong. */
export type Parents = {
  readonly tree: string;
  readonly parent: Int32Array;
  /** Rows that name nobody, themselves, or one another in a circle: their parent is -1 here. */
  readonly bad: readonly number[];
  /** Rows that name somebody whose line does not fit the heading, and his id: nothing is wrong with them. */
  readonly orphans: ReadonlyMap<number, string>;
};

const IDS_IN_A_SENTENCE = 8;

/**
 * Finds the parent of every row, piece by piece; what is wrong goes to `faults`. `named[row]` is the id in the row's cell,
 * empty at a top.
 */
export function* findingParents(
  file: string,
  tree: string,
  ids: Ids,
  named: readonly string[],
  lines: Int32Array,
  faults: Fault[],
): Work<Parents> {
  const parent = new Int32Array(named.length).fill(-1);
  const bad: number[] = [];
  const orphans = new Map<number, string>();
  yield* eachBelow(named.length, (row) => {
    const wanted = named[row]!;
    if (wanted === "") return;
    const own = ids.of[row]!;
    const found = ids.row.get(wanted);
    if (own !== "" && wanted === own) {
      faults.push(
        error(
          file,
          lines[row]!,
          tree,
          `${quoted(own)} is ${relation(tree)} of itself; name another, or leave the cell empty.`,
        ),
      );
      bad.push(row);
    } else if (found !== undefined) parent[row] = found;
    else if (ids.lost.has(wanted)) orphans.set(row, wanted);
    else {
      faults.push(
        error(
          file,
          lines[row]!,
          tree,
          `${quoted(wanted)} is ${relation(tree)} of ${own === "" ? "this line" : quoted(own)}, and nobody in the file has this id${hint(ids, wanted)}.`,
        ),
      );
      bad.push(row);
    }
  });
  for (const circle of yield* findingCircles(parent)) {
    const names = fromShortest(circle, ids.of);
    faults.push(
      error(file, lines[circle.find((row) => ids.of[row] === names[0])!]!, tree, circleMessage(tree, names)),
    );
    for (const row of circle) {
      bad.push(row);
      parent[row] = -1;
    }
  }
  return { tree, parent, bad, orphans };
}

/** What a parent is called in a tree: the sponsor, the placement, the parent in `binary`. */
export const relation = (tree: string): string =>
  tree === "sponsor" || tree === "placement" ? `the ${tree}` : `the parent in \`${tree}\``;

function circleMessage(tree: string, names: readonly string[]): string {
  const shown = names.slice(0, IDS_IN_A_SENTENCE).map(quoted);
  const isAll = shown.length === names.length;
  const next = isAll ? [...shown.slice(1), shown[0]!] : shown.slice(1);
  const steps = next.map((parent, at) =>
    at === 0 ? `${relation(tree)} of ${shown[0]} is ${parent}` : `that of ${shown[at]} is ${parent}`,
  );
  const way = isAll
    ? listed(steps)
    : `${steps.join(", ")}, and so on back to ${shown[0]} (${counted(names.length)} people)`;
  const what =
    tree === "sponsor" || tree === "placement" ? `The ${tree}s run` : `The parents in \`${tree}\` run`;
  return `${what} in a circle: ${way}; one of them needs another, or none.`;
}

/** `a and b`, `a, b and c`. */
const listed = (parts: readonly string[]): string => `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

/** The circles of a parent function: every row is walked over at most twice. */
function* findingCircles(parent: Int32Array): Work<number[][]> {
  const walkedBy = new Int32Array(parent.length); // 0: by nobody yet
  const found: number[][] = [];
  yield* eachBelow(parent.length, (start) => {
    let row = start;
    while (row >= 0 && walkedBy[row] === 0) {
      walkedBy[row] = start + 1;
      row = parent[row]!;
    }
    if (row < 0 || walkedBy[row] !== start + 1) return;
    const circle = [row];
    for (let next = parent[row]!; next !== row; next = parent[next]!) circle.push(next);
    found.push(circle);
  });
  return found;
}

/** The ids of a circle, beginning with the shortest, so that the sentence does not depend on the order of the file. */
function fromShortest(circle: readonly number[], ids: readonly string[]): string[] {
  const names = circle.map((row) => ids[row]!);
  let first = 0;
  names.forEach((name, at) => {
    const best = names[first]!;
    if (name.length < best.length || (name.length === best.length && name < best)) first = at;
  });
  return [...names.slice(first), ...names.slice(0, first)];
}
