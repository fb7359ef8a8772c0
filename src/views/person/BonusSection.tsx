import type { Dispatch } from "react";
import { memo } from "react";
import type { Span } from "../../base/span.ts";
import type { BonusReport } from "../../engine/protocol.ts";
import { Amount } from "../format/Amount.tsx";
import { Changing } from "../format/Changing.tsx";
import { isZeroText } from "../format/decimal-text.ts";
import { useFormats } from "../format/FormatsContext.tsx";
import { isAmount, MONEY } from "../format/kinds.ts";
import type { ViewAction } from "../view.ts";
import { signed, stepsOf } from "./statement.ts";
import { WhyLines } from "./WhyLines.tsx";
import type { WhyReport } from "./why-lines.ts";

type Props = {
  bonus: BonusReport;
  isAsked: boolean;
  /** The answer to "why" for this bonus. */
  why: WhyReport | null;
  dispatch: Dispatch<ViewAction>;
  reveal: (span: Span) => void;
};

/** One line of the statement, and on request where it came from: every source, its level, base times rate. Or why not. */
export const BonusSection = memo(function BonusSection({ bonus, isAsked, why, dispatch, reveal }: Props) {
  const isPaid = !isZeroText(bonus.paid);
  const steps = stepsOf(bonus);
  const hasReasons = bonus.lines.length > 0 || bonus.reads.length > 0 || steps.length > 0;
  return (
    <details className="bonus" open={isPaid || isAsked}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is a button to everybody but the linter. */}
      <summary
        onClick={(event) => {
          // What is paid carries its reasons; why something is not has to be asked for, one at a time.
          if (isPaid) return;
          event.preventDefault();
          dispatch({ kind: "ask", column: isAsked ? null : bonus.name });
        }}
      >
        <span className="statement-line">
          <span className="title">
            {bonus.title}
            {bonus.flavour !== "bonus" && <span className="flavour"> {bonus.flavour}</span>}
          </span>
          <Amount text={signed(bonus)} type={MONEY} />
        </span>
      </summary>
      <div className="reasons">
        {steps.length > 0 && (
          <dl className="steps">
            {steps.map(({ words, amount }) => (
              <div key={words}>
                <dt>{words}</dt>
                <dd>
                  <Amount text={amount} type={MONEY} />
                </dd>
              </div>
            ))}
          </dl>
        )}
        {bonus.when !== "" && (isPaid || bonus.notDue) && <p className="note">{bonus.when}</p>}
        {bonus.lines.length > 0 && <Lines bonus={bonus} dispatch={dispatch} />}
        {bonus.reads.length > 0 && <Reads bonus={bonus} />}
        {!isPaid && <WhyLines report={why} dispatch={dispatch} reveal={reveal} />}
        {isPaid && hasReasons && (
          <button type="button" className="quiet" onClick={() => reveal(bonus.span)}>
            Show the rule
          </button>
        )}
      </div>
    </details>
  );
});

function Lines({ bonus, dispatch }: { bonus: BonusReport; dispatch: Dispatch<ViewAction> }) {
  const formats = useFormats();
  const rest = bonus.lineCount === null ? null : bonus.lineCount - bonus.lines.length;
  return (
    <table className="lines">
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col" className="amount">
            Level
          </th>
          <th scope="col" className="amount">
            Base × rate
          </th>
          <th scope="col" className="amount">
            Amount
          </th>
        </tr>
      </thead>
      <tbody>
        {bonus.lines.map(({ source, level, base, baseType, rate, rateType, amount }, index) => (
          // One source may pay at several stops, so only the place in the list is its own.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <tr key={`${source.person} ${index}`}>
            <th scope="row">
              <button
                type="button"
                className="link"
                onClick={() => dispatch({ kind: "select", person: source.person })}
              >
                {source.name}
              </button>
            </th>
            <td className="amount">{level}</td>
            <td className="amount">
              {isAmount(rateType) && rateType.kind === "money" ? (
                formats.line(rate, rateType)
              ) : (
                <>
                  <Changing text={formats.line(base, baseType)} /> × {formats.line(rate, rateType)}
                </>
              )}
            </td>
            <td className="amount">
              <Changing text={formats.line(amount, MONEY)} title={formats.exact(amount, MONEY)} />
            </td>
          </tr>
        ))}
        {rest !== 0 && (
          <tr className="rest">
            <th scope="row" colSpan={3}>
              {rest === null
                ? "and many others, most of them further down, together"
                : `and ${formats.count(rest)} ${rest === 1 ? "other" : "others"}, together`}
            </th>
            <td className="amount">
              <Changing
                text={formats.line(bonus.restOfLines, MONEY)}
                title={formats.exact(bonus.restOfLines, MONEY)}
              />
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Reads({ bonus }: { bonus: BonusReport }) {
  const formats = useFormats();
  return (
    <dl className="steps reads">
      {bonus.reads.map(({ rule, figure, type }) => (
        <div key={rule}>
          <dt>{rule}</dt>
          <dd>
            <Changing text={formats.figure(figure, type) || "–"} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
