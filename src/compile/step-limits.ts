import { at, binary, type Expr, i32, i64, type Stmt, store, when } from "../ir/code.ts";
import type { StepLimit } from "../ir/program.ts";
import { arrayOf, type Code } from "./code.ts";

/** The numbers before it say what else stops a pass. */
export const FIRST_LIMIT = 3;

/** A way may be long for some, not for everybody: so many steps for each one in the company, and never fewer in all. */
type Counted = Exclude<StepLimit["kind"], "order by order">;
const MOST: Readonly<Record<Counted, { readonly each: number; readonly atLeast: number }>> = {
  journey: { each: 150, atLeast: 2 ** 25 },
  group: { each: 500, atLeast: 2 ** 26 },
};

/** Counts a step of what may go on for very long, and stops the pass where there are too many in a period. */
export function countStep({ compiling }: Code, kind: Counted, name: string): Stmt[] {
  const { each, atLeast } = MOST[kind];
  const most = Math.max(each * compiling.facts.people, atLeast);
  let index = compiling.limits.findIndex((limit) => limit.kind === kind && limit.name === name);
  if (index < 0) index = compiling.limits.push({ kind, name, most }) - 1;
  const room = arrayOf(compiling, "i64", {
    kind: "room",
    name: `steps of ${kind} ${name}`,
    elements: 1,
    empty: "0",
    working: true,
  });
  const steps: Expr = at(room, "i64", i32(0));
  return [
    store(room, i32(0), binary("add", steps, i64(1))),
    when(binary("gt_s", steps, i64(most)), [{ op: "stop", why: FIRST_LIMIT + index }]),
  ];
}
