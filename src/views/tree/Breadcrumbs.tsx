import type { Dispatch } from "react";
import type { PersonReport } from "../../engine/protocol.ts";
import type { ViewAction } from "../view.ts";

/** Whose branch is drawn, and everybody above: each of them a step back up. */
export function Breadcrumbs({
  report,
  dispatch,
}: {
  report: PersonReport | null;
  dispatch: Dispatch<ViewAction>;
}) {
  return (
    <nav className="breadcrumbs" aria-label="Upline of this branch">
      <ol>
        <li>
          <button type="button" onClick={() => dispatch({ kind: "focus", person: null })}>
            Everybody
          </button>
        </li>
        {report?.upline.toReversed().map(({ person, name }) => (
          <li key={person}>
            <button type="button" onClick={() => dispatch({ kind: "focus", person })}>
              {name}
            </button>
          </li>
        ))}
        {report && (
          <li>
            <span aria-current="location">{report.name}</span>
          </li>
        )}
      </ol>
    </nav>
  );
}
