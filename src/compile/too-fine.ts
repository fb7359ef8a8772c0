/**
 * A figure of more decimals than there is room for: counted in units of the 18th decimal, 1 is the largest power of ten that 64
 * bits hold. `column`: whose it is, as soon as that is known.
 */
export class TooFine extends Error {
  override readonly name = "TooFine";
  readonly column: string | null;

  constructor(column: string | null = null) {
    super("a figure of more than 18 decimals");
    this.column = column;
  }
}

/** Makes a column; one that is too fine is told by its name. */
export function madeAs<T>(column: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof TooFine && error.column === null ? new TooFine(column) : error;
  }
}

export function tooFine(): never {
  throw new TooFine();
}
