import { NINE_DECIMALS } from "../../base/rounding.ts";
import { bareGroup, type Formula, type FormulaOf } from "../../check/formula.ts";
import { binary, type Expr, i32, local, not, select, set, when } from "../../ir/code.ts";
import { bind, type Code, type Draft, draftOf, fresh, inside } from "../code.ts";
import { companyFigure } from "../columns/company.ts";
import { inLongerPeriod } from "../columns/elsewhere.ts";
import { earlier, lastTime, ofPerson } from "../columns/of-person.ts";
import { eachMember } from "../groups/members.ts";
import { alike, decimalsOf, rounded } from "./arithmetic.ts";
import { extremeTerm, ifTerm, joinedTerm } from "./choosing.ts";
import { termOf, truthOf, zeroTerm } from "./formulas.ts";
import { isThere, periodNow } from "./presence.ts";
import { isAboutOne } from "./reads.ts";
import { elsewhere, keyOf, NOBODY, PERSON, type Scope } from "./scope.ts";
import type { Amount, Person, Term, Truth } from "./terms.ts";

/**
 * A formula about one person as a column of its own, so that its earlier values are kept; null for one that depends on who
 * asks, on an argument of each person's own, or on the order gone through.
 */
export function columnOf(code: Code, formula: Formula, scope: Scope): Draft | null {
  const isFixed = scope.args.every((arg) => arg.fixed !== null);
  if (!isFixed || !isAboutOne(formula, scope)) return null;
  return kept(
    code,
    `#${code.compiling.numberOf(formula)}${keyOf(code.compiling, scope)}`,
    formula,
    scope,
    (own, place) => termOf(own, formula, place),
  );
}

/** A column, or one figure where the company is asked about. */
function kept(
  { compiling }: Code,
  key: string,
  { type }: Pick<Formula, "type">,
  scope: Scope,
  make: (code: Code, place: Scope) => Term,
): Draft {
  if (scope.it === NOBODY)
    return companyFigure(compiling, `${key} of the company`, { type }, (own) =>
      make(own, elsewhere(scope, NOBODY)),
    );
  return draftOf(compiling, key, type, (own) => make(own, elsewhere(scope, PERSON)));
}

/** The column that is being made: as it was, it goes on. */
const itself = ({ draft }: Code): Draft => {
  draft.readWhilePending = true;
  return draft;
};

/** Whether somebody was there in a period; the company always was, in any that there is. */
const wasThere = (code: Code, person: Person, period: Expr): Expr => {
  const isPeriod = binary("ge_s", period, i32(0));
  return person === NOBODY ? isPeriod : binary("and", isPeriod, isThere(code, person, period));
};

/** What a formula was in the period before; nothing for whoever was not there. */
export function previousTerm(code: Code, formula: FormulaOf<"Previous">, scope: Scope): Term {
  return carried(code, lastOf(code, formula, scope));
}

/**
 * What is read of a period that is over, carried to nine decimals: what a share is taken of in each period would have more
 * decimals in each.
 */
export const carried = (code: Code, term: Term): Term =>
  term.kind === "amount" && term.scale > DECIMALS_CARRIED ? rounded(code, term, NINE_DECIMALS) : term;
const DECIMALS_CARRIED = decimalsOf(NINE_DECIMALS.grid);

function lastOf(code: Code, formula: FormulaOf<"Previous">, scope: Scope): Term {
  const { clock, of } = formula;
  if (clock && clock !== code.compiling.clock) return inLongerPeriod(code, formula, clock, scope);
  const draft = columnOf(code, of, scope);
  const last = bind(code, binary("sub", scope.period?.at ?? periodNow(code), i32(1)));
  const { it } = scope;
  const before = (then: Code): Term => {
    // What depends on who asks is put together anew from what was kept of each.
    if (!draft) return termOf(then, of, { ...scope, period: { at: last, over: true } });
    return scope.period ? earlier(then, draft, it, last) : lastTime(then, draft, it);
  };
  return ifTerm(code, wasThere(code, it, last), before, (never) => zeroTerm(never, formula.type));
}

/** The highest that something ever was, this period included: kept from period to period. */
export function highestTerm(code: Code, formula: FormulaOf<"Highest">, scope: Scope): Term {
  const of = columnOf(code, formula.of, scope);
  if (!of) return highestOfAll(code, formula, scope);
  const highest = kept(code, `highest ${of.key}`, formula, scope, (own, { it }) => {
    const now = ofPerson(own, of, it, formula.type);
    const last = bind(own, binary("sub", periodNow(own), i32(1)));
    return ifTerm(
      own,
      wasThere(own, it, last),
      (then) => {
        const best = lastTime(then, itself(own), it);
        const alikeNow = now.kind === "amount" && best.kind === "amount" ? alike(then, now, best)[0] : now;
        return extremeTerm(then, "max", alikeNow, best);
      },
      () => now,
    );
  });
  return ofPerson(code, highest, scope.it, formula.type, scope.period);
}

/** Does something in each earlier period in which the one it is about was there. */
function eachEarlier(
  code: Code,
  { span }: Pick<Formula, "span">,
  scope: Scope,
  each: (code: Code, place: Scope) => void,
): void {
  const inside = { level: scope.level, distance: scope.distance, fixedLevel: scope.fixedLevel };
  // A look back is no group: levels are those of the place where it stands.
  eachMember(code, bareGroup("earlier periods", "", span), scope, (own, place) =>
    each(own, { ...place, ...inside }),
  );
}

/** The same of what nothing is kept of: gone through period by period. */
function highestOfAll(code: Code, formula: FormulaOf<"Highest">, scope: Scope): Term {
  const now = termOf(code, formula.of, scope);
  const name = fresh(code, "highest");
  const loops = inside(code);
  let best: Term = now;
  eachEarlier(loops, formula, scope, (own, place) => {
    const then = termOf(own, formula.of, place);
    best = joinedTerm(now, then);
    const value = inUnitsOf(own, then, now);
    best = { ...best, ...("scale" in value ? { scale: value.scale } : {}) } as Term;
    const so = { ...best, expr: local(name, now.expr.type) } as Term;
    own.block.push(set(name, extremeTerm(own, "max", so, value).expr));
  });
  code.block.push(set(name, inUnitsOf(code, now, best).expr), ...loops.block);
  return { ...best, expr: local(name, now.expr.type) } as Term;
}

/** An amount with as many decimals as another one at least; anything else as it is. */
const inUnitsOf = (code: Code, term: Term, other: Term): Term =>
  term.kind === "amount" && other.kind === "amount" && term.scale < other.scale
    ? (alike(code, term, other)[0] satisfies Amount)
    : term;

/** Whether something holds and never held before. */
export function firstTerm(code: Code, formula: FormulaOf<"First">, scope: Scope): Truth {
  const type = { kind: "yes/no" } as const;
  const of = columnOf(code, formula.of, scope);
  if (!of) return firstOfAll(code, formula, scope);
  const ever = kept(code, `ever ${of.key}`, formula, scope, (own, { it }) => {
    const now = ofPerson(own, of, it, type).expr;
    const name = fresh(own, "ever");
    const last = bind(own, binary("sub", periodNow(own), i32(1)));
    const was = inside(own);
    was.block.push(set(name, binary("or", local(name, "i32"), lastTime(was, itself(own), it).expr)));
    own.block.push(set(name, now), when(wasThere(own, it, last), was.block));
    return { kind: "yes/no", expr: local(name, "i32") };
  });
  const first = kept(code, `first ${of.key}`, formula, scope, (own, { it }) => {
    const now = ofPerson(own, of, it, type).expr;
    const name = fresh(own, "first");
    const last = bind(own, binary("sub", periodNow(own), i32(1)));
    const was = inside(own);
    was.block.push(set(name, select(lastTime(was, ever, it).expr, i32(0), local(name, "i32"))));
    own.block.push(set(name, now), when(wasThere(own, it, last), was.block));
    return { kind: "yes/no", expr: local(name, "i32") };
  });
  return ofPerson(code, first, scope.it, type, scope.period) as Truth;
}

/** The same of what nothing is kept of. */
function firstOfAll(code: Code, formula: FormulaOf<"First">, scope: Scope): Truth {
  const name = fresh(code, "first");
  const first = local(name, "i32");
  code.block.push(set(name, truthOf(code, formula.of, scope)));
  const loops = inside(code);
  eachEarlier(loops, formula, scope, (own, place) => {
    own.block.push(set(name, binary("and", first, not(truthOf(own, formula.of, place)))));
  });
  code.block.push(when(first, loops.block));
  return { kind: "yes/no", expr: first };
}
