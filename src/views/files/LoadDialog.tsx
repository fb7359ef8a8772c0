import { useEffect, useRef } from "react";
import type { LoadReport } from "../../engine/protocol.ts";
import { useFormats } from "../format/FormatsContext.tsx";
import { Words } from "../format/Words.tsx";
import { useModal } from "../modal/useModal.ts";
import "./files.css";
import { remainingSentence, verdictOn } from "./verdict.ts";

type Props = { title: string; report: LoadReport; leaveOut: () => void; close: () => void };

/** What reading files said, line by line: why they were not loaded, or what deserves a look in what was. */
export function LoadDialog({ title, report, leaveOut, close }: Props) {
  const formats = useFormats();
  const { shut, props } = useModal(close);
  const answer = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The answer that loses nothing, so that Enter is never the other one.
    answer.current?.focus();
  }, []);
  const { loaded, faults, faultCount, errorCount, remaining } = report;
  const isOneFile = new Set(faults.map(({ file }) => file)).size === 1;
  const rest = loaded ? null : remainingSentence(report);
  return (
    <dialog {...props} className="dialog faults" aria-labelledby="faults-title">
      <header>
        <h2 id="faults-title">
          {title} {loaded ? "was loaded" : "was not loaded"}
        </h2>
        <button type="button" className="quiet" aria-label="Close" onClick={shut}>
          ×
        </button>
      </header>
      <p>{verdictOn(report)}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key. */}
      <div className="faults-list" tabIndex={0} role="region" aria-label="What was found, by line">
        <table>
          <thead>
            <tr>
              {!isOneFile && <th scope="col">File</th>}
              <th scope="col" className="amount">
                Line
              </th>
              <th scope="col">Column</th>
              <th scope="col">{errorCount > 0 && !loaded ? "What is wrong" : "What was found"}</th>
            </tr>
          </thead>
          <tbody>
            {faults.map(({ file, line, column, severity, message }) => (
              <tr key={`${file} ${line} ${column} ${message}`} className={severity}>
                {!isOneFile && <td className="file">{file}</td>}
                <td className="amount">{line > 0 ? line : "–"}</td>
                <td>{column ?? "–"}</td>
                <td>
                  {severity === "warning" && errorCount > 0 && <span className="unit">Worth a look: </span>}
                  <Words text={message} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {faultCount > faults.length && (
          <p className="note">and {formats.count(faultCount - faults.length)} more of the kind.</p>
        )}
      </div>
      <footer>
        {rest && remaining ? (
          <>
            <p>{rest.sentence}</p>
            <button type="button" className="primary" onClick={leaveOut}>
              {rest.action}
            </button>
          </>
        ) : (
          !loaded && <p>Correct the file and load it again.</p>
        )}
        <button type="button" ref={answer} onClick={shut}>
          {loaded ? "Close" : "Keep what is there"}
        </button>
      </footer>
    </dialog>
  );
}
