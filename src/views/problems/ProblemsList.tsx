import { memo } from "react";
import { lineAndColumn, type Span } from "../../base/span.ts";
import type { Diagnostic, Edit } from "../../diagnostics/diagnostic.ts";
import type { ExampleReport, FileFault } from "../../engine/protocol.ts";
import type { Failure } from "../../engine/session/snapshot.ts";
import { Words } from "../format/Words.tsx";
import { ExampleResults } from "./ExampleResults.tsx";
import "./problems.css";
import { type Part, summaryOf } from "./summary.ts";

type Props = {
  text: string;
  problems: readonly Diagnostic[];
  examples: readonly ExampleReport[];
  faults: readonly FileFault[];
  failure: Failure | null;
  /** False until the first answer: nothing is known yet, not even that nothing is wrong. */
  isChecked: boolean;
  isOpen: boolean;
  toggle: () => void;
  reveal: (span: Span) => void;
  apply: (edits: readonly Edit[]) => void;
};

const CHECKING: readonly Part[] = [{ words: "Checking…", tone: "plain" }];
const WORDS = { error: "Error", warning: "Warning", hint: "Hint" } as const;

/** What is wrong with the plan, whether its examples come out, and what the files have that it cannot read. */
export const ProblemsList = memo(function ProblemsList({
  text,
  problems,
  examples,
  faults,
  failure,
  isChecked,
  isOpen,
  toggle,
  reveal,
  apply,
}: Props) {
  const summary = isChecked || failure ? summaryOf(problems, examples, faults, failure) : CHECKING;
  return (
    <section className="problems" aria-label="Problems and examples">
      <h2>
        <button type="button" aria-expanded={isOpen} aria-controls="problems-list" onClick={toggle}>
          <span className="way" aria-hidden="true">
            {isOpen ? "▾" : "▸"}
          </span>
          {summary.map(({ words, tone }) => (
            <span key={words} className={tone}>
              {words}
            </span>
          ))}
        </button>
      </h2>
      <p className="visually-hidden" role="status">
        {summary.map(({ words }) => words).join(", ")}
      </p>
      {isOpen && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key.
        <div id="problems-list" className="problems-list" tabIndex={0}>
          {failure && (
            <p className="failure" role="alert">
              {failure.sentence}
              <button
                type="button"
                className="quiet"
                onClick={() =>
                  void navigator.clipboard.writeText(`${failure.sentence}\n${failure.seen}\n\n${text}`)
                }
              >
                Copy a report
              </button>
            </p>
          )}
          <ul>
            {problems.map(({ code, severity, span, message, labels, mends }) => (
              <li key={`${String(code)} ${span.from} ${span.to}`} className={severity}>
                <span className="severity">{WORDS[severity]}</span>
                <button type="button" className="link place" onClick={() => reveal(span)}>
                  Line {lineAndColumn(text, span.from).line}
                </button>
                <p>
                  <Words text={message} />
                  {labels.map((label) => (
                    <span key={`${label.span.from} ${label.text}`} className="label">
                      {" "}
                      <button type="button" className="link" onClick={() => reveal(label.span)}>
                        Line {lineAndColumn(text, label.span.from).line}
                      </button>{" "}
                      <Words text={label.text} />
                    </span>
                  ))}
                </p>
                {mends.length > 0 && (
                  <span className="mends">
                    {mends.map((mend) => (
                      <button key={mend.title} type="button" onClick={() => apply(mend.edits)}>
                        <Words text={mend.title} />
                      </button>
                    ))}
                  </span>
                )}
              </li>
            ))}
            {faults.map(({ file, line, column, severity, message }) => (
              <li key={`${file} ${line} ${column} ${message}`} className={severity}>
                <span className="severity">{WORDS[severity]}</span>
                <span className="place">
                  {file}
                  {line > 0 ? `, line ${line}` : ""}
                  {column ? `, ${column}` : ""}
                </span>
                <p>
                  <Words text={message} />
                </p>
              </li>
            ))}
          </ul>
          <ExampleResults text={text} examples={examples} reveal={reveal} />
          {problems.length + faults.length + examples.length === 0 && isChecked && !failure && (
            <p className="empty">
              Nothing is wrong here. A plan may carry examples from the brochure: write{" "}
              <code>example "…"</code> and they are checked as you type.
            </p>
          )}
        </div>
      )}
    </section>
  );
});
