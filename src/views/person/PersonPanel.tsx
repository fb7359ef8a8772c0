import { type Dispatch, memo } from "react";
import type { Span } from "../../base/span.ts";
import type { OrderReport, PersonReport, PlanOutline } from "../../engine/protocol.ts";
import { Amount } from "../format/Amount.tsx";
import { Changing } from "../format/Changing.tsx";
import { useFormats } from "../format/FormatsContext.tsx";
import { isAmount, MONEY } from "../format/kinds.ts";
import { rankLetters, rankStep } from "../tree/scales.ts";
import type { ViewAction } from "../view.ts";
import { BonusSection } from "./BonusSection.tsx";
import { OrdersSection } from "./OrdersSection.tsx";
import "./person.css";
import { TryFigure } from "../trying/TryFigure.tsx";
import { RankSection } from "./RankSection.tsx";
import { isInStatement, ownColumns } from "./statement.ts";
import { useLate } from "./useLate.ts";
import { WhyLines } from "./WhyLines.tsx";
import { answerFor, type WhyReport } from "./why-lines.ts";

type Props = {
  report: PersonReport;
  /** Whether it is still of the results before, and on its way. */
  isBehind: boolean;
  /** Why the column that was asked about is what it is. */
  why: WhyReport | null;
  asked: string | null;
  /** The order that is open, and where its money went. */
  opened: number | null;
  followed: OrderReport | null;
  ladders: PlanOutline["ladders"];
  dispatch: Dispatch<ViewAction>;
  /** For what happens in the tree: it also brings the tree into sight where only one pane is. */
  inTree: (action: ViewAction) => void;
  reveal: (span: Span) => void;
};

/** A statement of the results before is dimmed after so long. */
const DIM_AFTER_MS = 200;

/** One person's statement, and whether it is still that of the results before: that alone draws nothing of it anew. */
export function PersonPanel({ isBehind, ...statement }: Props) {
  const isDim = useLate(isBehind, DIM_AFTER_MS);
  return (
    <article
      className={isDim ? "person behind" : "person"}
      aria-labelledby="person-name"
      aria-busy={isBehind}
    >
      <Statement {...statement} />
    </article>
  );
}

/** What somebody is paid and from what, the rank and what is missing for the next, their columns. */
const Statement = memo(function Statement({
  report,
  why,
  asked,
  opened,
  followed,
  ladders,
  dispatch,
  inTree,
  reveal,
}: Omit<Props, "isBehind">) {
  const formats = useFormats();
  const ladder = ladders[0];
  const held = ladder ? ladder.ranks.indexOf(report.ranks[0]?.held ?? "") : -1;
  return (
    <>
      <header>
        <span
          className="disc large"
          data-ramp="rank"
          data-step={ladder ? rankStep(held, ladder.ranks.length) : 0}
          aria-hidden="true"
        >
          {ladder ? rankLetters(ladder.ranks)[held] : ""}
        </span>
        <div>
          <h2 id="person-name" title={report.name.length > 60 ? report.name : undefined}>
            {report.name}
          </h2>
          <p className="facts">
            {report.customer ? "Customer" : "Distributor"} {report.id}
            {report.joined && <>, joined {formats.day(report.joined)}</>}
          </p>
          <p className="facts">
            {report.below > 0 ? (
              <>
                {formats.count(report.children)} on the first level, {formats.count(report.below)} below in
                all
              </>
            ) : (
              "nobody below"
            )}
          </p>
        </div>
      </header>
      {report.upline.length > 0 && (
        <nav className="upline" aria-label="Upline">
          <ol>
            {report.upline.toReversed().map(({ person, name }) => (
              <li key={person}>
                <button type="button" onClick={() => dispatch({ kind: "select", person })}>
                  {name}
                </button>
              </li>
            ))}
          </ol>
        </nav>
      )}

      <p className="person-actions">
        <button
          type="button"
          className="quiet"
          onClick={() => inTree({ kind: "fly", person: report.person, upline: report.upline })}
        >
          Find in the tree
        </button>
        {report.children > 0 && (
          <button
            type="button"
            className="quiet"
            onClick={() => inTree({ kind: "focus", person: report.person })}
          >
            Only this branch
          </button>
        )}
      </p>

      <section aria-labelledby="person-paid">
        <h3 id="person-paid">Paid this period</h3>
        {report.customer ? (
          <p className="note">Customers buy and are never paid; their orders count above them.</p>
        ) : (
          <>
            {report.bonuses.filter(isInStatement).map((bonus) => (
              <BonusSection
                key={bonus.name}
                bonus={bonus}
                isAsked={asked === bonus.name}
                why={answerFor(why, report.person, bonus.name)}
                dispatch={dispatch}
                reveal={reveal}
              />
            ))}
            {report.bonuses.length === 0 && (
              <p className="note">This plan has no bonus yet. Write one, and it is paid here as you type.</p>
            )}
            <div className="statement-total">
              <span>Payout</span>
              <Amount text={report.payout} type={MONEY} />
            </div>
          </>
        )}
      </section>

      {!report.customer &&
        report.ranks.map((rank) => (
          <RankSection
            key={rank.ladder}
            rank={rank}
            outline={ladders.find(({ name }) => name === rank.ladder)}
          />
        ))}

      <OrdersSection
        person={report}
        opened={opened}
        followed={followed}
        dispatch={dispatch}
        reveal={reveal}
      />

      <section aria-labelledby="person-columns">
        <h3 id="person-columns">Volumes and measures</h3>
        <dl className="ledger">
          {ownColumns(report).map((column) => (
            <ColumnRow
              key={column.name}
              column={column}
              report={report}
              why={why}
              asked={asked}
              dispatch={dispatch}
              reveal={reveal}
            />
          ))}
        </dl>
      </section>
    </>
  );
});

type ColumnProps = Pick<Props, "report" | "why" | "asked" | "dispatch" | "reveal"> & {
  column: PersonReport["columns"][number];
};

/** One column of the person; its name asks why it is so. */
const ColumnRow = memo(function ColumnRow({
  column: { name, type, figure, cell },
  report,
  why,
  asked,
  dispatch,
  reveal,
}: ColumnProps) {
  const formats = useFormats();
  const isAsked = asked === name;
  return (
    <div className={isAsked ? "asked" : undefined}>
      <dt>
        <button
          type="button"
          className="ask"
          aria-expanded={isAsked}
          onClick={() => dispatch({ kind: "ask", column: isAsked ? null : name })}
          title={`Why is ${name} so?`}
        >
          {name}
        </button>
      </dt>
      <dd>
        {isAmount(type) ? (
          <Amount text={figure.text} type={type} unit={type.kind === "points" && type.of !== name} />
        ) : (
          <Changing text={formats.figure(figure, type) || "–"} />
        )}
      </dd>
      {isAsked && (
        <dd className="answer">
          <WhyLines report={answerFor(why, report.person, name)} dispatch={dispatch} reveal={reveal} />
          {cell !== null && (
            <TryFigure figure={{ of: "people", row: report.person, input: name, cell }} whose={report.name} />
          )}
        </dd>
      )}
    </div>
  );
});
