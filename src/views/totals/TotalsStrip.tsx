import { memo, type ReactNode } from "react";
import type { Progress } from "../../base/pieces.ts";
import type { Results } from "../../engine/protocol.ts";
import type { Staleness } from "../../engine/session/snapshot.ts";
import { Amount } from "../format/Amount.tsx";
import { Changing } from "../format/Changing.tsx";
import { useFormats } from "../format/FormatsContext.tsx";
import { unitOf } from "../format/formats.ts";
import { MONEY } from "../format/kinds.ts";
import { RankBars, TopBonuses } from "./Bars.tsx";
import { StaleMark } from "./StaleMark.tsx";
import { shareOf } from "./shares.ts";
import "./totals.css";

type Props = {
  results: Results;
  staleness: Staleness;
  progress: Progress | null;
  errors: number;
  isOpen: boolean;
  toggle: () => void;
  stop: () => void;
};

/**
 * What the plan does to everybody, never off the screen. Those who are paid nothing come before the middle of the
 * incomes, and that before the mean: a few large incomes make any mean look kind.
 */
export const TotalsStrip = memo(function TotalsStrip({
  results,
  staleness,
  progress,
  errors,
  isOpen,
  toggle,
  stop,
}: Props) {
  const formats = useFormats();
  const { totals, people, milliseconds } = results;
  const nothing = shareOf(totals.paidNothing, totals.distributors);
  const others = totals.volumes.filter(({ name }) => name !== totals.sales?.name);
  return (
    <section className="totals" aria-label="Totals of everybody">
      <div className="totals-figures">
        <Cell
          label={totals.sales ? `Sales (${totals.sales.name})` : "Sales"}
          note={
            others[0] && (
              <Amount
                text={others[0].total}
                type={others[0].type}
                length="compact"
                unit={unitOf(others[0].type) !== ""}
              />
            )
          }
        >
          {totals.sales ? (
            <Amount text={totals.sales.money} type={MONEY} />
          ) : (
            <span className="none">no point has a worth</span>
          )}
        </Cell>
        <Cell
          label="Paid out"
          emphasis
          note={
            totals.share !== null ? (
              <>
                <Changing text={formats.percent(totals.share)} title={formats.percent(totals.share, 4)} /> of
                sales
              </>
            ) : undefined
          }
        >
          <Amount text={totals.paid} type={MONEY} />
        </Cell>
        <Cell
          label="Paid nothing"
          note={
            nothing !== null ? (
              <>
                <Changing text={formats.percent(nothing, 0)} /> of distributors
              </>
            ) : undefined
          }
        >
          <Changing text={formats.count(totals.paidNothing)} />{" "}
          <span className="unit">of {formats.count(totals.distributors)}</span>
        </Cell>
        <Cell
          label="Median payout"
          note={
            <>
              mean <Amount text={totals.mean} type={MONEY} length="line" />
            </>
          }
        >
          <Amount text={totals.median} type={MONEY} />
        </Cell>
      </div>
      <TopBonuses results={results} />
      <RankBars results={results} />
      <div className="totals-state">
        <StaleMark
          staleness={staleness}
          progress={progress}
          errors={errors}
          milliseconds={milliseconds}
          stop={stop}
        />
        {people.synthetic && (
          <p
            className="synthetic"
            title="These people were made up to show the plan. What real people would earn is not known."
          >
            Synthetic people
          </p>
        )}
        <button type="button" aria-expanded={isOpen} aria-controls="breakdown" onClick={toggle}>
          {isOpen ? "Hide breakdown" : "Breakdown"}
        </button>
      </div>
    </section>
  );
});

function Cell({
  label,
  note,
  emphasis = false,
  children,
}: {
  label: string;
  note?: ReactNode;
  emphasis?: boolean;
  children: ReactNode;
}) {
  return (
    <dl className={emphasis ? "cell emphasis" : "cell"}>
      <dt>{label}</dt>
      <dd className="value">{children}</dd>
      {note && <dd className="note">{note}</dd>}
    </dl>
  );
}
