import type { CheckedGroup } from "../../check/formula.ts";
import { binary, i32, i64, local, loop, narrow, select, set, when, widen } from "../../ir/code.ts";
import { bind, type Code, fresh, inside } from "../code.ts";
import { floored } from "../formulas/arithmetic.ts";
import { amountIn } from "../formulas/formulas.ts";
import { isThereAt, type Moment, momentsWithin } from "../formulas/moment.ts";
import { isThere, periodNow } from "../formulas/presence.ts";
import { NOBODY, type Scope } from "../formulas/scope.ts";
import { integer } from "../formulas/terms.ts";
import { impossible } from "../impossible.ts";
import type { Each } from "./members.ts";

/** The periods in which the one who asks was there, earliest first; `distance` is how long ago. */
export function eachPeriod(code: Code, group: CheckedGroup, scope: Scope, each: Each): void {
  const now = scope.period?.at ?? periodNow(code);
  const last = group.base === "earlier periods" ? bind(code, binary("sub", now, i32(1))) : now;
  const name = fresh(code, "period");
  const period = local(name, "i32");
  const start = inside(code);
  if (group.last) {
    const most = floored(start, amountIn(start, group.last, scope), { n: 1, d: 1 });
    const from = bind(start, binary("add", binary("sub", widen(now), most.expr), i64(1)));
    start.block.push(set(name, select(binary("gt_s", from, i64(0)), narrow(from), i32(0))));
  } else start.block.push(set(name, i32(0)));
  const body = inside(code);
  const then = inside(body);
  each(then, {
    ...scope,
    period: { at: period, over: group.base === "earlier periods" || scope.period?.over === true },
    level: null,
    distance: integer(binary("sub", now, period)),
    fixedLevel: null,
  });
  const there = scope.it === NOBODY ? i32(1) : isThere(body, scope.it, period);
  body.block.push(...(there.op === "const" ? then.block : [when(there, then.block)]));
  code.block.push(
    ...start.block,
    loop(binary("le_s", period, last), [...body.block, set(name, binary("add", period, i32(1)))]),
  );
}

/** The shorter periods within one in which the one who asks was there, earliest first: who does so goes by another clock there. */
export function eachShorter(code: Code, group: CheckedGroup, scope: Scope, each: Each): void {
  if (scope.moment) impossible("shorter periods of another clock for who asks");
  const clock = group.clock!;
  const name = fresh(code, "moment");
  const moment: Moment = { clock, kind: "each within", at: local(name, "i32") };
  const place = { ...scope, moment };
  const count = momentsWithin(code, clock, scope);
  const body = inside(code);
  const then = inside(body);
  each(then, place);
  const there = scope.it === NOBODY ? i32(1) : isThereAt(body, scope.it, place);
  body.block.push(...(there.op === "const" ? then.block : [when(there, then.block)]));
  code.block.push(
    set(name, i32(0)),
    loop(binary("lt_s", moment.at, count), [...body.block, set(name, binary("add", moment.at, i32(1)))]),
  );
}
