/** Something that is wrong with a file of people or orders, in words. */
export type Fault = {
  readonly file: string;
  /** Counted from 1, the heading being line 1; 0 where the fault is the whole file's. */
  readonly line: number;
  readonly column: string | null;
  /** `error`: nothing is loaded until it is mended, or its row left out. `warning`: worth a look. */
  readonly severity: "error" | "warning";
  /** One sentence: what is wrong, and what to do. */
  readonly message: string;
};

export const error = (file: string, line: number, column: string | null, message: string): Fault => ({ file, line, column, severity: "error", message });
export const warning = (file: string, line: number, column: string | null, message: string): Fault => ({ file, line, column, severity: "warning", message });
