/**
 * The table knows how many people there are and shows a window of them. Rows have one height, so where a row lies is a
 * multiplication. Browsers end an element's height at some ten million pixels, so beyond that the way is compressed:
 * the scroll bar then means a share of the rows.
 */
export const ROW_PX = 28;
const TALLEST_PX = 8_000_000;
/** Rows asked for above and below those in sight, so that a small scroll finds them there. */
const AROUND = 20;

export type RowsInSight = {
  readonly from: number;
  readonly to: number;
  readonly first: number;
  readonly count: number;
};

export const tableHeight = (total: number): number => Math.min(TALLEST_PX, total * ROW_PX);

export function rowsInSight(scrollTop: number, height: number, total: number): RowsInSight {
  const count = Math.ceil(height / ROW_PX) + 1;
  const way = Math.max(1, tableHeight(total) - height);
  const first = Math.max(
    0,
    Math.min(
      Math.max(0, total - count + 1),
      Math.round((scrollTop / way) * Math.max(0, total - height / ROW_PX)),
    ),
  );
  return { first, count, from: Math.max(0, first - AROUND), to: Math.min(total, first + count + AROUND) };
}

/** Where to scroll for a row to be the first in sight. */
export const scrollTopFor = (row: number, height: number, total: number): number =>
  (row / Math.max(1, total - height / ROW_PX)) * Math.max(0, tableHeight(total) - height);

/** Where a row lies below the top of the visible part. */
export const rowTop = (row: number, scrollTop: number, height: number, total: number): number => {
  const way = Math.max(1, tableHeight(total) - height);
  const exactFirst = (scrollTop / way) * Math.max(0, total - height / ROW_PX);
  return scrollTop + (row - exactFirst) * ROW_PX;
};

/** The row that a key goes to, or null. */
export function rowFor(key: string, at: number, page: number, total: number): number | null {
  const clamp = (row: number): number => Math.max(0, Math.min(total - 1, row));
  switch (key) {
    case "ArrowDown":
      return clamp(at + 1);
    case "ArrowUp":
      return clamp(at - 1);
    case "PageDown":
      return clamp(at + page);
    case "PageUp":
      return clamp(at - page);
    case "Home":
      return 0;
    case "End":
      return clamp(total - 1);
    default:
      return null;
  }
}

/** The heading is row 1, so the first person is row 2. */
export const ariaRow = (row: number): number => row + 2;

/** Where to scroll so that a row is in sight; null if it is. */
export function scrollTopToShow(
  row: number,
  { first, count }: RowsInSight,
  height: number,
  total: number,
): number | null {
  const last = first + count - 3;
  if (row >= first && row <= last) return null;
  return scrollTopFor(row < first ? row : Math.max(0, row - count + 3), height, total);
}

export const pageOf = ({ count }: RowsInSight): number => Math.max(1, count - 2);

/** The grid's columns, in CSS: name and id, then one for each column of the plan. */
export const gridColumns = (columns: number): string =>
  `minmax(9rem, 1.4fr) 4.5rem repeat(${columns}, minmax(6.25rem, 1fr))`;
export const gridWidth = (columns: number): string => `${13.5 + columns * 6.25}rem`;
