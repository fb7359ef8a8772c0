import type { CheckedPlan } from "../check/checked-plan.ts";

/** A form of the language that no code is made for: the plain evaluator works such a plan out. */
export class NotCompiled extends Error {
  override readonly name = "NotCompiled";
}

export function notYet(form: string): never {
  throw new NotCompiled(form);
}

/** Code is made for columns of the plan's own periods. */
export function refuseOtherClock({ clock, clocks }: CheckedPlan, name: string): void {
  const own = clocks.get(name);
  if (own && own !== clock) notYet(`a column by the ${own}`);
}
