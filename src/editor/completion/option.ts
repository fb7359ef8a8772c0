import type { Description } from "../names/description.ts";

/** One thing that may be put in where somebody writes. */
export type Option = {
  readonly label: string;
  /** What is put in, where it is not the label: with `${…}` where one goes on writing, one after the other. */
  readonly template?: string;
  /** What stands beside it: the type, or what a block is for. */
  readonly detail: string;
  readonly kind: "keyword" | "variable" | "function" | "constant" | "enum" | "property" | "type" | "class";
  /** How well it fits, from -99 to 99. */
  readonly fit: number;
  readonly describe: () => Description | null;
};

/** Names that mean nothing beyond themselves, such as currencies. */
export const plainOption = (label: string, kind: Option["kind"], fit = 0, detail = ""): Option => ({
  label,
  detail,
  kind,
  fit,
  describe: () => null,
});
