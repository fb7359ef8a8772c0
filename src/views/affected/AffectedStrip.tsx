import type { AffectedReport } from "../../engine/protocol.ts";
import { Words } from "../format/Words.tsx";
import "./affected.css";

type Props = { report: AffectedReport; isMarking: boolean; toggle: () => void };

/** Whom the line with the caret is about, and what else hangs on it; the same people are marked in the tree. */
export function AffectedStrip({ report, isMarking, toggle }: Props) {
  return (
    <section className="affected" aria-label="Who is affected">
      <p role="status">
        <span className="line">Line {report.line}</span> <Words text={report.who} />
        {report.what && (
          <span className="what">
            {" "}
            <Words text={report.what} />
          </span>
        )}
      </p>
      <button type="button" className="marker" aria-pressed={isMarking} onClick={toggle}>
        Mark them
      </button>
    </section>
  );
}
