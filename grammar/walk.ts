import {
  Alternation,
  type Alternative,
  type IProduction,
  NonTerminal,
  Option,
  Repetition,
  RepetitionMandatory,
  RepetitionMandatoryWithSeparator,
  RepetitionWithSeparator,
  Terminal,
  type TokenType,
} from "chevrotain";
import { parser } from "./rules.ts";

/**
 * A walk through the grammar, one token at a time, keeping every way in which the text so far can be read. It tells
 * what could stand next, which the parser itself cannot (it knows of one way and stops where that ends): completion
 * offers it, and recovery tries a mend by walking on behind it.
 *
 * The grammar's own production tree is turned once into places joined by steps; a way is a place with the places to
 * return to, and equal ways are one object, so that what follows from a way is worked out once.
 */
export type RuleName = string;

/** A place between two symbols of a rule. */
type Place = { readonly rule: RuleName; readonly moves: Move[]; ends: boolean };
type Move =
  | { readonly kind: "token"; readonly type: TokenType; readonly to: Place }
  | { readonly kind: "call"; readonly rule: RuleName; readonly to: Place }
  | { readonly kind: "skip"; readonly to: Place };

/** One way to read what came before: where it stands, and where it goes on when that rule is done. */
type Way = {
  readonly place: Place;
  readonly up: Way | null;
  readonly calls: Map<Place, Way>;
  next: {
    readonly steps: readonly { readonly type: TokenType; readonly to: Way }[];
    readonly ends: boolean;
  } | null;
};

/** All ways to read what came before; none where it is not of the language. */
export type Standing = readonly Way[];

const placeIn = (rule: RuleName): Place => ({ rule, moves: [], ends: false });
const firstPlaces = new Map<RuleName, Place>();

function firstPlace(rule: RuleName): Place {
  const known = firstPlaces.get(rule);
  if (known) return known;
  const first = placeIn(rule);
  firstPlaces.set(rule, first);
  const last = join(first, parser.getGAstProductions()[rule]!.definition as IProduction[]);
  last.ends = true;
  return first;
}

/** Adds the symbols of a rule behind a place, and gives the place behind them. */
const join = (from: Place, symbols: readonly IProduction[]): Place => symbols.reduce(joinOne, from);

function joinOne(from: Place, symbol: IProduction): Place {
  const { rule } = from;
  const to = placeIn(rule);
  const skip = (a: Place, b: Place): unknown => a.moves.push({ kind: "skip", to: b });
  if (symbol instanceof Terminal) from.moves.push({ kind: "token", type: symbol.terminalType, to });
  else if (symbol instanceof NonTerminal) from.moves.push({ kind: "call", rule: symbol.nonTerminalName, to });
  else if (symbol instanceof Alternation)
    for (const one of symbol.definition as Alternative[]) skip(join(from, one.definition), to);
  else if (symbol instanceof Option) {
    skip(from, to);
    skip(join(from, symbol.definition), to);
  } else if (symbol instanceof Repetition || symbol instanceof RepetitionMandatory) {
    const start = placeIn(rule);
    skip(from, start);
    const end = join(start, symbol.definition);
    skip(end, start);
    skip(symbol instanceof Repetition ? start : end, to);
  } else if (
    symbol instanceof RepetitionWithSeparator ||
    symbol instanceof RepetitionMandatoryWithSeparator
  ) {
    const start = placeIn(rule);
    skip(from, start);
    const end = join(start, symbol.definition);
    end.moves.push({ kind: "token", type: symbol.separator, to: start });
    skip(end, to);
    if (symbol instanceof RepetitionWithSeparator) skip(from, to);
  } else return join(from, (symbol as unknown as { definition: IProduction[] }).definition);
  return to;
}

const wayTo = (place: Place, up: Way): Way => {
  const known = up.calls.get(place);
  if (known) return known;
  const made: Way = { place, up, calls: new Map(), next: null };
  up.calls.set(place, made);
  return made;
};

type Steps = NonNullable<Way["next"]>;

/** What may follow on a way: every token that can be read, and whether the text may end here. */
function stepsFrom(way: Way): Steps {
  if (way.next) return way.next;
  const steps: { type: TokenType; to: Way }[] = [];
  let ends = false;
  const seen = new Set([way]);
  for (const { place, up } of seen) {
    if (up === null) {
      ends = true;
      continue;
    }
    for (const move of place.moves)
      if (move.kind === "token") steps.push({ type: move.type, to: wayTo(move.to, up) });
      else if (move.kind === "call") seen.add(wayTo(firstPlace(move.rule), wayTo(move.to, up)));
      else seen.add(wayTo(move.to, up));
    if (place.ends) seen.add(up);
  }
  return (way.next = { steps, ends });
}

/** Before the first token of a rule. */
export function startOf(rule: RuleName): Standing {
  const bottom: Way = { place: placeIn(rule), up: null, calls: new Map(), next: null };
  return [wayTo(firstPlace(rule), bottom)];
}

const isA = (type: TokenType, wanted: TokenType): boolean =>
  type === wanted || wanted.categoryMatchesMap?.[type.tokenTypeIdx!] === true;

/** Behind one more token; nowhere where it could not stand. */
export function step(standing: Standing, type: TokenType): Standing {
  const next = new Set<Way>();
  for (const way of standing)
    for (const move of stepsFrom(way).steps) if (isA(type, move.type)) next.add(move.to);
  return [...next];
}

/** What could stand next, as the grammar asks for it, with the rules that ask. */
export function expectedAt(standing: Standing): ReadonlyMap<TokenType, ReadonlySet<RuleName>> {
  const expected = new Map<TokenType, Set<RuleName>>();
  for (const way of standing)
    for (const { type, to } of stepsFrom(way).steps) {
      const rules = expected.get(type);
      if (rules) rules.add(to.place.rule);
      else expected.set(type, new Set([to.place.rule]));
    }
  return expected;
}

/** Whether the rule that the walk began with may be over here. */
export const mayEnd = (standing: Standing): boolean => standing.some((way) => stepsFrom(way).ends);

/** Whether a token could stand here. */
export const accepts = (standing: Standing, type: TokenType): boolean => step(standing, type).length > 0;

/** The rules that a place lies in, the innermost first, on the first way to read it: what completion calls the context. */
export function rulesAround(standing: Standing): readonly RuleName[] {
  const rules: RuleName[] = [];
  for (let way: Way | null = standing[0] ?? null; way?.up; way = way.up)
    if (rules.at(-1) !== way.place.rule) rules.push(way.place.rule);
  return rules;
}
