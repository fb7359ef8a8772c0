import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Node } from "./syntax.ts";

/** What `parse` understood of a text, and what it did not. Never partial in the sense of absent: any text has a plan. */
export type Parsed = {
  readonly text: string;
  readonly plan: Node<"Plan">;
  readonly diagnostics: readonly Diagnostic[];
};
