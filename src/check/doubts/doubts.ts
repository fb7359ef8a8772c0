import { toDecimal } from "../../base/exact.ts";
import { type Diagnostic, diagnose } from "../../diagnostics/diagnostic.ts";
import { boundsOf } from "../bounds/bounds.ts";
import { USUAL_DATA } from "../bounds/data.ts";
import { DIGITS_TOLD, fits } from "../bounds/size.ts";
import type { CheckedPlan } from "../checked-plan.ts";
import { type Formula, partsOf } from "../formula.ts";
import { ladderDoubts } from "./ladder-doubts.ts";
import { blankCaps, ratesAbove } from "./limit-doubts.ts";
import { outsideItsRange } from "./param-doubts.ts";
import { OTHER } from "./range.ts";
import { ANYWHERE, type Place, Ranges } from "./ranges.ts";
import { decided, paysNobody, placeOf, sharesNothing } from "./rule-doubts.ts";
import { sameFormula } from "./same-formula.ts";
import { tableDoubts, type Use } from "./table-doubts.ts";

/**
 * What is probably not meant in a plan that can be run: found from between what its values can lie, by the text alone.
 * A plan that says what it means has none of these.
 */
export function doubtsOf(plan: CheckedPlan, text: string): Diagnostic[] {
  const ranges = new Ranges(plan);
  const rules = rulesOf(plan);
  const uses = new Map<string, Use[]>();
  const look = (formula: Formula, place: Place): void => {
    if (formula.kind === "Lookup") {
      // Who looks up a figure of the text wants that one cell.
      const keys = formula.keys.map((key) => (key.kind === "Const" ? OTHER : ranges.of(key, place)));
      uses.set(formula.table, [...(uses.get(formula.table) ?? []), { formula, keys }]);
    }
    for (const { part, group } of partsOf(formula))
      look(part, group ? { ...place, level: ANYWHERE.level } : place);
  };
  for (const { formula, place } of rules) look(formula, place);
  const bonuses = [...plan.bonuses.values()];
  return [
    ...rules.flatMap(({ formula, place }) => decided(formula, place, ranges, text)),
    ...[...plan.ladders.values()].flatMap((ladder) => ladderDoubts(ladder, ranges)),
    ...[...plan.tables.values()].flatMap((table) =>
      tableDoubts(plan, table, uses.get(table.name) ?? [], ranges),
    ),
    ...bonuses.flatMap((bonus) => paysNobody(bonus, ranges)),
    ...[...plan.pools.values()].flatMap((pool) => sharesNothing(pool, ranges)),
    ...bonuses.flatMap((bonus) => blankCaps(plan, bonus)),
    ...plan.limits.flatMap((limit) => ratesAbove(plan, limit, ranges)),
    ...matchedTwice(plan),
    ...[...plan.params.values()].flatMap((param) => outsideItsRange(param, text)),
    ...tooLarge(plan),
  ];
}

/** So many decimals are of the text; those beyond come from divisions, and nobody has written them. */
const WRITTEN_DECIMALS = 6;

/** Amounts that do not fit, whatever the decimals: on the data of a company as there are some. */
function tooLarge(plan: CheckedPlan): Diagnostic[] {
  return boundsOf(plan, USUAL_DATA)
    .tooLarge.filter((size) => !fits({ ...size, decimals: Math.min(size.decimals, WRITTEN_DECIMALS) }))
    .map(({ column, span, most, decimals }) =>
      diagnose("amount/too-large", span, {
        name: column,
        most: inWords(toDecimal(most, 0)),
        decimals,
        people: USUAL_DATA.people,
      }),
    );
}

/** Digits that somebody still reads; of longer figures only how long they are. */
const DIGITS_READ = 40;

const inWords = (figure: string): string =>
  figure.length <= DIGITS_READ
    ? grouped(figure)
    : `a figure of ${figure.length > DIGITS_TOLD ? "more than " : ""}${Math.min(figure.length, DIGITS_TOLD)} digits`;

const grouped = (figure: string): string => figure.replace(/…$/, "").replace(/\B(?=(?:\d{3})+$)/g, ",");

type Rule = { readonly formula: Formula; readonly place: Place };

/** Every formula of a plan that people are asked by, outside of its examples. */
function rulesOf(plan: CheckedPlan): readonly Rule[] {
  const at = (place: Place, ...formulas: readonly (Formula | null | undefined)[]): Rule[] =>
    formulas.flatMap((formula) => (formula ? [{ formula, place }] : []));
  return [
    ...[...plan.inputs.values()].flatMap(({ fallback }) => at(ANYWHERE, fallback)),
    ...[...plan.measures.values()].flatMap(({ body }) => at(ANYWHERE, body)),
    ...[...plan.trees.values()].flatMap(({ parent, from }) => at(ANYWHERE, parent, from)),
    ...[...plan.ladders.values()].flatMap(({ headers, needs }) =>
      at(ANYWHERE, ...headers.map(({ requirement }) => requirement), ...needs),
    ),
    ...[...plan.bonuses.values()].flatMap((bonus) => [
      ...at(placeOf(bonus), bonus.pays, bonus.atMost, bonus.eachAtMost),
      ...at(placeOf(bonus), bonus.journey?.counting, bonus.journey?.until, bonus.journey?.through),
      ...at(ANYWHERE, bonus.journey?.base, bonus.journey?.where, bonus.journey?.generation?.at),
    ]),
    ...[...plan.pools.values()].flatMap(({ pot, shares, eachAtMost }) =>
      at(ANYWHERE, pot, shares, eachAtMost),
    ),
    ...plan.limits.flatMap(({ to }) => at(ANYWHERE, to)),
    ...[...plan.pairings.values()].flatMap(({ volume, needs, starts, atMost }) =>
      at(ANYWHERE, volume, needs?.condition, starts, atMost?.limit),
    ),
    ...[...plan.boards.values()].flatMap(({ starts }) => at(ANYWHERE, starts)),
  ];
}

/** A bonus paid on two pairings that match one volume in one tree, each using it up for itself. */
function matchedTwice({ pairings, clocks, bonuses }: CheckedPlan): Diagnostic[] {
  return [...bonuses.values()].flatMap((bonus) => {
    const read = [...new Set(pairingsIn(bonus.pays))].map((name) => pairings.get(name)!);
    return read.flatMap((pairing, i) => {
      const first = read
        .slice(0, i)
        .find(
          (other) =>
            other.tree === pairing.tree &&
            clocks.get(other.name) === clocks.get(pairing.name) &&
            sameFormula(other.volume, pairing.volume),
        );
      return first
        ? [
            diagnose("pairing/same-volume", bonus.pays.span, {
              bonus: bonus.name,
              first: first.name,
              second: pairing.name,
            }),
          ]
        : [];
    });
  });
}

const pairingsIn = (formula: Formula): readonly string[] => [
  ...(formula.kind === "PairingField" && formula.field === "matched" ? [formula.pairing] : []),
  ...partsOf(formula).flatMap(({ part }) => pairingsIn(part)),
];
