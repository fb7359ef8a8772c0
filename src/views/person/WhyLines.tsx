import type { CSSProperties, Dispatch } from "react";
import type { ViewAction } from "../view.ts";
import type { Span, WhyReport } from "./why-lines.ts";
import { depthStyle } from "./why-lines.ts";

type Props = { report: WhyReport | null; dispatch: Dispatch<ViewAction>; reveal: (span: Span) => void };

/** Why a figure is what it is: the rule with its values put in, deeper lines for its parts, people to go on with. */
export function WhyLines({ report, dispatch, reveal }: Props) {
  if (!report) return <p className="why note">Looking…</p>;
  const { person, whyNot, lines, span } = report;
  return (
    <div className="why">
      {whyNot && <p className="why-not">{whyNot}</p>}
      <ul>
        {lines.map((line, index) => (
          // Lines are told apart by their place only: one rule may say the same twice.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <li key={index} style={depthStyle(line.depth) as CSSProperties}>
            {line.person !== null && line.person !== person.person ? (
              <button
                type="button"
                className="link"
                onClick={() => dispatch({ kind: "select", person: line.person })}
              >
                {line.text}
              </button>
            ) : line.span ? (
              <button
                type="button"
                className="link"
                onClick={() => line.span && reveal(line.span)}
                title="Show it in the plan"
              >
                {line.text}
              </button>
            ) : (
              line.text
            )}
          </li>
        ))}
      </ul>
      {lines.length === 0 && !whyNot && (
        <p className="note">It is as the files or the lines above have it.</p>
      )}
      {span && (
        <button type="button" className="quiet" onClick={() => reveal(span)}>
          Show the rule
        </button>
      )}
    </div>
  );
}
