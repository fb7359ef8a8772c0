import { diagnose } from "../diagnostics/diagnostic.ts";
import type { Name, Node, Step } from "../syntax/syntax.ts";
import { call } from "./calls/call.ts";
import { measureArguments } from "./calls/declared.ts";
import { checkClockOfColumn } from "./clocks.ts";
import type { Context, Scope } from "./context.ts";
import { rankNames } from "./declarations.ts";
import { broken } from "./expressions.ts";
import { type Formula, type FormulaOf, type PairingFieldName, pairingFields } from "./formula.ts";
import { factName } from "./inference.ts";
import { nearest } from "./nearest.ts";
import { isAmount, KIND_OF_PERSON, NUMBER, nameOfType, PERSON, rank, type Type, YES_NO } from "./types.ts";

/** A pairing or a board of a person: no value in itself, but it has fields. */
type Machine = {
  readonly kind: "Machine";
  readonly name: string;
  readonly of: Formula;
  readonly span: Formula["span"];
};
type Part = Formula | Machine;

/** Understands `a.b(c).d`, step by step from the left. */
export function elaboratePath(context: Context, path: Node<"Path">, scope: Scope, expected: Type): Formula {
  const [head, ...rest] = path.steps;
  let part: Part = head!.args
    ? call(context, head!, scope, expected)
    : bareName(
        context,
        head!.name,
        scope,
        rest.length === 0 ? expected : { kind: "unknown" },
        rest.length > 0,
      );
  for (const step of rest) part = member(context, part, step, scope);
  if (part.kind === "Machine") {
    context.report(
      diagnose("pairing/field-missing", path.span, { name: part.name, fields: fieldsOf(context, part.name) }),
    );
    return broken(path.span);
  }
  return { ...part, span: path.span };
}

const fieldsOf = (context: Context, machine: string): readonly string[] =>
  context.declarations.pairings.has(machine) ? pairingFields : ["cycles"];

/** A name that stands alone or at the head of a path. */
function bareName(context: Context, name: Name, scope: Scope, expected: Type, hasMembers: boolean): Part {
  const { text, span } = name;
  if (text === "") return broken(span);
  const parameter = scope.parameters.get(text);
  if (parameter) return { kind: "Argument", span, type: parameter.type, index: parameter.index };
  const person = scope.people?.get(text);
  if (person !== undefined && (hasMembers || expected.kind === "person"))
    return { kind: "Someone", span, type: PERSON, person };

  // At the head of a dotted name of an example stands a person, unless a column has the name.
  if (
    scope.people &&
    hasMembers &&
    scope.it === "nobody" &&
    !context.declarations.names.has(text) &&
    !isPersonColumn(context, text)
  ) {
    context.report(
      diagnose("example/nobody", span, { name: text, near: nearest(text, scope.people.keys()) }),
    );
    return broken(span);
  }

  const word = hasMembers ? null : wordOf(context, name, expected);
  if (word) {
    const declared = context.declarations.names.has(text) ? context.inference.typeOf(text) : null;
    const fitsToo = declared && declared.kind === expected.kind && scope.it === "person";
    if (fitsToo)
      context.report(diagnose("name/two-readings", span, { name: text, type: nameOfType(expected) }));
    return word;
  }

  const bound = scope.bound.get(text);
  if (bound) return { kind: "Bound", span, type: bound, name: text as FormulaOf<"Bound">["name"] };
  switch (text) {
    case "rank":
      if (scope.candidate !== null) return { kind: "Candidate", span, type: rank(scope.candidate) };
      return unknownHere(context, name, "in a rank table and in the lines under it", onlyLadder(context));
    case "my":
      if (scope.my) return { kind: "My", span, type: PERSON };
      return unknownHere(context, name, "in a rule about one person");
    case "source":
    case "below":
      if (scope.journey) return { kind: text === "source" ? "Source" : "Below", span, type: PERSON };
      return unknownHere(context, name, "in the clauses of a bonus that goes `up` a tree");
    case "level":
    case "distance":
    case "generation":
      return unknownHere(
        context,
        name,
        text === "generation"
          ? "at the stops of a bonus with a `generation` line, outside of groups"
          : "in a journey `up` a tree and in groups of people",
      );
    case "total":
      return unknownHere(context, name, "behind `each at most` in a sum");
    default:
      return column(context, name, scope, expected);
  }
}

/** Who asks for a person's rank outside of a rank table means the ladder, where there is but one. */
function onlyLadder({ declarations }: Context): string | null {
  const [ladder, ...more] = declarations.ladders.keys();
  return more.length === 0 ? (ladder ?? null) : null;
}

const OF_AN_ORDER = "of an order: behind `on … in orders` and its `where`, and inside of a group of `orders`";

function unknownHere(context: Context, name: Name, where: string, near: string | null = null): Formula {
  context.report(diagnose("name/not-known-here", name.span, { name: name.text, where, near }));
  return broken(name.span);
}

/** A name read as a value: a rank of the ladder, one of the choices, or a word of text. */
function wordOf(context: Context, { text, span }: Name, expected: Type): Formula | null {
  if (expected.kind === "rank") {
    const index = rankNames(context.declarations.ladders.get(expected.ladder)!).indexOf(text);
    return index < 0 ? null : { kind: "Const", span, type: expected, value: index };
  }
  const isWord =
    (expected.kind === "choice" && expected.choices?.includes(text)) ||
    (expected.kind === "text" && !context.declarations.names.has(text));
  return isWord ? { kind: "Const", span, type: expected, value: text } : null;
}

/** A column of whoever or whatever the place is about. */
function column(context: Context, name: Name, scope: Scope, expected: Type): Part {
  const { text, span } = name;
  const { declarations, inference } = context;
  context.used.add(text);
  if (declarations.params.has(text)) return { kind: "Param", span, type: inference.typeOf(text), name: text };
  const input = declarations.inputs.get(text);
  if (scope.it === "order" || scope.it === "party") {
    if (text === "date" && scope.it === "order")
      return { kind: "OrderColumn", span, type: { kind: "date" }, name: text };
    if (input?.item.inOrders) {
      const type = inference.typeOf(text);
      if (scope.it === "party" && !isAmount(type)) {
        context.report(
          diagnose("order/not-a-sum", span, {
            name: text,
            type: nameOfType(type),
            where: "of several orders together",
          }),
        );
        return broken(span);
      }
      return { kind: "OrderColumn", span, type, name: text };
    }
    if (isPersonColumn(context, text)) {
      context.report(diagnose("order/no-column", span, { name: text }));
      return broken(span);
    }
    return unknown(context, name, expected);
  }
  if (!isPersonColumn(context, text)) return unknown(context, name, expected);
  if (scope.it === "nobody") {
    context.report(diagnose("person/whose", span, { name: text, inExample: scope.people !== null }));
    return broken(span);
  }
  return ofPerson(
    context,
    { kind: "Step", span, name, args: null },
    { kind: "It", span, type: PERSON },
    scope,
  );
}

const isPersonColumn = (context: Context, name: string): boolean =>
  ["sponsor", "age", "joined", "kind", "payout"].includes(name) ||
  (context.declarations.names.has(name) && !context.declarations.params.has(name));

function unknown(context: Context, name: Name, expected: Type): Formula {
  const { declarations } = context;
  const values =
    expected.kind === "rank"
      ? rankNames(declarations.ladders.get(expected.ladder)!)
      : expected.kind === "choice"
        ? (expected.choices ?? [])
        : [];
  if (expected.kind === "rank" && values.length > 0) {
    context.report(
      diagnose("rank/unknown", name.span, {
        name: name.text,
        ladder: expected.ladder,
        near: nearest(name.text, values),
        ranks: values,
      }),
    );
    return broken(name.span);
  }
  if (expected.kind === "choice" && values.length > 0) {
    context.report(
      diagnose("choice/unknown", name.span, {
        name: name.text,
        choices: values,
        near: nearest(name.text, values),
      }),
    );
    return broken(name.span);
  }
  for (const [ladder, declared] of declarations.ladders)
    if (rankNames(declared).includes(name.text)) {
      context.report(diagnose("rank/alone", name.span, { name: name.text, ladder }));
      return broken(name.span);
    }
  if (name.text === "date") return unknownHere(context, name, OF_AN_ORDER);
  const near =
    partCalled(context, name.text) ??
    nearest(name.text, [...declarations.names.keys(), "sponsor", "age", "joined", "kind", "payout"]);
  context.report(diagnose("name/unknown", name.span, { name: name.text, near }));
  return broken(name.span);
}

/** `cap` for `Title.cap`, `cycles` for `Team.cycles`: where only one thing of the plan has a part of this name. */
function partCalled({ declarations }: Context, name: string): string | null {
  const owners = [
    ...[...declarations.ladders].filter(([, { head }]) =>
      head?.cells.slice(1).some((cell) => factName(cell) === name),
    ),
    ...[...declarations.pairings].filter(() => pairingFields.some((field) => field === name)),
  ].map(([owner]) => owner);
  return owners.length === 1 ? `${owners[0]}.${name}` : null;
}

/** What stands behind a dot. */
function member(context: Context, part: Part, step: Step, scope: Scope): Part {
  const { name } = step;
  if (name.text === "") return broken(name.span);
  if (part.kind === "Machine") return field(context, part, step);
  if (part.type.kind === "unknown") return broken(name.span);
  if (part.type.kind === "person") {
    if (isPersonColumn(context, name.text)) return ofPerson(context, step, part, scope);
    if (name.text === "date") return unknownHere(context, name, OF_AN_ORDER);
    if (context.declarations.params.has(name.text))
      context.report(diagnose("person/param", name.span, { name: name.text }));
    else
      context.report(
        diagnose("name/unknown", name.span, {
          name: name.text,
          near: nearest(name.text, context.declarations.names.keys()),
        }),
      );
    return broken(name.span);
  }
  if (part.type.kind === "rank") return ofRank(context, part, part.type.ladder, step);
  context.report(diagnose("name/no-members", name.span, { type: nameOfType(part.type), name: name.text }));
  return broken(name.span);
}

/** A column of a person. */
function ofPerson(context: Context, step: Step, of: Formula, scope: Scope): Part {
  const { declarations, inference } = context;
  const { text, span } = step.name;
  context.used.add(text);
  checkClockOfColumn(context, step.name, scope);
  if (declarations.pairings.has(text) || declarations.boards.has(text))
    return { kind: "Machine", name: text, of, span };
  if (declarations.tables.has(text)) {
    context.report(diagnose("table/without-keys", span, { name: text }));
    return broken(span);
  }
  const measure = declarations.measures.get(text);
  if (measure && (measure.parameters.length > 0 || step.args))
    return {
      kind: "Column",
      span,
      type: inference.typeOf(text),
      name: text,
      of,
      args: measureArguments(context, step, measure, scope),
    };
  if (step.args) {
    context.report(diagnose("call/not-a-function", span, { name: text }));
    return broken(span);
  }
  if (text === "kind") return { kind: "Column", span, type: KIND_OF_PERSON, name: text, of, args: [] };
  const type = inference.typeOf(text);
  const bonus = declarations.bonuses.get(text);
  if ((bonus && bonus.flavour !== "flow") || declarations.pools.has(text)) {
    if (scope.paidByName) return { kind: "Amount", span, type, stage: "paid", bonus: text, of };
    context.report(diagnose("bonus/which-amount", span, { name: text }));
    return broken(span);
  }
  if (declarations.inputs.get(text)?.item.inOrders && !isAmount(type)) {
    context.report(
      diagnose("order/not-a-sum", span, { name: text, type: nameOfType(type), where: "at a person" }),
    );
    return broken(span);
  }
  return { kind: "Column", span, type, name: text, of, args: [] };
}

/** `Title.career`, `Title.qualified`, or a fact of the rank. */
function ofRank(context: Context, of: Formula, ladder: string, step: Step): Formula {
  const { text, span } = step.name;
  if (text === "career" || text === "qualified") {
    if (of.kind === "Column")
      return { kind: "Flavour", span, type: rank(ladder), ladder, flavour: text, of: of.of };
    context.report(diagnose("rank/flavour-of-what", span, { flavour: text, ladder }));
    return broken(span);
  }
  const head = context.declarations.ladders.get(ladder)?.head;
  const index = head?.cells.findIndex((cell, i) => i > 0 && factName(cell) === text) ?? -1;
  if (index > 0) {
    context.used.add(`${ladder}.${text}`);
    return {
      kind: "Fact",
      span,
      type: context.inference.headerType(ladder, index),
      ladder,
      column: index - 1,
      rank: of,
    };
  }
  const facts = (head?.cells ?? []).slice(1).flatMap((cell) => factName(cell) ?? []);
  context.report(
    diagnose("rank/no-fact", span, {
      name: text,
      ladder,
      near: nearest(text, [...facts, "career", "qualified"]),
      facts,
    }),
  );
  return broken(span);
}

function field(context: Context, { name: machine, of, span }: Machine, step: Step): Formula {
  const { text } = step.name;
  const pairing = context.declarations.pairings.get(machine);
  if (!pairing && text === "cycles") return { kind: "BoardField", span, type: NUMBER, board: machine, of };
  if (pairing && (pairingFields as readonly string[]).includes(text)) {
    const volume = context.inference.typeOf(machine);
    const type = text === "cycles" ? NUMBER : text === "first" ? YES_NO : volume;
    return { kind: "PairingField", span, type, pairing: machine, field: text as PairingFieldName, of };
  }
  const fields = fieldsOf(context, machine);
  context.report(
    diagnose("pairing/no-field", step.name.span, {
      name: text,
      machine,
      near: nearest(text, fields),
      fields,
    }),
  );
  return broken(span);
}
