import { lineAndColumn, type Span } from "../../base/span.ts";
import type { ExampleReport } from "../../engine/protocol.ts";
import { Words } from "../format/Words.tsx";

/** The plan's own tests: each by its title, and for one that fails what came out instead. */
export function ExampleResults({
  text,
  examples,
  reveal,
}: {
  text: string;
  examples: readonly ExampleReport[];
  reveal: (span: Span) => void;
}) {
  return (
    <ul className="examples">
      {examples.map(({ title, span, passed, failures }) => (
        <li key={`${title} ${span.from}`} className={failures.length > 0 ? "failed" : "passed"}>
          <span className="severity">{failures.length > 0 ? "Fails" : "Passes"}</span>
          <button type="button" className="link place" onClick={() => reveal(span)}>
            Line {lineAndColumn(text, span.from).line}
          </button>
          <p>
            {title}
            {failures.length === 0 && (
              <span className="unit"> {passed === 1 ? "1 expectation" : `${passed} expectations`}</span>
            )}
          </p>
          {failures.map((failure) => (
            <p key={`${failure.span.from} ${failure.message}`} className="why">
              <button type="button" className="link" onClick={() => reveal(failure.span)}>
                Line {lineAndColumn(text, failure.span.from).line}
              </button>{" "}
              <Words text={failure.message} />
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
