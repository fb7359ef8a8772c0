import { printDay } from "../../base/calendar.ts";
import { add, compare, type Exact, subtract, sum, toDecimal } from "../../base/exact.ts";
import type { Work } from "../../base/pieces.ts";
import type { Value } from "../../base/value.ts";
import type { CheckedBonus, CheckedLadder, CheckedPool } from "../../check/checked-plan.ts";
import { type Formula, partsOf } from "../../check/formula.ts";
import { isAmount, MONEY, NUMBER } from "../../check/types.ts";
import { NOT_GIVEN } from "../../downline/downline.ts";
import { amountOf, periodsDue } from "../../meaning/bonuses.ts";
import { column } from "../../meaning/columns.ts";
import { evaluate } from "../../meaning/evaluate.ts";
import { type Line, travel } from "../../meaning/journeys.ts";
import { careerRank, qualifiedRank } from "../../meaning/ladders.ts";
import { looksBack } from "../../meaning/looks-back.ts";
import { periodInWords, standingPeriod } from "../../meaning/own-periods.ts";
import { ordersOf } from "../../meaning/presence.ts";
import { type At, about, type Run } from "../../meaning/run.ts";
import { type Tree, treeOf } from "../../meaning/trees.ts";
import type {
  BonusLine,
  BonusReport,
  PersonName,
  PersonReport,
  PersonRequest,
  RankReport,
  RequirementReport,
} from "../protocol.ts";
import { columnFigure, figureOf } from "./figures.ts";
import { type OrderSurroundings, outlineOfOrder } from "./order-report.ts";
import { columnsOf } from "./outline.ts";

/** What the reports need beside the run: the plan's text, to quote rules as they are written, and what people are called. */
export type Surroundings = OrderSurroundings & { readonly text: string };

/**
 * Everything about one person in one period: columns, ranks and what is missing, bonuses and where they come from. In
 * pieces: of somebody with many people below one bonus alone may take as long as a frame.
 */
export function* reportingOn(
  run: Run,
  { person, tree: treeName, mostLines }: PersonRequest,
  period: number,
  around: Surroundings,
): Work<PersonReport> {
  const { plan, world } = run;
  const tree = treeOf(run, treeName, period);
  const orders = ordersOf(run, person, period);
  const upline: PersonName[] = [];
  for (let above = tree.parent[person]!; above >= 0; above = tree.parent[above]!)
    upline.push(around.nameOf(above));
  const inOrder = [...plan.bonuses.values(), ...plan.pools.values()].sort(
    (a, b) => a.span.from - b.span.from,
  );
  const bonuses: BonusReport[] = [];
  for (const bonus of inOrder) {
    yield;
    bonuses.push(bonusReport(run, bonus, person, period, mostLines, around));
  }
  yield;
  return {
    ...around.nameOf(person),
    customer: world.customer[person] === 1,
    joined: world.joined[person] === NOT_GIVEN ? "" : printDay(world.joined[person]!),
    upline,
    children: tree.children[person]!.length,
    below: belowIn(tree)[person]!,
    columns: columnsOf(plan).map((outline) => ({
      name: outline.name,
      role: outline.role,
      type: outline.type,
      figure: columnFigure(run, outline, person, period),
      cell: plan.inputs.has(outline.name) ? around.cellOf("people", person, outline.name) : null,
    })),
    ranks: [...plan.ladders.values()].map((ladder) => rankReport(run, ladder, person, period, around.text)),
    bonuses,
    payout: toDecimal(column(run, "payout", person, period) as Exact),
    orders: orders.slice(0, mostLines).map((order) => outlineOfOrder(run, order, around)),
    orderCount: orders.length,
  };
}

const counted = new WeakMap<Tree, Int32Array>();

/** How many stand below each of a tree: counted for everybody when first somebody asks. */
function belowIn(tree: Tree): Int32Array {
  let below = counted.get(tree);
  if (!below) {
    const { parent, topFirst } = tree;
    below = new Int32Array(parent.length);
    for (let i = topFirst.length - 1; i >= 0; i--) {
      const person = topFirst[i]!;
      const above = parent[person]!;
      if (above >= 0) below[above]! += below[person]! + 1;
    }
    counted.set(tree, below);
  }
  return below;
}

/** Somebody and everyone below, the nearest first; no more than so many. */
export function downlineOf(tree: Tree, top: number, most = Number.POSITIVE_INFINITY): number[] {
  const people = [top];
  for (const person of people)
    for (const child of tree.children[person]!) {
      if (people.length >= most) return people;
      people.push(child);
    }
  return people;
}

function rankReport(
  run: Run,
  ladder: CheckedLadder,
  person: number,
  period: number,
  text: string,
): RankReport {
  const nameOf = (rank: number) => (rank < 0 ? "none" : ladder.ranks[rank]!.name);
  const own = standingPeriod(run, ladder.name, period);
  const qualified = qualifiedRank(run, ladder, person, own);
  const next = qualified + 1;
  return {
    ladder: ladder.name,
    held: nameOf(column(run, ladder.name, person, period) as number),
    qualified: nameOf(qualified),
    career: looksBack(run.plan) ? nameOf(careerRank(run, ladder, person, own)) : "",
    next:
      next < ladder.ranks.length
        ? { rank: nameOf(next), requirements: requirementsOf(run, ladder, next, person, own, text) }
        : null,
  };
}

/** What a rank asks, and how far somebody is. Of several rows that would each do, the one of which most is met. */
function requirementsOf(
  run: Run,
  ladder: CheckedLadder,
  rank: number,
  person: number,
  period: number,
  text: string,
): RequirementReport[] {
  const at: At = { ...about(person, period), candidate: rank };
  const rows = ladder.ranks[rank]!.rows.map((row) =>
    ladder.headers.flatMap((header, i) =>
      header.requirement && row[i]
        ? [
            requirementReport(
              run,
              header.requirement,
              { ...at, blank: row[i]! },
              quote(text, header.requirement, row[i]!),
            ),
          ]
        : [],
    ),
  );
  const met = (requirements: readonly RequirementReport[]) =>
    requirements.filter((one) => one.met).length - requirements.length;
  const best = rows.reduce((a, b) => (met(b) > met(a) ? b : a), rows[0] ?? []);
  return [
    ...best,
    ...ladder.needs.map((need) => requirementReport(run, need, at, text.slice(need.span.from, need.span.to))),
  ];
}

/** A header with the cell in its blank. */
const quote = (text: string, header: Formula, cell: Formula): string =>
  text
    .slice(header.span.from, header.span.to)
    .replace(/(?<![\w])_(?![\w])/g, text.slice(cell.span.from, cell.span.to).trim());

function requirementReport(run: Run, requirement: Formula, at: At, rule: string): RequirementReport {
  const met = evaluate(run, requirement, at) as boolean;
  if (requirement.kind !== "Compare")
    return { rule, met, has: null, needs: null, missing: null, type: NUMBER };
  const { left, right } = requirement;
  const [has, needs] = [evaluate(run, left, at), evaluate(run, right, at)];
  const amounts = isAmount(left.type) && (requirement.op === ">=" || requirement.op === ">");
  return {
    rule,
    met,
    has: figureOf(run, has, left.type).text,
    needs: figureOf(run, needs, right.type).text,
    missing: !met && amounts ? toDecimal(subtract(needs as Exact, has as Exact)) : null,
    type: left.type,
  };
}

function bonusReport(
  run: Run,
  bonus: CheckedBonus | CheckedPool,
  person: number,
  period: number,
  mostLines: number,
  around: Surroundings,
): BonusReport {
  const flavour = "flavour" in bonus ? bonus.flavour : "pool";
  const [gross, earned, paid] = (["gross", "earned", "paid"] as const).map((stage) =>
    amountOf(run, stage, bonus.name, person, period),
  ) as [Exact, Exact, Exact];
  const due = periodsDue(run, bonus.name, period);
  const sources =
    "journey" in bonus && bonus.journey
      ? downlineOf(treeOf(run, bonus.journey.tree, period), person, MOST_SOURCES + 1)
      : [];
  const isWhole = sources.length <= MOST_SOURCES;
  const lines = sources.length > 0 ? linesTo(run, bonus as CheckedBonus, sources, person, due) : [];
  const shown = lines.slice(0, mostLines);
  const rest = isWhole
    ? sum(lines.slice(mostLines).map((line) => line.amount))
    : subtract(gross, sum(shown.map((line) => line.amount)));
  const formulas = "pot" in bonus ? [bonus.pot, bonus.shares] : bonus.journey ? [] : [bonus.pays];
  return {
    name: bonus.name,
    title: bonus.title,
    flavour,
    gross: toDecimal(gross),
    earned: toDecimal(earned),
    paid: toDecimal(paid),
    span: bonus.span,
    lines: shown.map((line) => printLine(bonus as CheckedBonus, line, around)),
    lineCount: isWhole ? lines.length : null,
    restOfLines: toDecimal(rest),
    when: whenOf(run, bonus.name, period, due),
    notDue: due.length === 0,
    // Of several periods the last one's figures are shown; of one that is not due yet there are none.
    reads: due
      .slice(-1)
      .flatMap((last) =>
        formulas.flatMap((formula, i) =>
          readsIn(run, formula, about("pot" in bonus && i === 0 ? -1 : person, last), around.text),
        ),
      ),
  };
}

/** In which periods of its own a bonus by another clock came to what it did; empty where it runs by the plan's own. */
function whenOf(run: Run, name: string, period: number, due: readonly number[]): string {
  const { plan, timeline } = run;
  const own = plan.clocks.get(name);
  if (!own || own === plan.clock) return "";
  const last = due.at(-1);
  if (last === undefined)
    return `Falls due when ${periodInWords(run, standingPeriod(run, name, period))} ends.`;
  if (due.length === 1) return `Of ${periodInWords(run, last)}.`;
  return `${due.length} ${timeline.clockOf(last)}s together; what the rule reads is of ${periodInWords(run, last)}.`;
}

/** Of so many people below somebody, the nearest, each line is looked for: a million would be waited for. */
const MOST_SOURCES = 5_000;

/** Every payment of a travelling bonus from some to one person, largest first; those of one source on one level together. */
function linesTo(
  run: Run,
  bonus: CheckedBonus,
  sources: readonly number[],
  person: number,
  due: readonly number[],
): Line[] {
  const lines = new Map<string, Line>();
  const take = (line: Line): void => {
    if (line.payee !== person) return;
    const key = `${line.source} ${line.level} ${line.rate.n}/${line.rate.d}`;
    const known = lines.get(key);
    lines.set(
      key,
      known ? { ...line, base: add(known.base, line.base), amount: add(known.amount, line.amount) } : line,
    );
  };
  for (const source of sources.slice(0, MOST_SOURCES))
    for (const period of due) travel(run, bonus, source, period, take);
  return [...lines.values()].sort((a, b) => compare(b.amount, a.amount) || a.source - b.source);
}

function printLine(bonus: CheckedBonus, line: Line, around: Surroundings): BonusLine {
  return {
    source: around.nameOf(line.source),
    level: line.level,
    base: toDecimal(line.base),
    baseType: bonus.journey!.base.type,
    rate: toDecimal(line.rate),
    rateType: bonus.pays.type.kind === "percent" ? bonus.pays.type : MONEY,
    amount: toDecimal(line.amount),
  };
}

const namedKinds = new Set<Formula["kind"]>([
  "Column",
  "OrderColumn",
  "Param",
  "Flavour",
  "Fact",
  "PairingField",
  "BoardField",
  "Amount",
  "Lookup",
  "Aggregate",
  "Count",
  "Place",
  "Previous",
  "Highest",
  "First",
]);

/** The names that a rule reads, with their values: each once, in the order of the text. */
function readsIn(run: Run, formula: Formula, at: At, text: string): BonusReport["reads"] {
  const found = new Map<
    string,
    { readonly rule: string; readonly value: Value; readonly type: Formula["type"] }
  >();
  const look = (part: Formula): void => {
    const named = namedKinds.has(part.kind);
    if (named) {
      const rule = text.slice(part.span.from, part.span.to);
      if (!found.has(rule)) found.set(rule, { rule, value: evaluate(run, part, at), type: part.type });
    }
    if (!named || part.kind === "Lookup")
      for (const inner of partsOf(part)) if (!inner.group) look(inner.part);
  };
  look(formula);
  return [...found.values()].map(({ rule, value, type }) => ({
    rule,
    type,
    figure: figureOf(run, value, type),
  }));
}
