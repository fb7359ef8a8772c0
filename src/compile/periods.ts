import type { Formula, FormulaOf } from "../check/formula.ts";
import { binary, i32, local, select, set, when } from "../ir/code.ts";
import { alike } from "./arithmetic.ts";
import { bind, type Code, type Draft, draftOf, fresh, inside } from "./code.ts";
import { earlier, lastTime, ofPerson } from "./columns.ts";
import { inLongerPeriod } from "./elsewhere.ts";
import { extremeTerm, ifTerm, termOf, zeroTerm } from "./formulas.ts";
import { notYet } from "./not-yet.ts";
import { isThere, periodNow } from "./presence.ts";
import { isAboutItAlone } from "./reads.ts";
import { elsewhere, keyOf, NOBODY, numberOf, PERSON, type Scope } from "./scope.ts";
import type { Term, Truth } from "./terms.ts";

/** A formula about one person as a column of its own, so that its earlier values are kept. */
export function columnOf(code: Code, formula: Formula, scope: Scope): Draft {
  if (!isAboutItAlone(formula, scope)) return notYet("an earlier value of what depends on who asks");
  const fixed = scope.args.every((arg) => arg.fixed !== null);
  if (!fixed) return notYet("an earlier value of what depends on an argument");
  return draftOf(code.compiling, `#${numberOf(formula)}${keyOf(scope)}`, formula.type, (own) =>
    termOf(own, formula, elsewhere(scope, PERSON)),
  );
}

/** What a formula was in the period before; nothing for whoever was not there. */
export function previousTerm(code: Code, formula: FormulaOf<"Previous">, scope: Scope): Term {
  const { clock } = formula;
  if (clock && clock !== code.compiling.clock) return inLongerPeriod(code, formula, clock, scope);
  if (scope.it === NOBODY) return notYet("a company total of an earlier period");
  const draft = columnOf(code, formula.of, scope);
  const last = bind(code, binary("sub", scope.period?.at ?? periodNow(code), i32(1)));
  const { it } = scope;
  const there = (of: Code) => binary("and", binary("ge_s", last, i32(0)), isThere(of, it, last));
  const known = it.sure ? there(code) : binary("and", binary("ge_s", it.expr, i32(0)), there(code));
  return ifTerm(
    code,
    known,
    (then) => (scope.period ? earlier(then, draft, it, last) : lastTime(then, draft, it)),
    (never) => zeroTerm(never, formula.type),
  );
}

/** The highest that something ever was, this period included: kept from period to period. */
export function highestTerm(code: Code, formula: FormulaOf<"Highest">, scope: Scope): Term {
  const of = columnOf(code, formula.of, scope);
  const highest = draftOf(code.compiling, `highest ${of.key}`, formula.type, (own) => {
    const now = ofPerson(own, of, PERSON, formula.type);
    const last = bind(own, binary("sub", periodNow(own), i32(1)));
    const kept = draftOf(own.compiling, `highest ${of.key}`, formula.type, () => now);
    return ifTerm(
      own,
      binary("and", binary("ge_s", last, i32(0)), isThere(own, PERSON, last)),
      (then) => {
        const best = lastTime(then, kept, PERSON);
        const alikeNow = now.kind === "amount" && best.kind === "amount" ? alike(then, now, best)[0] : now;
        return extremeTerm(then, "max", alikeNow, best);
      },
      () => now,
    );
  });
  return ofPerson(code, highest, scope.it, formula.type, scope.period);
}

/** Whether something holds and never held before. */
export function firstTerm(code: Code, formula: FormulaOf<"First">, scope: Scope): Truth {
  const type = { kind: "yes/no" } as const;
  const of = columnOf(code, formula.of, scope);
  const ever = draftOf(code.compiling, `ever ${of.key}`, type, (own) => {
    const now = ofPerson(own, of, PERSON, type).expr;
    const name = fresh(own, "ever");
    const last = bind(own, binary("sub", periodNow(own), i32(1)));
    const was = inside(own);
    const kept = draftOf(own.compiling, `ever ${of.key}`, type, () => ({ kind: "yes/no", expr: now }));
    was.block.push(set(name, binary("or", local(name, "i32"), lastTime(was, kept, PERSON).expr)));
    own.block.push(
      set(name, now),
      when(binary("and", binary("ge_s", last, i32(0)), isThere(own, PERSON, last)), was.block),
    );
    return { kind: "yes/no", expr: local(name, "i32") };
  });
  const first = draftOf(code.compiling, `first ${of.key}`, type, (own) => {
    const now = ofPerson(own, of, PERSON, type).expr;
    const name = fresh(own, "first");
    const last = bind(own, binary("sub", periodNow(own), i32(1)));
    const was = inside(own);
    was.block.push(set(name, select(lastTime(was, ever, PERSON).expr, i32(0), local(name, "i32"))));
    own.block.push(
      set(name, now),
      when(binary("and", binary("ge_s", last, i32(0)), isThere(own, PERSON, last)), was.block),
    );
    return { kind: "yes/no", expr: local(name, "i32") };
  });
  return ofPerson(code, first, scope.it, type, scope.period) as Truth;
}
