import type { CheckedLadder } from "../../check/checked-plan.ts";
import { rank as rankType } from "../../check/types.ts";
import { at, binary, type Expr, i32, i64, local, loop, not, select, set, when } from "../../ir/code.ts";
import { bind, type Code, type Compiling, type Draft, dataArray, draftOf, fresh, inside } from "../code.ts";
import { floored } from "../formulas/arithmetic.ts";
import { amountIn, truthOf } from "../formulas/formulas.ts";
import { isThere, periodNow } from "../formulas/presence.ts";
import { about, PERSON } from "../formulas/scope.ts";
import type { Index, Term } from "../formulas/terms.ts";
import { overridden } from "./columns.ts";
import { isCustomer } from "./data.ts";
import { otherClock, standingElsewhere } from "./elsewhere.ts";
import { lastTime, ofPerson } from "./of-person.ts";

/** The rank that somebody is paid as: what is qualified for, or what was held, while grace lasts. */
export function heldDraft(compiling: Compiling, ladder: CheckedLadder): Draft {
  const type = rankType(ladder.name);
  return overridden(compiling, ladder.name, type, (code): Term => {
    const qualified = ofPerson(code, qualifiedDraft(compiling, ladder), PERSON, type) as Index;
    return ladder.grace ? withGrace(code, ladder, qualified) : qualified;
  });
}

function withGrace(code: Code, ladder: CheckedLadder, qualified: Index): Index {
  const { compiling } = code;
  const type = rankType(ladder.name);
  const now = periodNow(code);
  const last = bind(code, binary("sub", now, i32(1)));
  const name = fresh(code, "held");
  const held = local(name, "i32");
  code.block.push(set(name, qualified.expr));
  const was = inside(code);
  const before = bind(was, lastTime(was, heldDraft(compiling, ladder), PERSON).expr);
  // Whoever keeps the rank needs no grace.
  const missed = inside(was);
  const misses = fresh(code, "misses");
  const period = fresh(code, "period");
  const t = local(period, "i32");
  const goOn = fresh(code, "goes");
  const one = inside(missed);
  const seen = inside(one);
  const rank = ofPerson(seen, qualifiedDraft(compiling, ladder), PERSON, type, { at: t, over: false }).expr;
  // A title that is given was not missed in its period, whatever the figures of that period are.
  const facts = compiling.facts.overrides.get(ladder.name);
  const isGiven = facts && facts.given !== "none" ? givenInPeriod(seen, ladder, t) : i32(0);
  seen.block.push(
    when(binary("and", not(isGiven), binary("lt_s", rank, before)), [
      set(misses, binary("add", local(misses, "i64"), i64(1))),
      set(period, binary("sub", t, i32(1))),
      set(goOn, i32(1)),
    ]),
  );
  one.block.push(
    set(goOn, i32(0)),
    when(binary("and", binary("ge_s", t, i32(0)), isThere(one, PERSON, t)), seen.block),
  );
  missed.block.push(set(misses, i64(0)), set(period, now), set(goOn, i32(1)));
  missed.block.push(loop(local(goOn, "i32"), one.block));
  const grace = floored(missed, amountIn(missed, ladder.grace!.periods, about(PERSON)), { n: 1, d: 1 });
  const after = ladder.grace!.oneStepDown
    ? bind(missed, maxOf(qualified.expr, binary("sub", before, i32(1))))
    : qualified.expr;
  missed.block.push(set(name, select(binary("le_s", local(misses, "i64"), grace.expr), before, after)));
  was.block.push(when(binary("lt_s", qualified.expr, before), missed.block));
  code.block.push(when(binary("and", binary("ge_s", last, i32(0)), isThere(code, PERSON, last)), was.block));
  return { kind: "rank", expr: held };
}

const maxOf = (a: Expr, b: Expr): Expr => select(binary("gt_s", a, b), a, b);

/** Whether a title was given in a period. */
function givenInPeriod(code: Code, ladder: CheckedLadder, period: Expr): Expr {
  const given = draftOf(code.compiling, `${ladder.name} is given`, { kind: "yes/no" }, () => ({
    kind: "yes/no",
    expr: at(
      dataArray(code.compiling, {
        kind: "override",
        name: ladder.name,
        what: "given",
        as: { kind: "yes/no" },
      }),
      "i32",
      PERSON.expr,
    ),
  }));
  return ofPerson(code, given, PERSON, { kind: "yes/no" }, { at: period, over: false }).expr;
}

/** The rank that somebody qualifies for in a period by its own requirements; -1 for none. */
export function qualifiedDraft(compiling: Compiling, ladder: CheckedLadder): Draft {
  const type = rankType(ladder.name);
  const key = `${ladder.name}.qualified`;
  const clock = otherClock(compiling, ladder.name);
  if (clock) return standingElsewhere(compiling, clock, key, type, (other) => qualifiedDraft(other, ladder));
  return draftOf(compiling, key, type, (code) => {
    const name = fresh(code, "best");
    const best = local(name, "i32");
    const ranks = [...ladder.ranks.keys()];
    const rule = inside(code);
    rule.block.push(set(name, i32(-1)));
    if (ladder.award === "in order") {
      // One inside the other: whoever misses one rank has none above it.
      const nest = (from: number): Code["block"] => {
        const rank = ranks[from];
        if (rank === undefined) return [];
        const own = inside(code);
        const met = meets(own, ladder, rank);
        own.block.push(when(met, [set(name, i32(rank)), ...nest(from + 1)]));
        return own.block;
      };
      rule.block.push(...nest(0));
    } else {
      const highestStep = ladder.award === "one step" ? stepOf(rule, compiling, ladder) : null;
      for (const rank of ranks) {
        const own = inside(code);
        own.block.push(when(meets(own, ladder, rank), [set(name, i32(rank))]));
        rule.block.push(
          ...(highestStep ? [when(binary("le_s", i32(rank), highestStep), own.block)] : own.block),
        );
      }
    }
    const customer = isCustomer(code, PERSON);
    code.block.push(
      ...(customer.op === "const" ? rule.block : [when(customer, [set(name, i32(-1))], rule.block)]),
    );
    return { kind: "rank", expr: best };
  });
}

/** The highest rank that one may reach from the last one: the next. */
function stepOf(code: Code, compiling: Compiling, ladder: CheckedLadder): Expr {
  const last = bind(code, binary("sub", periodNow(code), i32(1)));
  const name = fresh(code, "step");
  const was = inside(code);
  const before = lastTime(was, qualifiedDraft(compiling, ladder), PERSON).expr;
  was.block.push(set(name, binary("add", before, i32(1))));
  code.block.push(
    set(name, i32(0)),
    when(binary("and", binary("ge_s", last, i32(0)), isThere(code, PERSON, last)), was.block),
  );
  return local(name, "i32");
}

/** Whether somebody meets all that a rank asks: the lines under the table, and any one of its rows. */
function meets(code: Code, ladder: CheckedLadder, rank: number): Expr {
  const scope = { ...about(PERSON), candidate: rank };
  const needs = ladder.needs.map((need) => truthOf(code, need, scope));
  const rows = ladder.ranks[rank]!.rows.map((row) =>
    ladder.headers.flatMap((header, i) =>
      header.requirement && row[i] ? [truthOf(code, header.requirement, { ...scope, blank: row[i]! })] : [],
    ),
  );
  const all = (conditions: readonly Expr[]) => conditions.reduce((a, b) => binary("and", a, b), i32(1));
  return binary(
    "and",
    all(needs),
    rows.map(all).reduce((a, b) => binary("or", a, b), i32(0)),
  );
}

/** The highest rank that somebody was ever paid as, this period included. */
export function careerDraft(compiling: Compiling, ladder: CheckedLadder): Draft {
  const type = rankType(ladder.name);
  const key = `${ladder.name}.career`;
  const clock = otherClock(compiling, ladder.name);
  if (clock) return standingElsewhere(compiling, clock, key, type, (other) => careerDraft(other, ladder));
  return draftOf(compiling, key, type, (code) => {
    const held = ofPerson(code, heldDraft(compiling, ladder), PERSON, type) as Index;
    const last = bind(code, binary("sub", periodNow(code), i32(1)));
    const name = fresh(code, "career");
    const was = inside(code);
    const before = bind(was, lastTime(was, careerDraft(compiling, ladder), PERSON).expr);
    was.block.push(set(name, maxOf(before, local(name, "i32"))));
    code.block.push(
      set(name, held.expr),
      when(binary("and", binary("ge_s", last, i32(0)), isThere(code, PERSON, last)), was.block),
    );
    return { kind: "rank", expr: local(name, "i32") };
  });
}
