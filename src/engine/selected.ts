/**
 * The value that would stand at a place if all were sorted (Hoare's quickselect, three ways for many equal ones). Values
 * are moved: those before the place are not larger afterwards.
 */
export function selected(values: Float64Array, place: number): number {
  let [from, to] = [0, values.length - 1];
  while (from < to) {
    const pivot = middleOf(values[from]!, values[(from + to) >> 1]!, values[to]!);
    let [smaller, at, larger] = [from, from, to];
    while (at <= larger) {
      const value = values[at]!;
      if (value < pivot) {
        values[at++] = values[smaller]!;
        values[smaller++] = value;
      } else if (value > pivot) {
        values[at] = values[larger]!;
        values[larger--] = value;
      } else at++;
    }
    if (place < smaller) to = smaller - 1;
    else if (place > larger) from = larger + 1;
    else return pivot;
  }
  return values[place]!;
}

const middleOf = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
