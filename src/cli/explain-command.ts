import { decimalsOfGrid, withThousands } from "../base/figure-text.ts";
import { moneyText } from "../base/money-text.ts";
import { nearest } from "../check/nearest.ts";
import type { Type } from "../check/types.ts";
import type { Downline } from "../downline/downline.ts";
import { nearId } from "../downline/people/ids.ts";
import type { BonusLine, BonusReport, PersonReport, RankReport } from "../engine/protocol.ts";
import { spanOfLine } from "../engine/reports/definitions.ts";
import { qualifiedRank } from "../meaning/ladders.ts";
import { standingPeriod } from "../meaning/own-periods.ts";
import { isThere } from "../meaning/presence.ts";
import { flowOfOrder } from "../why/order-flow.ts";
import { reasonsOf } from "../why/reasons.ts";
import { say, sentenceOfFailing, sentencesOfFlow, type Wording } from "../why/sentences.ts";
import { smallestChangeForRank, whyNotPaid } from "../why/why-not.ts";
import { type DataFiles, type Loaded, load } from "./loaded.ts";
import { complain, say as print } from "./output.ts";
import { UsageError } from "./usage-error.ts";

const MOST_LINES = 1000;

/** Says in words and figures what somebody is paid, and why; or where the money of one order went. */
export function explainCommand(
  planFile: string,
  files: DataFiles,
  asked: { readonly person: string } | { readonly order: string },
  bonus: string | null,
): number {
  const loaded = load(planFile, files);
  if (!loaded) return 1;
  const { engine, downline, run, text, period } = loaded;
  const wording: Wording = { run, text, nameOf: (person) => downline.names[person]! };
  if (bonus !== null) checkBonus(bonus, [...run.plan.bonuses.keys(), ...run.plan.pools.keys()]);
  if ("order" in asked) return explainOrder(loaded, wording, asked.order, bonus);
  const id = asked.person;
  const person = downline.ids.indexOf(id);
  if (person < 0)
    throw new UsageError(`Nobody in the file of people has the id \`${id}\`${likelyId(downline, id)}.`);
  const periodName = run.world.periods[period]!;
  if (!isThere(run, person, period)) {
    complain(`${wording.nameOf(person)} (${id}) joined after ${periodName}.\n`);
    return 1;
  }
  const report = engine.person({ person, tree: "sponsor", mostLines: MOST_LINES })!;
  const decimals = decimalsOfGrid(run.plan.rounding.grid);
  const money = (amount: string) => moneyText(run.plan.currency, amount, decimals);
  print(explanation(report, money, periodName, bonus, reasonsFor(loaded, wording, person)));
  return 0;
}

/** Says whom a line of the plan is about, what hangs on it, and then who they are: their ids and names, one a line. */
export function explainLine(planFile: string, files: DataFiles, line: number): number {
  const loaded = load(planFile, files);
  if (!loaded) return 1;
  const { engine, downline, text } = loaded;
  if (!spanOfLine(text, line)) throw new UsageError(`The plan has no line ${line}.`);
  const everybody = Array.from({ length: downline.size }, (_, person) => person);
  const affected = engine.affected({ line, among: everybody });
  if (!affected) {
    print(`Line ${line} is about nobody.\n`);
    return 0;
  }
  const { who, what, people } = affected;
  const lines = people.map((person) => `  ${downline.ids[person]} ${downline.names[person]}`);
  print(`${[`Line ${line}: ${who}${what && ` ${what}`}`, ...lines].join("\n")}\n`);
  return 0;
}

/** The end of a sentence on an id that nobody has: somebody has nearly the same, or is called so. */
function likelyId({ ids, names }: Downline, wanted: string): string {
  const near = nearId(ids, wanted);
  if (near !== null) return `; \`${near}\` is there`;
  const called = ids.filter((_, person) => names[person]!.toLowerCase() === wanted.toLowerCase());
  return called.length === 1 ? `; ${wanted} has the id \`${called[0]}\`` : "";
}

function checkBonus(name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  const near = nearest(name, names);
  const known = names.length === 0 ? "none" : names.join(", ");
  throw new UsageError(
    `The plan has no bonus \`${name}\`; ${near === null ? `it has ${known}.` : `is ${near} meant?`}`,
  );
}

/** Money with its currency and its decimals. */
type Money = (amount: string) => string;

/** What the report does not say by itself: the rule with its values, why nothing is paid, what would bring the next rank. */
type Reasons = {
  readonly ofBonus: (name: string, paid: boolean) => readonly string[];
  readonly ofNextRank: (ladder: string) => string | null;
};

function reasonsFor({ run, period }: Loaded, wording: Wording, person: number): Reasons {
  return {
    ofBonus(name, paid) {
      if (run.world.customer[person]) return ["  not paid, because a customer is never paid"];
      const failing = paid ? null : whyNotPaid(run, name, person, period);
      if (failing) return [`  not paid, because ${sentenceOfFailing(wording, failing)}`];
      return reasonsOf(wording, name, person, period, 1).map(({ depth, text }) => "  ".repeat(depth) + text);
    },
    ofNextRank(name) {
      const ladder = run.plan.ladders.get(name)!;
      const next = qualifiedRank(run, ladder, person, standingPeriod(run, name, period)) + 1;
      const change =
        next < ladder.ranks.length ? smallestChangeForRank(run, ladder, next, person, period) : null;
      return (
        change &&
        `    ${change.input} of ${say(wording, change.to, change.type)} instead of ${say(wording, change.from, change.type)} would do, all else as it is`
      );
    },
  };
}

function explainOrder(
  { run, period, downline }: Loaded,
  wording: Wording,
  id: string,
  only: string | null,
): number {
  const order = downline.orders.ids.indexOf(id);
  if (order < 0) throw new UsageError(`There is no order \`${id}\` in the files.`);
  const buyer = run.world.orders.buyer(order);
  if (!run.world.orders.of(buyer, period).includes(order))
    throw new UsageError(
      `The order \`${id}\` is not of ${run.world.periods[period]!}; say its period with --period.`,
    );
  const lines = [`Order ${id} of ${wording.nameOf(buyer)}`];
  for (const flow of flowOfOrder(run, order, period))
    if (only === null || flow.bonus === only) lines.push("", ...sentencesOfFlow(wording, flow));
  print(`${lines.join("\n")}\n`);
  return 0;
}

function explanation(
  report: PersonReport,
  money: Money,
  period: string,
  only: string | null,
  reasons: Reasons,
): string {
  const lines: string[] = [];
  lines.push(
    `${report.name}${report.name === report.id ? "" : ` (${report.id})`}${report.customer ? ", a customer" : ""}${period ? `, period ${period}` : ""}`,
  );
  const bonuses = report.bonuses.filter(({ name }) => only === null || name === only);
  if (only === null) {
    lines.push(
      "",
      ...report.columns
        .filter(({ role }) => role === "input" || role === "measure")
        .map(({ name, figure, type }) => `  ${name} is ${figureText(figure.text, type, money) || "none"}`),
    );
    // A customer holds no rank, and has none before him.
    for (const rank of report.customer ? [] : report.ranks) {
      lines.push("", ...rankLines(rank));
      const change = reasons.ofNextRank(rank.ladder);
      if (change) lines.push(change);
    }
  }
  for (const bonus of bonuses)
    lines.push(
      "",
      ...bonusLines(bonus, money),
      ...(bonus.lines.length > 0 ? [] : reasons.ofBonus(bonus.name, /[1-9]/.test(bonus.paid))),
    );
  if (only === null) lines.push("", `Paid in all: ${money(report.payout)}`);
  return `${lines.join("\n")}\n`;
}

function rankLines({ ladder, held, qualified, career, next }: RankReport): string[] {
  const lines = [
    `${ladder}: ${held}${qualified === held ? "" : `, qualified for ${qualified}`}${career === held || career === "" ? "" : `, ${career} for life`}`,
  ];
  if (!next) return lines;
  lines.push(`  For ${next.rank}:`);
  for (const { rule, met, has, needs, missing } of next.requirements)
    lines.push(
      `    ${met ? "met    " : "missing"} ${rule}${has === null ? "" : ` (has ${withThousands(has)}${met ? "" : `, needs ${withThousands(needs ?? "")}${missing === null ? "" : `, ${withThousands(missing)} more`}`})`}`,
    );
  return lines;
}

function bonusLines(bonus: BonusReport, inMoney: Money): string[] {
  const money = bonus.flavour === "flow" ? withThousands : inMoney;
  const stages =
    bonus.gross === bonus.paid ? "" : ` (gross ${money(bonus.gross)}, earned ${money(bonus.earned)})`;
  const lines = [`${bonus.title}: ${money(bonus.paid)}${stages}`];
  if (bonus.notDue) lines.push(`  ${bonus.when}`);
  for (const line of bonus.lines)
    lines.push(
      `  ${money(line.amount)} from ${line.source.name} on level ${line.level}: ${figureText(line.rate, line.rateType, inMoney)} of ${baseText(line, inMoney)}`,
    );
  if (bonus.lineCount === null)
    lines.push(`  ${money(bonus.restOfLines)} from many more, most of them further down`);
  else if (bonus.lineCount > bonus.lines.length)
    lines.push(`  ${money(bonus.restOfLines)} from ${bonus.lineCount - bonus.lines.length} more`);
  return lines;
}

const baseText = ({ base, baseType }: BonusLine, money: Money): string =>
  baseType.kind === "points" ? `${withThousands(base)} ${baseType.of}` : figureText(base, baseType, money);

function figureText(text: string, type: Type, money: Money): string {
  if (type.kind === "money") return money(text);
  return type.kind === "percent" ? percentText(text) : withThousands(text);
}

/** `0.055` is 5.5 %: the point moves two places, without a number in between. */
export function percentText(fraction: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(fraction);
  if (!match) return fraction;
  const [, sign, whole, decimals = ""] = match;
  const digits = `${whole}${decimals.padEnd(2, "0").slice(0, 2)}`.replace(/^0+(?=\d)/, "");
  const rest = decimals.slice(2).replace(/0+$/, "");
  return `${sign}${digits}${rest ? `.${rest}` : ""} %`;
}
