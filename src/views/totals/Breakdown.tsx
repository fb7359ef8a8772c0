import { memo } from "react";
import type { Results } from "../../engine/protocol.ts";
import { Amount } from "../format/Amount.tsx";
import { Changing } from "../format/Changing.tsx";
import { isZeroText } from "../format/decimal-text.ts";
import { useFormats } from "../format/FormatsContext.tsx";
import { MONEY } from "../format/kinds.ts";
import { rankLetters, rankStep } from "../tree/scales.ts";
import { barLengths, barStyle, byAmount, notPaid } from "./shares.ts";

/** The totals in full, set as a statement: where the money goes, by bonus and by rank. */
export const Breakdown = memo(function Breakdown({ results }: { results: Results }) {
  const { totals, people } = results;
  const formats = useFormats();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key.
    <section id="breakdown" className="breakdown" aria-label="Breakdown of the totals" tabIndex={0}>
      <ByBonus results={results} />
      <ByRank results={results} />
      <dl className="ledger">
        <div>
          <dt>People</dt>
          <dd>{formats.count(people.people)}</dd>
        </div>
        <div>
          <dt>Distributors</dt>
          <dd>{formats.count(people.distributors)}</dd>
        </div>
        <div>
          <dt>Customers</dt>
          <dd>{formats.count(people.customers)}</dd>
        </div>
        <div>
          <dt>Orders</dt>
          <dd>{formats.count(people.orders)}</dd>
        </div>
        {totals.volumes.map(({ name, type, total, money }) => (
          <div key={name}>
            <dt>
              {name}
              {money !== null && type.kind !== "money" && (
                <span className="note"> worth {formats.exact(money, MONEY)}</span>
              )}
            </dt>
            <dd>
              <Amount text={total} type={type} unit={false} />
            </dd>
          </div>
        ))}
        <div>
          <dt>Highest payout</dt>
          <dd>
            <Amount text={totals.highest} type={MONEY} />
          </dd>
        </div>
      </dl>
    </section>
  );
});

/** What each bonus offered, what of it was paid, and why the rest was not. */
function ByBonus({ results: { totals } }: { results: Results }) {
  const formats = useFormats();
  const lengths = barLengths(totals.byBonus.map(({ total }) => total));
  return (
    <table className="statement">
      <caption>By bonus</caption>
      <thead>
        <tr>
          <th scope="col">Bonus</th>
          <th scope="col" className="amount">
            People paid
          </th>
          <th scope="col" className="amount">
            Offered
          </th>
          <th scope="col" className="amount">
            Not paid
          </th>
          <td aria-hidden="true" />
          <th scope="col" className="amount">
            Paid
          </th>
        </tr>
      </thead>
      <tbody>
        {totals.byBonus.map((bonus, index) => (
          <BonusRow key={bonus.name} bonus={bonus} length={lengths[index]!} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Paid out</th>
          <td className="amount">{formats.count(totals.distributors - totals.paidNothing)}</td>
          <td colSpan={3} />
          <td className="amount">
            <Amount text={totals.paid} type={MONEY} />
          </td>
        </tr>
        {!isZeroText(totals.charged) && (
          <tr className="charged">
            <th scope="row" colSpan={5}>
              Charged again
            </th>
            <td className="amount">
              <Amount text={totals.charged} type={MONEY} />
            </td>
          </tr>
        )}
      </tfoot>
    </table>
  );
}

function BonusRow({ bonus, length }: { bonus: Results["totals"]["byBonus"][number]; length: number }) {
  const formats = useFormats();
  const { title, flavour, total, people, offered, broken } = bonus;
  return (
    <tr>
      <th scope="row">
        {title}
        {flavour !== "bonus" && <span className="flavour"> {flavour}</span>}
        {broken.length > 0 && (
          <ul className="broken">
            {byAmount(broken).map(({ reason, amount }) => (
              <li key={reason}>
                {reason} <Amount text={amount} type={MONEY} length="line" />
              </li>
            ))}
          </ul>
        )}
      </th>
      <td className="amount">
        <Changing text={formats.count(people)} />
      </td>
      <td className="amount">
        <Amount text={offered} type={MONEY} length="line" />
      </td>
      <td className="amount">
        <Amount text={notPaid(bonus)} type={MONEY} length="line" />
      </td>
      <td className="bar" aria-hidden="true">
        <span style={barStyle(length)} />
      </td>
      <td className="amount">
        <Amount text={total} type={MONEY} />
      </td>
    </tr>
  );
}

function ByRank({ results: { totals, plan } }: { results: Results }) {
  const formats = useFormats();
  const ranks = plan.ladders[0]?.ranks ?? [];
  const letters = rankLetters(ranks);
  if (totals.byRank.length === 0) return null;
  return (
    <table className="statement">
      <caption>By {plan.ladders[0]?.name ?? "rank"}</caption>
      <thead>
        <tr>
          <th scope="col">Rank</th>
          <th scope="col" className="amount">
            People
          </th>
          <th scope="col" className="amount">
            Paid nothing
          </th>
          <th scope="col" className="amount">
            Median
          </th>
          <th scope="col" className="amount">
            Paid
          </th>
        </tr>
      </thead>
      <tbody>
        {totals.byRank.map(({ rank, people, paid, median, paidNothing }) => (
          <tr key={rank}>
            <th scope="row">
              <span
                className="disc"
                data-ramp="rank"
                data-step={rankStep(ranks.indexOf(rank), ranks.length)}
                aria-hidden="true"
              >
                {letters[ranks.indexOf(rank)] ?? ""}
              </span>{" "}
              {rank === "none" ? "no rank" : rank}
            </th>
            <td className="amount">
              <Changing text={formats.count(people)} />
            </td>
            <td className="amount">
              <Changing text={formats.count(paidNothing)} />
            </td>
            <td className="amount">
              <Amount text={median} type={MONEY} />
            </td>
            <td className="amount">
              <Amount text={paid} type={MONEY} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
