import type { ClockUnit } from "../../base/calendar.ts";
import type { CheckedInput } from "../../check/checked-plan.ts";
import { type Formula, type FormulaOf, partsOf } from "../../check/formula.ts";
import { isAmount, MONEY, rank, type Type } from "../../check/types.ts";
import { at, binary, type Expr, i32, i64, select, set } from "../../ir/code.ts";
import type { FigureFacts } from "../../ir/facts.ts";
import type { Holds, Reading } from "../../ir/program.ts";
import { minus, NOTHING, plus } from "../formulas/arithmetic.ts";
import { amountsOf, paidTerm } from "../money/bonuses.ts";
import {
  arrayOf,
  beforeOf,
  bind,
  type Code,
  type Draft,
  dataArray,
  draftOf,
  draftThere,
  fresh,
  historyOf,
  inside,
  reading,
  stored,
  typeOf,
  wordNumber,
} from "../code.ts";
import { companyEarlier } from "./company.ts";
import { otherClock, refuseOtherClock, standingElsewhere } from "./elsewhere.ts";
import { fixedKey, ifTerm, isFixed, personIn, termOf, zeroTerm } from "../formulas/formulas.ts";
import { impossible } from "../impossible.ts";
import { careerDraft, heldDraft, qualifiedDraft } from "./ladders.ts";
import { eachOrder, orderCell } from "../orders/orders.ts";
import { isThere, peopleNow, periodNow } from "../formulas/presence.ts";
import { type Argument, about, PERSON, type Period, type Scope, staticPlace } from "../formulas/scope.ts";
import { evaluateStatic } from "../statics.ts";
import { type Amount, ANYWHERE, beyond, type Person, type Term } from "../formulas/terms.ts";
import { treeDraft } from "./trees.ts";

/** A column of somebody: nothing, where it is of nobody. */
export function columnTerm(code: Code, formula: FormulaOf<"Column">, scope: Scope): Term {
  const person = personIn(code, formula.of, scope);
  const draft = (of: Code) =>
    formula.args.length > 0 ? callDraft(of, formula, scope) : columnDraft(of.compiling, formula.name);
  const isInlined = formula.args.some((arg) => !isFixed(arg, scope));
  if (!isInlined) return ofPerson(code, draft(code), person, formula.type, scope.period);
  const body = code.compiling.plan.measures.get(formula.name)!.body;
  const args = formula.args.map((arg): Argument => argumentOf(code, arg, scope));
  // That has an end: what calls itself is called with what is the same for everybody (see `checkOwnArguments`).
  const inlined = (inner: Code) =>
    termOf(inner, body, {
      ...about({ ...person, sure: true }),
      args,
      period: scope.period,
      moment: scope.moment,
    });
  if (person.sure) return inlined(code);
  return ifTerm(code, isSomebody(person), inlined, (no) => zeroTerm(no, formula.type));
}

export function argumentOf(code: Code, arg: Formula, scope: Scope): Argument {
  // What is handed on as it is stays the same argument: a measure that calls itself with it is one column.
  if (arg.kind === "Argument") return scope.args[arg.index]!;
  const term = termOf(code, arg, scope);
  const bound = { ...term, expr: bind(code, term.expr) } as Term;
  if (!isFixed(arg, scope)) return { term: bound, fixed: null };
  const { plan } = code.compiling;
  return {
    term,
    fixed: {
      key: fixedKey(code.compiling, arg, readsArguments(arg) ? scope : { ...scope, args: [] }),
      type: arg.type,
      value: (params) => evaluateStatic(plan, arg, staticPlace(scope, params)),
    },
  };
}

const readsArguments = (formula: Formula): boolean =>
  formula.kind === "Argument" || partsOf(formula).some(({ part }) => readsArguments(part));

/** A measure with arguments that are the same for everybody is a column of its own. */
function callDraft(code: Code, { name, args, type }: FormulaOf<"Column">, scope: Scope): Draft {
  refuseOtherClock(code.compiling, name);
  const fixed = args.map((arg) => argumentOf(code, arg, scope));
  const key = `${name}(${fixed.map((arg) => arg.fixed!.key).join(", ")})`;
  return draftOf(code.compiling, key, type, (own) =>
    termOf(own, own.compiling.plan.measures.get(name)!.body, {
      ...about(PERSON),
      args: fixed.map((arg, i) => ({ ...arg, term: termOf(own, args[i]!, scope) })),
    }),
  );
}

const isSomebody = (person: Person): Expr => binary("ge_s", person.expr, i32(0));

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

/** A column by its name. */
export function columnDraft(compiling: Code["compiling"], name: string): Draft {
  const { plan } = compiling;
  const clock = otherClock(compiling, name);
  if (clock) return columnElsewhere(compiling, clock, name);
  // Who reads a column that is there does not look at how it is made.
  const known = draftThere(compiling, name);
  if (known) return known;
  const input = name === "kind" ? undefined : plan.inputs.get(name);
  if (input) return inputDraft(compiling, input);
  const measure = plan.measures.get(name);
  if (measure)
    return overridden(compiling, name, measure.type, (code) => termOf(code, measure.body, about(PERSON)));
  const ladder = plan.ladders.get(name);
  if (ladder) return heldDraft(compiling, ladder);
  if (name === "sponsor" || plan.trees.has(name)) return treeDraft(compiling, name);
  const flow = plan.bonuses.get(name);
  if (flow?.flavour === "flow") return amountsOf(compiling, name).gross;
  if (flow || plan.pools.has(name)) return paidTerm(compiling, name);
  switch (name) {
    case "age":
      return dataDraft(
        compiling,
        "age",
        { given: "all", scale: 0, most: 100_000n, mass: 100_000n * BigInt(compiling.facts.people) },
        "amount",
      );
    case "joined":
      return dataDraft(compiling, "joined", null, "date");
    case "kind":
      return draftOf(compiling, "kind", { kind: "choice", choices: null }, (code) => ({
        kind: "word",
        expr: select(
          isCustomer(code, PERSON),
          i32(wordNumber(compiling, "customer")),
          i32(wordNumber(compiling, "distributor")),
        ),
      }));
    case "payout":
      return payoutDraft(compiling);
    default:
      return impossible(`no column \`${name}\``);
  }
}

/** A column by another clock. */
function columnElsewhere(compiling: Code["compiling"], clock: ClockUnit, name: string): Draft {
  const { plan } = compiling;
  const make = (other: Code["compiling"]): Draft => columnDraft(other, name);
  const bonus = plan.bonuses.get(name);
  if (bonus || plan.pools.has(name))
    return bonus?.flavour === "flow" ? amountsOf(compiling, name).gross : paidTerm(compiling, name);
  const type = plan.ladders.has(name) ? rank(name) : plan.measures.get(name)!.type;
  return standingElsewhere(compiling, clock, name, type, make);
}

/** What a rule comes to, unless the data give the column in its place. */
export function overridden(
  compiling: Code["compiling"],
  name: string,
  type: Type,
  rule: (code: Code) => Term,
): Draft {
  return draftOf(compiling, name, type, (code) => givenOr(code, name, type, rule));
}

/** What the data give a person as a column, and what a rule comes to for the others. */
export function givenOr(code: Code, name: string, type: Type, rule: (code: Code) => Term): Term {
  const facts = code.compiling.facts.overrides.get(name);
  if (!facts || facts.given === "none") return rule(code);
  const value = overrideTerm(code, name, type, facts);
  const isGiven = at(
    dataArray(code.compiling, { kind: "override", name, what: "given", as: { kind: "yes/no" } }),
    "i32",
    PERSON.expr,
  );
  return ifTerm(code, isGiven, () => value, rule);
}

export const overrideTerm = (code: Code, name: string, type: Type, facts: FigureFacts): Term =>
  dataTerm(code, (as) => ({ kind: "override", name, what: "value", as }), type, facts, PERSON.expr);

/** A value that the data bring, at an index. */
export function dataTerm(
  code: Code,
  holds: (as: Reading) => Extract<Holds, { as: Reading }>,
  type: Type,
  facts: FigureFacts,
  index: Expr,
): Term {
  const as = readingOfType(type, facts.scale);
  const array = dataArray(code.compiling, holds(as));
  const expr = at(array, typeOf(as), index);
  if (as.kind === "amount")
    return { kind: "amount", expr, scale: facts.scale, most: facts.most, mass: facts.mass };
  if (as.kind === "person") return { kind: "person", expr, where: ANYWHERE, sure: false };
  if (as.kind === "duration") return { kind: "duration", expr, unit: "its own" };
  return { kind: as.kind, expr } as Term;
}

export function readingOfType(type: Type, scale: number): Reading {
  if (isAmount(type) || type.kind === "unknown") return { kind: "amount", scale };
  switch (type.kind) {
    case "choice":
    case "text":
      return { kind: "word" };
    case "duration":
    case "yes/no":
    case "rank":
    case "person":
    case "date":
      return { kind: type.kind };
    default:
      return impossible(`columns of ${type.kind}`);
  }
}

/** A column that lies in memory as the data bring it. */
function dataDraft(
  compiling: Code["compiling"],
  name: string,
  facts: FigureFacts | null,
  kind: "amount" | "date",
): Draft {
  const type: Type = kind === "date" ? { kind: "date" } : MONEY;
  return draftOf(compiling, name, type, (code) => {
    const known = facts ?? { given: "all", scale: 0, most: 0n, mass: 0n };
    const term = dataTerm(
      code,
      (as) => ({ kind: "input", name, what: "value", as }),
      type,
      known,
      PERSON.expr,
    );
    code.draft.given = (term.expr as Extract<Expr, { op: "at" }>).array;
    return term;
  });
}

function inputDraft(compiling: Code["compiling"], input: CheckedInput): Draft {
  return draftOf(compiling, input.name, input.type, (code) =>
    input.inOrders ? boughtTerm(code, input) : inputTerm(code, input),
  );
}

function inputTerm(code: Code, { name, type, fallback }: CheckedInput): Term {
  const facts = code.compiling.facts.inputs.get(name);
  const missing = (own: Code): Term => {
    if (!fallback) return zeroTerm(own, type);
    return ifTerm(
      own,
      isThere(own, PERSON, null),
      (there) => termOf(there, fallback, about(PERSON)),
      (gone) => zeroTerm(gone, type),
    );
  };
  if (!facts || facts.given === "none") return missing(code);
  const value = dataTerm(
    code,
    (as) => ({ kind: "input", name, what: "value", as }),
    type,
    facts,
    PERSON.expr,
  );
  if (facts.given === "all" || !fallback) {
    // Where nothing is given there is 0, no or none in memory already.
    code.draft.given = (value.expr as Extract<Expr, { op: "at" }>).array;
    return value;
  }
  const mark: Holds = { kind: "input", name, what: "given", as: { kind: "yes/no" } };
  const isGiven = at(dataArray(code.compiling, mark), "i32", PERSON.expr);
  return ifTerm(code, isGiven, () => value, missing);
}

/** What somebody's orders of the period add up to. */
function boughtTerm(code: Code, { name, type, fallback }: CheckedInput): Term {
  const facts = code.compiling.facts.bought.get(name);
  if (!fallback) {
    if (!facts || facts.given === "none") return NOTHING;
    const term = dataTerm(code, (as) => ({ kind: "bought", name, as }), type, facts, PERSON.expr);
    code.draft.given = (term.expr as Extract<Expr, { op: "at" }>).array;
    return term;
  }
  const total = fresh(code);
  const each = inside(code);
  let sum: Amount = { ...NOTHING, expr: { op: "local", type: "i64", name: total } };
  eachOrder(each, PERSON, about(PERSON), (inner, order) => {
    const value = orderCell(inner, name, order, about(PERSON)) as Amount;
    const scaled: Amount = { ...NOTHING, expr: sum.expr, scale: value.scale, most: null };
    sum = plus(inner, scaled, value);
    inner.block.push(set(total, sum.expr));
  });
  code.block.push(set(total, i64(0)), ...each.block);
  return { ...sum, expr: { op: "local", type: "i64", name: total }, most: null, mass: null };
}

export function isCustomer(code: Code, person: Person): Expr {
  if (!code.compiling.facts.customers) return i32(0);
  const array = dataArrayOfPeople(code, "customer");
  return at(array, "i32", person.expr);
}

const dataArrayOfPeople = (code: Code, what: "customer"): number =>
  arrayOf(code.compiling, "u8", { kind: "person", what });

/** All that is paid to a person, less charges. */
function payoutDraft(compiling: Code["compiling"]): Draft {
  const { plan } = compiling;
  return overridden(compiling, "payout", MONEY, (code) => {
    let total: Amount = NOTHING;
    for (const { name, flavour } of plan.bonuses.values()) {
      if (flavour === "flow") continue;
      const paid = ofPerson(code, paidTerm(compiling, name), PERSON, MONEY) as Amount;
      total = flavour === "charge" ? minus(code, total, paid) : plus(code, total, paid);
    }
    for (const name of plan.pools.keys())
      total = plus(code, total, ofPerson(code, paidTerm(compiling, name), PERSON, MONEY) as Amount);
    return total;
  });
}

/** A column of the order gone through, or what it comes to over the orders of a party. */
export function orderColumnTerm(code: Code, formula: FormulaOf<"OrderColumn">, scope: Scope): Term {
  if (scope.party) {
    const total = fresh(code);
    const each = inside(code);
    let sum: Amount = NOTHING;
    scope.party.forEach(each, (inner, order) => {
      const value = orderCell(inner, formula.name, order, scope) as Amount;
      const so: Amount = {
        ...value,
        expr: { op: "local", type: "i64", name: total },
        most: null,
        mass: null,
      };
      sum = plus(inner, so, value);
      inner.block.push(set(total, sum.expr));
    });
    code.block.push(set(total, i64(0)), ...each.block);
    return { ...sum, expr: { op: "local", type: "i64", name: total }, most: null, mass: null };
  }
  if (!scope.order) throw new Error(`\`${formula.name}\` of no order`);
  return orderCell(code, formula.name, scope.order, scope);
}

export function flavourTerm(code: Code, formula: FormulaOf<"Flavour">, scope: Scope): Term {
  const person = personIn(code, formula.of, scope);
  const ladder = code.compiling.plan.ladders.get(formula.ladder)!;
  const draft =
    formula.flavour === "career"
      ? careerDraft(code.compiling, ladder)
      : qualifiedDraft(code.compiling, ladder);
  return ofPerson(code, draft, person, formula.type, scope.period);
}

/** What a bonus comes to at somebody: before caps, after its own, after every limit. */
export function amountTerm(code: Code, formula: FormulaOf<"Amount">, scope: Scope): Term {
  const person = personIn(code, formula.of, scope);
  const { compiling } = code;
  const draft =
    formula.stage === "paid"
      ? paidTerm(compiling, formula.bonus)
      : amountsOf(compiling, formula.bonus)[formula.stage];
  return ofPerson(code, draft, person, MONEY, scope.period);
}
