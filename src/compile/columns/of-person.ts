import type { Type } from "../../check/types.ts";
import { at, binary, type Expr, i32, select } from "../../ir/code.ts";
import { beforeOf, bind, type Code, type Draft, historyOf, reading, stored } from "../code.ts";
import { ifTerm } from "../formulas/choosing.ts";
import { zeroTerm } from "../formulas/formulas.ts";
import { peopleNow, periodNow } from "../formulas/presence.ts";
import type { Period } from "../formulas/scope.ts";
import { ANYWHERE, beyond, type Person, type Term } from "../formulas/terms.ts";
import { companyEarlier } from "./company.ts";

export const isSomebody = (person: Person): Expr => binary("ge_s", person.expr, i32(0));

/** A column of whoever it is; `period`: in another period than the one that is worked out. */
export function ofPerson(
  code: Code,
  draft: Draft,
  person: Person,
  type: Type,
  period: Period | null = null,
): Term {
  if (period !== null) return inPeriod(code, draft, person, type, period);
  reading(code.draft, draft, draft.room === null ? person.where : ANYWHERE);
  const { term } = draft;
  if (draft.room !== null) return term;
  if (person.where.relation === "self" && person.sure) return term;
  const array = stored(code.compiling, draft);
  const index = person.sure ? person.expr : bind(code, person.expr);
  const load = (of: Expr): Expr => at(array, term.expr.type, of);
  const expr = person.sure
    ? load(index)
    : select(binary("ge_s", index, i32(0)), load(notBelowZero(index)), zeroTerm(code, type).expr);
  // What everybody has together says nothing of a sum over people who all read the same one's.
  const whose = term.kind === "amount" ? { ...term, mass: null } : term;
  return relocated({ ...whose, expr } as Term, person.where, draft);
}

/** A column in any period up to the one that is worked out. */
function inPeriod(code: Code, draft: Draft, person: Person, type: Type, period: Period): Term {
  const before = (own: Code): Term => {
    if (person.sure || draft.room !== null) return earlier(own, draft, person, period.at);
    return ifTerm(
      own,
      isSomebody(person),
      (somebody) => earlier(somebody, draft, { ...person, sure: true }, period.at),
      (nobody) => zeroTerm(nobody, type),
    );
  };
  if (period.over) return before(code);
  return ifTerm(
    code,
    binary("eq", period.at, periodNow(code)),
    (running) => ofPerson(running, draft, person, type),
    before,
  );
}

/** An index, or 0 in place of one below it. */
export const notBelowZero = (index: Expr): Expr =>
  binary("and", index, binary("xor", binary("shr_s", index, i32(31)), i32(-1)));

/** A column of somebody in the period before the one that is worked out. */
export function lastTime(code: Code, draft: Draft, person: Person): Term {
  if (draft.room !== null)
    return companyEarlier(code, draft, draft.room, binary("sub", periodNow(code), i32(1)));
  const before = beforeOf(code.compiling, draft);
  reading(code.draft, draft, { relation: "before", tree: "" });
  const index = person.sure ? person.expr : notBelowZero(bind(code, person.expr));
  return relocated({ ...draft.term, expr: at(before, draft.term.expr.type, index) } as Term, ANYWHERE, draft);
}

/** A column of somebody in a period that is over. */
export function earlier(code: Code, draft: Draft, person: Person, period: Expr): Term {
  if (draft.room !== null) return companyEarlier(code, draft, draft.room, period);
  const history = historyOf(code.compiling, draft);
  reading(code.draft, draft, { relation: "before", tree: "" });
  // Of the period before the first one nothing is used, but it may be read.
  const index = notBelowZero(bind(code, binary("add", binary("mul", period, peopleNow(code)), person.expr)));
  return relocated(
    { ...draft.term, expr: at(history, draft.term.expr.type, index) } as Term,
    ANYWHERE,
    draft,
  );
}

/** A person that stands in a column of somebody: further up, if the column is a tree. */
function relocated(term: Term, where: Person["where"], draft: Draft): Term {
  if (term.kind !== "person") return term;
  const tree = draft.key.startsWith("tree ") ? draft.key.slice("tree ".length) : null;
  const isDrawn = tree !== null && draft.term.kind === "person" && draft.term.where.relation === "above";
  return { ...term, where: isDrawn ? beyond(where, "above", tree) : ANYWHERE };
}
