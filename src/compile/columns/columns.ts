import type { ClockUnit } from "../../base/calendar.ts";
import { type Formula, type FormulaOf, partsOf } from "../../check/formula.ts";
import { MONEY, rank, type Type } from "../../check/types.ts";
import { at, i32, select } from "../../ir/code.ts";
import type { FigureFacts } from "../../ir/facts.ts";
import { bind, type Code, type Draft, dataArray, draftOf, draftThere, wordNumber } from "../code.ts";
import { minus, NOTHING, plus } from "../formulas/arithmetic.ts";
import { ifTerm } from "../formulas/choosing.ts";
import { fixedKey, isFixed } from "../formulas/fixed.ts";
import { personIn, termOf, zeroTerm } from "../formulas/formulas.ts";
import { type Argument, about, PERSON, type Scope, staticPlace } from "../formulas/scope.ts";
import type { Amount, Term } from "../formulas/terms.ts";
import { impossible } from "../impossible.ts";
import { amountsOf, paidTerm } from "../money/bonuses.ts";
import { evaluateStatic } from "../statics.ts";
import { dataDraft, dataTerm, inputDraft, isCustomer } from "./data.ts";
import { otherClock, refuseOtherClock, standingElsewhere } from "./elsewhere.ts";
import { heldDraft } from "./ladders.ts";
import { isSomebody, ofPerson } from "./of-person.ts";
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
