import type { Results } from "../../engine/protocol.ts";
import { Amount } from "../format/Amount.tsx";
import { Changing } from "../format/Changing.tsx";
import { useFormats } from "../format/FormatsContext.tsx";
import { MONEY } from "../format/kinds.ts";
import { rankLetters, rankStep } from "../tree/scales.ts";
import { barLengths, barStyle, largest } from "./shares.ts";

const BONUSES_IN_STRIP = 3;

/** The largest bonuses, small: a table whose second column is also a picture. */
export function TopBonuses({ results }: { results: Results }) {
  const { shown, more } = largest(results.totals.byBonus, BONUSES_IN_STRIP);
  const lengths = barLengths(shown.map(({ total }) => total));
  if (shown.length === 0) return null;
  return (
    <table className="mini-bars bonuses">
      <caption>By bonus{more > 0 ? `, and ${more} more` : ""}</caption>
      <tbody>
        {shown.map(({ name, title, total }, index) => (
          <tr key={name}>
            <th scope="row" title={title}>
              {title}
            </th>
            <td className="bar" aria-hidden="true">
              <span style={barStyle(lengths[index]!)} />
            </td>
            <td className="amount">
              <Amount text={total} type={MONEY} length="compact" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How many hold each rank. */
export function RankBars({ results }: { results: Results }) {
  const formats = useFormats();
  const { byRank } = results.totals;
  const ranks = results.plan.ladders[0]?.ranks ?? [];
  const letters = rankLetters(ranks);
  const lengths = barLengths(byRank.map(({ people }) => String(people)));
  if (byRank.length === 0) return null;
  return (
    <table className="mini-bars ranks">
      <caption>By {results.plan.ladders[0]?.name ?? "rank"}</caption>
      <tbody>
        {byRank.map(({ rank, people }, index) => (
          <tr key={rank}>
            <th scope="row" title={rank}>
              <span
                className="disc"
                data-ramp="rank"
                data-step={rankStep(ranks.indexOf(rank), ranks.length)}
                aria-hidden="true"
              >
                {letters[ranks.indexOf(rank)] ?? "–"}
              </span>
              <span className="visually-hidden">{rank === "none" ? "no rank" : rank}</span>
            </th>
            <td className="bar" aria-hidden="true">
              <span style={barStyle(lengths[index]!)} />
            </td>
            <td className="amount">
              <Changing text={formats.count(people)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
