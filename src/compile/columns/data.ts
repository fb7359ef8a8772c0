import type { CheckedInput } from "../../check/checked-plan.ts";
import type { FormulaOf } from "../../check/formula.ts";
import { isAmount, MONEY, type Type } from "../../check/types.ts";
import { at, type Expr, i32, i64, set } from "../../ir/code.ts";
import type { FigureFacts } from "../../ir/facts.ts";
import type { Holds, Reading } from "../../ir/program.ts";
import { arrayOf, type Code, type Draft, dataArray, draftOf, fresh, inside, typeOf } from "../code.ts";
import { NOTHING, plus } from "../formulas/arithmetic.ts";
import { ifTerm } from "../formulas/choosing.ts";
import { personIn, termOf, zeroTerm } from "../formulas/formulas.ts";
import { isThere } from "../formulas/presence.ts";
import { about, PERSON, type Scope } from "../formulas/scope.ts";
import { type Amount, ANYWHERE, type Person, type Term } from "../formulas/terms.ts";
import { impossible } from "../impossible.ts";
import { eachOrder, orderCell } from "../orders/orders.ts";
import { careerDraft, qualifiedDraft } from "./ladders.ts";
import { ofPerson } from "./of-person.ts";

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
export function dataDraft(
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

export function inputDraft(compiling: Code["compiling"], input: CheckedInput): Draft {
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
