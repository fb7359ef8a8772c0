import type { Formula } from "../../check/formula.ts";
import { NUMBER } from "../../check/types.ts";
import { at, binary, type Expr, i32, narrow, select, widen } from "../../ir/code.ts";
import { drawnTree, type PastTreeArray, type TreeArray } from "../../ir/program.ts";
import { arrayOf, type Code, type Compiling, type Draft, draftOf, reading, stored } from "../code.ts";
import { floored } from "../formulas/arithmetic.ts";
import { amountIn, personIn, termOf } from "../formulas/formulas.ts";
import { type Moment, ofPersonAt } from "../formulas/moment.ts";
import { lastDay, peopleNow } from "../formulas/presence.ts";
import { about, PERSON, type Period, type Scope } from "../formulas/scope.ts";
import { ANYWHERE, type Person, type Term } from "../formulas/terms.ts";
import { givenOr } from "./columns.ts";
import { columnElsewhere } from "./elsewhere.ts";
import { ofPerson } from "./of-person.ts";

/** Whether rules say who is above whom, or from which day on somebody stands in a tree. */
export const isBuilt = ({ plan }: Compiling, name: string): boolean => {
  const tree = plan.trees.get(name);
  return tree !== undefined && (tree.parent !== null || tree.from !== null);
};

/** The tree that the data draw for one of the plan. */
const drawnName = ({ facts }: Compiling, name: string): string => (facts.trees.has(name) ? name : "sponsor");

/** A tree of the plan, under the name of the one that the data draw for it. One that rules build is built first. */
export function treeName(code: Code, name: string): string {
  const { compiling } = code;
  if (!isBuilt(compiling, name)) return drawnName(compiling, name);
  reading(code.draft, builtDraft(compiling, name), ANYWHERE);
  return name;
}

const PERSON_TYPE = { kind: "person" } as const;

/** Who is above whom in a tree of rules, put in order. */
function builtDraft(compiling: Compiling, name: string): Draft {
  const { parent, filled, from } = compiling.plan.trees.get(name)!;
  return draftOf(compiling, `built ${name}`, PERSON_TYPE, ({ draft }) => {
    const array = (of: Draft): number => {
      reading(draft, of, ANYWHERE);
      return stored(compiling, of);
    };
    const above = parent
      ? filled
        ? underDraft(compiling, name, parent)
        : ruleDraft(compiling, name, parent)
      : placedDraft(compiling, name);
    draft.machine = {
      kind: "tree",
      tree: name,
      drawn: drawnName(compiling, name),
      above: array(above),
      filled: filled && { wide: array(wideDraft(compiling, name, filled.wide)), evenly: filled.evenly },
      waits: parent && from ? array(waitsDraft(compiling, name)!) : null,
      parent: draft.id,
    };
    return {
      kind: "person",
      expr: { op: "self", type: "i32", column: draft.id },
      where: ANYWHERE,
      sure: false,
    };
  });
}

/** Whom the rule of a tree names. */
const ruleDraft = (compiling: Compiling, name: string, rule: Formula): Draft =>
  draftOf(compiling, `tree ${name}`, PERSON_TYPE, (code) => ({
    ...(givenOr(code, name, PERSON_TYPE, (own) => personIn(own, rule, about(PERSON))) as Person),
    where: ANYWHERE,
    sure: false,
  }));

/** Below whom somebody is to find a place. */
const underDraft = (compiling: Compiling, name: string, rule: Formula): Draft =>
  draftOf(compiling, `under ${name}`, PERSON_TYPE, (code) => personIn(code, rule, about(PERSON)));

const wideDraft = (compiling: Compiling, name: string, wide: Formula): Draft =>
  draftOf(compiling, `wide ${name}`, NUMBER, (code) =>
    floored(code, amountIn(code, wide, about(PERSON)), { n: 1, d: 1 }),
  );

/** Whether somebody waits for the day of being placed; null in a tree where nobody does. */
export function waitsDraft(compiling: Compiling, name: string): Draft | null {
  const tree = compiling.plan.trees.get(name);
  if (!tree?.from) return null;
  return draftOf(compiling, `waits ${name}`, { kind: "yes/no" }, (code) => {
    const since = termOf(code, tree.from!, about(PERSON));
    return { kind: "yes/no", expr: binary("gt_s", since.expr, lastDay(code, null)) };
  });
}

/** Who is above somebody from the day of being placed on; before it nobody is. */
function placedDraft(compiling: Compiling, name: string): Draft {
  return draftOf(compiling, `placed ${name}`, PERSON_TYPE, (code) => {
    const waits = ofPerson(code, waitsDraft(compiling, name)!, PERSON, { kind: "yes/no" }).expr;
    const drawn = arrayOf(compiling, "i32", {
      kind: "tree",
      tree: drawnTree(drawnName(compiling, name)),
      what: "parent",
    });
    const expr = select(waits, i32(-1), at(drawn, "i32", PERSON.expr));
    return { kind: "person", expr, where: ANYWHERE, sure: false };
  });
}

/** Who is above whom: as a column. */
export function treeDraft(compiling: Compiling, name: string): Draft {
  const { parent, filled } = compiling.plan.trees.get(name) ?? { parent: null, filled: null };
  if (parent && !filled) return ruleDraft(compiling, name, parent);
  const isGiven = (compiling.facts.overrides.get(name)?.given ?? "none") !== "none";
  if (isGiven) return givenDraft(compiling, name);
  return asItStands(compiling, name);
}

/** A column of who is above whom that says something else of some than the tree: who is given somebody still stands where he stood. */
const givenDraft = (compiling: Compiling, name: string): Draft =>
  draftOf(compiling, `given tree ${name}`, PERSON_TYPE, (code) =>
    givenOr(code, name, PERSON_TYPE, (own) =>
      ofPerson(own, asItStands(compiling, name), PERSON, PERSON_TYPE),
    ),
  );

/** Who is above whom in a tree that is drawn or filled. */
function asItStands(compiling: Compiling, name: string): Draft {
  return draftOf(compiling, `tree ${name}`, PERSON_TYPE, (code) => {
    if (!isBuilt(compiling, name)) {
      // It lies in memory as the data draw it.
      code.draft.given = treeArray(code, name, "parent");
      const expr = parentOf(code, name, PERSON);
      return { kind: "person", expr, where: { relation: "above", tree: name }, sure: false };
    }
    const above = ofPerson(code, builtDraft(compiling, name), PERSON, PERSON_TYPE).expr;
    return {
      kind: "person",
      expr: select(binary("lt_s", above, i32(0)), i32(-1), above),
      where: ANYWHERE,
      sure: false,
    };
  });
}

const memory = {
  order: "i32",
  parent: "i32",
  first: "i32",
  next: "i32",
  place: "i32",
  end: "i32",
  side: "u8",
} as const;

/** An array about a tree. */
export function treeArray(code: Code, name: string, what: Exclude<TreeArray, "depth">): number {
  return arrayOf(code.compiling, memory[what], { kind: "tree", tree: treeName(code, name), what });
}

/** Who is first below somebody, who is next to and above, and on which side, as a tree stood in a period. */
export function inTree(
  code: Code,
  name: string,
  what: PastTreeArray,
  person: Expr,
  { period, moment }: When,
): Expr {
  const { compiling } = code;
  if (moment && isBuilt(compiling, name)) return inTreeAt(code, name, what, person, moment, period);
  // What the data draw is the same in all periods.
  if (period === null || !isBuilt(compiling, name)) return at(treeArray(code, name, what), "i32", person);
  reading(code.draft, builtDraft(compiling, name), period.over ? { relation: "before", tree: "" } : ANYWHERE);
  const all = arrayOf(compiling, memory[what], { kind: "past tree", tree: name, what });
  return at(all, "i32", binary("add", binary("mul", period.at, peopleNow(code)), person));
}

/** The same of a tree of rules as it stood at a moment by another clock, whose program tells of it person by person. */
function inTreeAt(
  code: Code,
  name: string,
  what: PastTreeArray,
  person: Expr,
  moment: Moment,
  period: Period | null,
): Expr {
  const type = what === "side" ? NUMBER : PERSON_TYPE;
  const column = `${what} in ${name}`;
  const draft = columnElsewhere(code.compiling, moment, column, type, (other) =>
    draftOf(other, column, type, (own): Term => {
      const expr = inTree(own, name, what, PERSON.expr, NOW);
      if (what !== "side") return { kind: "person", expr, where: ANYWHERE, sure: false };
      return { kind: "amount", expr: widen(expr), scale: 0, most: 2n, mass: null };
    }),
  );
  const one: Person = { kind: "person", expr: person, where: ANYWHERE, sure: true };
  const { expr } = ofPersonAt(code, draft, one, type, moment, { period });
  return what === "side" ? narrow(expr) : expr;
}

/** Which period or moment is meant; `NOW`: the one that is worked out. */
export type When = Pick<Scope, "period" | "moment">;
const NOW: When = { period: null, moment: null };

/** Who is above somebody in a tree: below 0 for nobody. */
export const parentOf = (code: Code, name: string, { expr }: Person, when: When = NOW): Expr =>
  inTree(code, name, "parent", expr, when);

/** 1 left, 2 right, 0 not said. */
export const sideOf = (code: Code, name: string, { expr }: Person, when: When = NOW): Expr =>
  inTree(code, name, "side", expr, when);

/** Whether somebody waits for a place in a tree; null where nobody does. */
export function waitsIn(code: Code, name: string, person: Person, { period, moment }: When): Expr | null {
  const type = { kind: "yes/no" } as const;
  const { from } = code.compiling.plan.trees.get(name) ?? { from: null };
  if (!from) return null;
  if (!moment) return ofPerson(code, waitsDraft(code.compiling, name)!, person, type, period).expr;
  const draft = columnElsewhere(
    code.compiling,
    moment,
    `waits in ${name}`,
    type,
    (other) => waitsDraft(other, name)!,
  );
  return ofPersonAt(code, draft, person, type, moment, { period }).expr;
}
