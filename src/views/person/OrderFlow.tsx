import type { Dispatch } from "react";
import type { Span } from "../../base/span.ts";
import type { OrderFlowReport, OrderReport, OrderStage } from "../../engine/protocol.ts";
import { isZeroText } from "../format/decimal-text.ts";
import { useFormats } from "../format/FormatsContext.tsx";
import { unitOf } from "../format/formats.ts";
import { MONEY } from "../format/kinds.ts";
import type { ViewAction } from "../view.ts";

type Props = { report: OrderReport; dispatch: Dispatch<ViewAction>; reveal: (span: Span) => void };

/** Where the money of one order went: bonus by bonus, stop by stop, and what of the offer reached nobody. */
export function OrderFlow({ report, dispatch, reveal }: Props) {
  const { flows, unfollowed } = report;
  const formats = useFormats();
  const followed = flows.filter(isFollowed);
  const aside = flows.filter((flow) => !isFollowed(flow)).map(({ title }) => title);
  return (
    <div className="flow">
      {followed.map((flow) => (
        <Way key={flow.bonus} flow={flow} dispatch={dispatch} reveal={reveal} />
      ))}
      <p className="note">
        {followed.length > 1 && <>Paid in all: {formats.line(report.paid, MONEY)}. </>}
        {aside.length > 0 && <>It brings nothing to {formats.joined(aside)}. </>}
        {unfollowed.length > 0 && <>Single orders cannot be followed into {formats.joined(unfollowed)}. </>}
        Amounts are before any rounding and cap.
      </p>
    </div>
  );
}

/** Whether there is anything to see: something offered, or somebody on the way. */
const isFollowed = ({ offered, journeys }: OrderFlowReport): boolean =>
  !isZeroText(offered) || journeys.some(({ stages }) => stages.length > 0);

function Way({ flow, dispatch, reveal }: { flow: OrderFlowReport } & Omit<Props, "report">) {
  const formats = useFormats();
  const { title, when, offered, paid, journeys, broken, span } = flow;
  return (
    <section aria-label={title}>
      <h4>
        <button type="button" className="link" onClick={() => reveal(span)} title="Show the rule">
          {title}
        </button>
        {when !== "" && <span className="unit"> {when}</span>}
        <span className="amount">
          {formats.line(paid, MONEY)} <span className="unit">of {formats.line(offered, MONEY)} offered</span>
        </span>
      </h4>
      {journeys.map(({ source, tree, base, baseType, stages }) => (
        <ol key={source.person} className="way">
          <li className="start">
            <span>
              {formats.line(base, baseType)} {unitOf(baseType)} of {source.name}
            </span>
            <span className="unit">up {tree}</span>
          </li>
          {stages.map((stage, index) => (
            // Somebody may take several levels that rolled up, so only the place on the way is its own.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above.
            <Stop key={index} stage={stage} dispatch={dispatch} />
          ))}
        </ol>
      ))}
      {broken.length > 0 && (
        <dl className="steps">
          {broken.map(({ reason, amount }) => (
            <div key={reason}>
              <dt>not paid: {reason}</dt>
              <dd>{formats.line(amount, MONEY)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function Stop({ stage, dispatch }: { stage: OrderStage; dispatch: Dispatch<ViewAction> }) {
  const formats = useFormats();
  const { person, what, level, rate, rateType, amount } = stage;
  const isPaid = what === "paid" && !isZeroText(amount);
  return (
    <li className={isPaid ? "paid" : "passed"}>
      <span>
        <button
          type="button"
          className="link"
          onClick={() => dispatch({ kind: "select", person: person.person })}
        >
          {person.name}
        </button>
        <span className="unit">
          {what === "paid" || what === "not paid" ? `level ${level}` : ""}
          {isPaid && rateType.kind === "percent" ? `, ${formats.line(rate, rateType)}` : ""}
        </span>
      </span>
      <span className="amount">{isPaid ? formats.line(amount, MONEY) : WORDS[what]}</span>
    </li>
  );
}

const WORDS: { readonly [W in OrderStage["what"]]: string } = {
  paid: "nothing",
  "not paid": "nothing",
  "not counted": "passed by, not counted",
  customer: "passed by, a customer",
  boundary: "here it ends",
};
