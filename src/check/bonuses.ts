import { ZERO } from "../base/exact.ts";
import type { Rounding } from "../base/rounding.ts";
import type { Span } from "../base/span.ts";
import { diagnose } from "../diagnostics/diagnostic.ts";
import type { Clause, Expr, Name, Node } from "../syntax/syntax.ts";
import type { CheckedBonus, CheckedLimit, CheckedPool, Journey } from "./checked-plan.ts";
import { adverbOf } from "./clocks.ts";
import { type Context, NOBODY, PERSON_SCOPE, type Scope } from "./context.ts";
import { broken, condition, demand, elaborate } from "./expressions.ts";
import { type Formula, partsOf } from "./formula.ts";
import { nearest } from "./nearest.ts";
import { isAmount, MONEY, NUMBER, nameOfType, PERCENT, type Type } from "./types.ts";
import { converted, fit, literalIn } from "./units.ts";

/** The way to round that a `rounding` line says. */
export const roundingOf = ({ mode, to }: Node<"Rounding">): Rounding => ({
  mode,
  grid: to.kind === "Missing" ? ZERO : to.value,
});

/** Checks a bonus, charge or flow. */
export function checkBonus(context: Context, bonus: Node<"Bonus">): CheckedBonus {
  const { flavour, name } = bonus;
  const clauses = new Map<string, Clause>();
  for (const clause of bonus.clauses) {
    const first = clauses.get(clause.kind);
    if (first)
      context.report(
        diagnose("clause/twice", clause.span, { clause: wordOf(clause) }, [
          { span: first.span, text: "first said here" },
        ]),
      );
    else clauses.set(clause.kind, clause);
  }
  const get = <K extends Clause["kind"]>(kind: K) =>
    clauses.get(kind) as Extract<Clause, { kind: K }> | undefined;
  const journey = checkJourney(context, bonus, get);
  const lost = !journey && get("On") !== undefined;
  const scope: Scope = journey || lost ? journeyScope(get("Generation") !== undefined) : PERSON_SCOPE;

  const pays = get("Pays");
  const verb = flavour === "bonus" ? "pays" : flavour === "charge" ? "takes" : "gives";
  if (!pays) context.report(diagnose("bonus/pays-missing", name.span, { name: name.text, verb, flavour }));
  else if (pays.verb !== verb)
    context.report(diagnose("bonus/verb", pays.span, { flavour, verb, found: pays.verb }));

  const baseType = journey?.base.type ?? null;
  const type: Type = flavour === "flow" ? context.inference.typeOf(name.text) : MONEY;
  let amount: Formula = broken(name.span);
  if (pays) {
    const wanted = journey ? PERCENT : type;
    amount = elaborate(context, pays.amount, scope, wanted);
    if (journey) amount = rateOrAmount(context, amount, flavour === "flow" ? baseType! : MONEY, verb);
    // What is paid on something travels: that it is not said up which tree has been told.
    else if (!lost) amount = fit(context, amount, type, `\`${verb}\``);
  }
  const each = get("EachAtMost");
  if (each && !journey && !lost)
    context.report(diagnose("clause/needs-up", each.span, { clause: "each at most" }));
  const most = get("AtMost");
  const rounding = get("RoundingClause")?.rounding ?? null;
  if (journey) warnOfOwn(context, journey.base, amount);
  return {
    name: name.text,
    title: bonus.title?.text ?? name.text,
    span: name.span,
    flavour,
    type,
    journey,
    pays: amount,
    eachAtMost: each ? demand(context, each.limit, scope, MONEY, "`each at most`") : null,
    atMost: most ? demand(context, most.limit, PERSON_SCOPE, MONEY, "`at most`") : null,
    rounding: rounding ? roundingOf(rounding) : null,
    roundEachLine: rounding?.eachLine ?? false,
  };
}

/** `on PV up sponsor pays 5% of PV` reads as a part of what travels, and is one of the payee's own. */
function warnOfOwn(context: Context, base: Formula, amount: Formula): void {
  if (amount.type.kind === "percent" || base.kind !== "Column") return;
  const look = (formula: Formula): void => {
    if (
      formula.kind === "Column" &&
      formula.name === base.name &&
      formula.of.kind !== "Source" &&
      formula.of.kind !== "Below" &&
      !context.text.slice(formula.span.from, formula.span.to).includes(".")
    )
      context.report(diagnose("bonus/of-the-payee", formula.span, { name: base.name }));
    for (const { part, group } of partsOf(formula)) if (!group) look(part);
  };
  if (amount.kind === "If") [amount.then, amount.otherwise].forEach(look);
  else look(amount);
}

/** What a journey pays at a stop: a percentage of the base, or an amount. */
function rateOrAmount(context: Context, amount: Formula, wanted: Type, verb: string): Formula {
  const { type } = amount;
  if (type.kind === "percent" || type.kind === "unknown") return amount;
  const percent = converted(context, amount, PERCENT);
  if (percent) return percent;
  if (type.kind === "number" && literalIn(amount)) return fit(context, amount, PERCENT, `\`${verb}\``);
  if (type.kind === "number") {
    context.report(
      diagnose("unit/expected", amount.span, {
        place: `\`${verb}\``,
        expected: "a percentage of the base, or money",
        found: nameOfType(type),
      }),
    );
    return amount;
  }
  return fit(context, amount, wanted, `\`${verb}\``);
}

const journeyScope = (generation: boolean): Scope => ({
  ...PERSON_SCOPE,
  journey: true,
  bound: new Map<string, Type>([
    ["level", NUMBER],
    ["distance", NUMBER],
    ...(generation ? [["generation", NUMBER] as const] : []),
  ]),
});

type Get = <K extends Clause["kind"]>(kind: K) => Extract<Clause, { kind: K }> | undefined;

function checkJourney(context: Context, bonus: Node<"Bonus">, get: Get): Journey | null {
  const [up, on] = [get("Up"), get("On")];
  if (!up) {
    const clause = (["On", "FromSelf", "Counting", "Until", "Through", "Generation", "Missed"] as const)
      .map(get)
      .find((one) => one !== undefined);
    if (clause) context.report(diagnose("clause/needs-up", clause.span, { clause: wordOf(clause) }));
    return null;
  }
  if (!on) context.report(diagnose("bonus/on-missing", up.span, { name: bonus.name.text }));
  checkTreeName(context, up.tree);

  const ofOrders = on?.inOrders ?? false;
  const sourceScope: Scope = ofOrders ? { ...PERSON_SCOPE, it: "order" } : PERSON_SCOPE;
  let base: Formula = broken(up.span);
  if (on) {
    base = elaborate(context, on.base, sourceScope);
    if (bonus.flavour !== "flow") base = fitBase(context, base);
    else if (!isAmount(base.type) && base.type.kind !== "unknown")
      context.report(
        diagnose("unit/expected", base.span, {
          place: "`on`",
          expected: "an amount",
          found: nameOfType(base.type),
        }),
      );
  }
  const generation = get("Generation") ?? null;
  const scope = journeyScope(generation !== null);
  const part = (clause: { readonly condition: Expr } | undefined) =>
    clause ? condition(context, clause.condition, scope) : null;
  return {
    base,
    ofOrders,
    where: on?.where ? condition(context, on.where, sourceScope, "`where`") : null,
    fromSelf: get("FromSelf") !== undefined,
    tree: up.tree.text,
    counting: part(get("Counting")),
    until: part(get("Until")),
    through: part(get("Through")),
    // Whether a person passed is a boundary is asked of that person; `my` is the one who may be paid.
    generation: generation
      ? { turn: generation.turn, at: condition(context, generation.at, { ...PERSON_SCOPE, journey: true }) }
      : null,
    missedRollsUp: get("Missed")?.rollsUp ?? false,
  };
}

/** Money is paid on money, or on points that have a worth. */
function fitBase(context: Context, base: Formula): Formula {
  if (base.type.kind === "points" && !context.hasWorth(base.type.of))
    return fit(context, base, MONEY, "`on`");
  if (base.type.kind === "points" || base.type.kind === "money" || base.type.kind === "unknown") return base;
  return fit(context, base, MONEY, "`on`");
}

export function checkTreeName(context: Context, name: Name): boolean {
  const { trees } = context.declarations;
  if (name.text === "") return false;
  context.used.add(name.text);
  if (name.text === "sponsor" || trees.has(name.text)) return true;
  context.report(
    diagnose("tree/unknown", name.span, {
      name: name.text,
      near: nearest(name.text, ["sponsor", ...trees.keys()]),
    }),
  );
  return false;
}

/** How a clause is called in a sentence: its first words. */
function wordOf(clause: { readonly kind: string }): string {
  const words: Readonly<Record<string, string>> = {
    On: "on",
    FromSelf: "from self",
    Up: "up",
    Counting: "counting",
    Until: "until",
    Through: "through",
    Generation: "generation",
    Pays: "pays",
    Missed: "missed",
    EachAtMost: "each at most",
    AtMost: "at most",
    RoundingClause: "rounding",
    Pot: "pot",
    Shares: "shares",
    PoolRounding: "rounding",
  };
  return words[clause.kind] ?? clause.kind;
}

/** Checks a pool. */
export function checkPool(context: Context, pool: Node<"Pool">): CheckedPool {
  const seen = new Map<string, Span>();
  for (const clause of pool.clauses) {
    const first = seen.get(clause.kind);
    if (first)
      context.report(
        diagnose("clause/twice", clause.span, { clause: wordOf(clause) }, [
          { span: first, text: "first said here" },
        ]),
      );
    else seen.set(clause.kind, clause.span);
  }
  const find = <K extends Node<"Pool">["clauses"][number]["kind"]>(kind: K) =>
    pool.clauses.find((clause) => clause.kind === kind) as
      | Extract<Node<"Pool">["clauses"][number], { kind: K }>
      | undefined;
  const [pot, shares, each, rounding] = [
    find("Pot"),
    find("Shares"),
    find("EachAtMost"),
    find("PoolRounding"),
  ];
  for (const [clause, what] of [
    [pot, "pot"],
    [shares, "shares"],
  ] as const)
    if (!clause)
      context.report(diagnose("pool/part-missing", pool.name.span, { name: pool.name.text, what }));
  let sharesFormula = shares ? elaborate(context, shares.shares, PERSON_SCOPE) : broken(pool.name.span);
  if (!isAmount(sharesFormula.type)) sharesFormula = fit(context, sharesFormula, NUMBER, "`shares`");
  return {
    name: pool.name.text,
    title: pool.title?.text ?? pool.name.text,
    span: pool.name.span,
    pot: pot ? demand(context, pot.amount, NOBODY, MONEY, "`pot`") : broken(pool.name.span),
    shares: sharesFormula,
    eachAtMost: each ? demand(context, each.limit, PERSON_SCOPE, MONEY, "`each at most`") : null,
    sharingTheRest: each?.sharingTheRest ?? false,
    rounding: rounding ? { of: rounding.of, rounding: roundingOf(rounding.rounding) } : null,
  };
}

/** Checks a limit over bonuses; `all` is every bonus and pool. */
export function checkLimit(context: Context, limit: Node<"Limit">): CheckedLimit {
  const { bonuses, pools } = context.declarations;
  const payable = [
    ...[...bonuses].filter(([, bonus]) => bonus.flavour === "bonus").map(([name]) => name),
    ...pools.keys(),
  ];
  const own = context.rule.clock ?? context.clock;
  let understood = true;
  const collect = (expr: Expr): readonly string[] => {
    if (expr.kind === "Parens") return collect(expr.inner);
    if (expr.kind === "Binary" && expr.op === "+") return [...collect(expr.left), ...collect(expr.right)];
    const name =
      expr.kind === "Path" && expr.steps.length === 1 && !expr.steps[0]!.args
        ? expr.steps[0]!.name.text
        : null;
    if (name === "all") return payable.filter((one) => context.clockOf(one) === own);
    if (name !== null && payable.includes(name)) {
      const clock = context.clockOf(name) ?? own;
      if (clock !== own)
        context.report(
          diagnose("clock/limit", expr.span, { name, own: adverbOf[clock], reader: adverbOf[own] }),
        );
      return [name];
    }
    if (expr.kind !== "Missing" && name !== "") {
      const written = context.text.slice(expr.span.from, expr.span.to);
      understood = false;
      context.report(
        diagnose("limit/not-a-bonus", expr.span, {
          written,
          near: name === null ? null : nearest(name, payable),
        }),
      );
    }
    return [];
  };
  const named = collect(limit.what);
  for (const name of named) context.used.add(name);
  const scaling = limit.scaling?.flatMap((name) => {
    if (named.includes(name.text)) return [name.text];
    if (name.text === "" || !understood) return [];
    const clock = payable.includes(name.text) ? context.clockOf(name.text) : own;
    context.report(
      clock !== own
        ? diagnose("clock/limit", name.span, {
            name: name.text,
            own: adverbOf[clock!],
            reader: adverbOf[own],
          })
        : diagnose("limit/scaling", name.span, { name: name.text, near: nearest(name.text, named) }),
    );
    return [];
  });
  if (limit.forEach === "owner") {
    const owner = context.declarations.inputs.get("owner");
    if (owner?.item.type.word !== "person") context.report(diagnose("limit/no-owner", limit.span, {}));
    context.used.add("owner");
  }
  return {
    span: limit.span,
    bonuses: named,
    to: demand(context, limit.to, limit.forEach ? PERSON_SCOPE : NOBODY, MONEY, "`limit … to`"),
    forEach: limit.forEach,
    scaling: scaling ?? named,
    givesWay: limit.givesWay && { ...limit.givesWay, by: ordered(context, limit.givesWay.by) },
  };
}

/** What people are put in order by: a rank, an amount or a date. */
function ordered(context: Context, expr: Expr): Formula {
  const formula = elaborate(context, expr, PERSON_SCOPE);
  if (!isAmount(formula.type) && !["rank", "date", "unknown"].includes(formula.type.kind))
    context.report(
      diagnose("unit/expected", formula.span, {
        place: "`lowest … first`",
        expected: "a rank, an amount or a date",
        found: nameOfType(formula.type),
      }),
    );
  return formula;
}
