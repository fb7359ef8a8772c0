/** Into so many steps of the same width values are counted at a time. */
const STEPS = 2048;
const counts = new Int32Array(STEPS);

/**
 * The value that would stand at a place if all were sorted. They are whole numbers below 2^52, and are counted by steps
 * between the smallest and the largest of them; then those in the step where the place lies, until a step is one number.
 * Nothing is moved, and who is smaller decides no way: with a pivot (Hoare 1961) half of the ways are guessed wrong.
 */
export function selected(values: Float64Array, place: number): number {
  let [among, left] = [values, place];
  for (;;) {
    let [smallest, largest] = [among[0]!, among[0]!];
    for (let at = 1; at < among.length; at++) {
      smallest = Math.min(smallest, among[at]!);
      largest = Math.max(largest, among[at]!);
    }
    const width = Math.floor((largest - smallest) / STEPS) + 1;
    counts.fill(0);
    for (let at = 0; at < among.length; at++) counts[Math.floor((among[at]! - smallest) / width)]!++;
    let step = 0;
    for (; left >= counts[step]!; step++) left -= counts[step]!;
    if (width === 1) return smallest + step;
    among = inStep(among, smallest, width, step);
  }
}

function inStep(among: Float64Array, smallest: number, width: number, step: number): Float64Array {
  const within = new Float64Array(counts[step]!);
  const from = smallest + step * width;
  let count = 0;
  for (let at = 0; at < among.length; at++) {
    const value = among[at]!;
    if (value >= from && value < from + width) within[count++] = value;
  }
  return within;
}
