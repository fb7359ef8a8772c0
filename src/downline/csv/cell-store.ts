const DIFFERENT_MOST = 4_096;

/**
 * The cells of a column. In most columns the same few days, kinds and figures stand in millions of rows: each is kept
 * once. A column of ids is let alone as soon as it shows what it is.
 */
export class CellStore {
  readonly cells: string[] = [];
  private known: Map<string, string> | null = new Map();

  add(cell: string): void {
    this.cells.push(this.known ? this.once(this.known, cell) : cell);
  }

  private once(known: Map<string, string>, cell: string): string {
    const other = known.get(cell);
    if (other !== undefined) return other;
    known.set(cell, cell);
    if (known.size === DIFFERENT_MOST) this.known = null;
    return cell;
  }
}
