import { error, type Fault } from "./faults.ts";

/** Rows of a file that point at one another: who is whose parent, and where that goes wrong. */
export type Parents = { readonly parent: Int32Array; readonly bad: readonly number[]; readonly faults: readonly Fault[] };

const MOST_IDS_IN_A_SENTENCE = 8;

/**
 * Finds the parent of every row by id. An id that nobody has, oneself, and circles are reported at their lines; rows in
 * them are bad. `at[row]` is the id that the row names, empty for a top.
 */
export function findParents(file: string, column: string, ids: readonly string[], at: readonly string[], index: ReadonlyMap<string, number>, lines: readonly number[]): Parents {
  const size = ids.length;
  const parent = new Int32Array(size).fill(-1);
  const faults: Fault[] = [];
  const bad: number[] = [];
  for (let row = 0; row < size; row++) {
    const wanted = at[row]!;
    if (wanted === "") continue;
    const found = index.get(wanted);
    if (found === undefined) {
      faults.push(error(file, lines[row]!, column, `\`${ids[row]}\` names \`${wanted}\` as ${column}, and nobody in the file has this id.`));
      bad.push(row);
    } else if (found === row) {
      faults.push(error(file, lines[row]!, column, `\`${ids[row]}\` is named as its own ${column}.`));
      bad.push(row);
    } else parent[row] = found;
  }
  for (const circle of circles(parent)) {
    const names = circle.slice(0, MOST_IDS_IN_A_SENTENCE).map((row) => `\`${ids[row]}\``);
    const way = circle.length > MOST_IDS_IN_A_SENTENCE ? `${names.join(" → ")} → … (${circle.length} people)` : `${names.join(" → ")} → ${names[0]}`;
    faults.push(error(file, lines[circle[0]!]!, column, `The ${column}s go in a circle: ${way}.`));
    bad.push(...circle);
  }
  return { parent, bad, faults };
}

/** The circles of a parent function, each beginning with its first row: every row is walked once. */
function circles(parent: Int32Array): number[][] {
  const walk = new Int32Array(parent.length); // 0: not seen; n: seen on walk n
  const found: number[][] = [];
  for (let start = 0; start < parent.length; start++) {
    let row = start;
    while (row >= 0 && walk[row] === 0) {
      walk[row] = start + 1;
      row = parent[row]!;
    }
    if (row < 0 || walk[row] !== start + 1) continue;
    const circle = [row];
    for (let next = parent[row]!; next !== row; next = parent[next]!) circle.push(next);
    const first = circle.indexOf(Math.min(...circle.slice(0, 100_000)));
    found.push([...circle.slice(first), ...circle.slice(0, first)]);
  }
  return found;
}
