import type { Entry } from "./entry.ts";
import { type BonusFacts, bonusProblems } from "./problems/bonuses.ts";
import { type DoubtFacts, doubtProblems } from "./problems/doubts.ts";
import { type ExampleFacts, exampleProblems } from "./problems/examples.ts";
import { type GroupFacts, groupProblems } from "./problems/groups.ts";
import { type HabitFacts, habitProblems } from "./problems/habits.ts";
import { type NameFacts, nameProblems } from "./problems/names.ts";
import { type TableFacts, tableProblems } from "./problems/tables.ts";
import { type UnitFacts, unitProblems } from "./problems/units.ts";

/** What the check of a plan may find, in texts that are well written. */
export type CheckFacts = NameFacts &
  UnitFacts &
  TableFacts &
  BonusFacts &
  GroupFacts &
  ExampleFacts &
  DoubtFacts &
  HabitFacts;

export const checkProblems: { readonly [C in keyof CheckFacts]: Entry<CheckFacts[C]> } = {
  ...nameProblems,
  ...unitProblems,
  ...tableProblems,
  ...bonusProblems,
  ...groupProblems,
  ...exampleProblems,
  ...doubtProblems,
  ...habitProblems,
};
