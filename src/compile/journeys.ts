import type { CheckedBonus } from "../check/checked-plan.ts";
import type { Code } from "./code.ts";
import { notYet } from "./not-yet.ts";
import type { Term } from "./terms.ts";

/** What journeys up a tree pay to each person on the way. */
export function journeyTerm(_code: Code, _bonus: CheckedBonus): Term {
  return notYet("journeys");
}
