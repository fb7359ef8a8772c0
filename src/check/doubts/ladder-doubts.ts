import { type Diagnostic, diagnose } from "../../diagnostics/diagnostic.ts";
import type { CheckedLadder, CheckedRank } from "../checked-plan.ts";
import { type Formula, partsOf } from "../formula.ts";
import { ANYWHERE, type Ranges } from "./ranges.ts";
import { sameFormula } from "./same-formula.ts";

/** Ranks that nobody can hold, that ask what the one below asks, or nothing at all. */
export function ladderDoubts(ladder: CheckedLadder, ranges: Ranges): Diagnostic[] {
  return [...impossible(ladder, ranges), ...alike(ladder)];
}

/** Each cell that asks for more than there can be, where every row of its rank has one. */
function impossible(ladder: CheckedLadder, ranges: Ranges): Diagnostic[] {
  return ladder.ranks.flatMap((rank) => {
    const blocked = rank.rows.map(
      (row) =>
        row.find((cell, i) => {
          const requirement = ladder.headers[i]?.requirement;
          if (!cell || !requirement || asksForTheRow(requirement)) return false;
          const asked = ranges.of(requirement, { ...ANYWHERE, blank: cell });
          return asked.kind === "truth" && !asked.yes;
        }) ?? null,
    );
    const [first] = blocked;
    return first && blocked.every((cell) => cell !== null)
      ? [diagnose("rank/nobody", first.span, { rank: rank.name, ladder: ladder.name })]
      : [];
  });
}

/** A rank with the demands of the one below takes its place; one without any is everybody's. */
function alike(ladder: CheckedLadder): Diagnostic[] {
  const asking = ladder.headers.flatMap(({ requirement }, i) => (requirement ? [{ requirement, i }] : []));
  if (asking.length === 0 || ladder.award === "one step") return [];
  if (asking.some(({ requirement }) => asksForTheRow(requirement))) return [];
  const demands = (rank: CheckedRank): readonly (Formula | null)[] | null =>
    rank.rows.length === 1 ? asking.map(({ i }) => rank.rows[0]![i] ?? null) : null;
  return ladder.ranks.flatMap((rank, place) => {
    const lower = ladder.ranks[place - 1];
    const [own, before] = [demands(rank), lower ? demands(lower) : null];
    if (!lower || !own || !before) return [];
    if (own.every((cell) => cell === null))
      return [diagnose("rank/no-demands", rank.span, { rank: rank.name, lower: lower.name })];
    return own.every((cell, i) => sameFormula(cell, before[i]!))
      ? [
          diagnose("rank/same-demands", rank.span, { rank: rank.name, lower: lower.name }, [
            { span: lower.span, text: "the rank below" },
          ]),
        ]
      : [];
  });
}

/** Whether a requirement is another one for each row, beyond its blank. */
const asksForTheRow = (formula: Formula): boolean =>
  formula.kind === "Candidate" || partsOf(formula).some(({ part }) => asksForTheRow(part));
