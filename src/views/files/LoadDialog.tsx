import { useEffect, useRef } from "react";
import type { LoadReport } from "../../engine/protocol.ts";
import { useFormats } from "../format/FormatsContext.tsx";
import "./files.css";

type Props = { title: string; report: LoadReport; leaveOut: () => void; close: () => void };

/** What is wrong with files that were not loaded, line by line; what was on the screen is still there behind it. */
export function LoadDialog({ title, report, leaveOut, close }: Props) {
  const formats = useFormats();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const { faults, faultCount, remaining } = report;
  const left = remaining ? remaining.leftOutPeople + remaining.leftOutOrders : 0;
  return (
    <dialog ref={dialog} className="dialog faults" aria-labelledby="faults-title" onClose={close}>
      <header>
        <h2 id="faults-title">“{title}” was not loaded</h2>
        <form method="dialog">
          <button type="submit" aria-label="Close">
            ✕
          </button>
        </form>
      </header>
      <p>
        {faultCount === 1 ? "One thing is" : `${formats.count(faultCount)} things are`} wrong in{" "}
        {faultCount === 1 ? "it" : "the files"}. What was on the screen is still there.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key. */}
      <div className="faults-list" tabIndex={0} role="region" aria-label="Faults by line">
        <table>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col" className="amount">
                Line
              </th>
              <th scope="col">Column</th>
              <th scope="col">What is wrong</th>
            </tr>
          </thead>
          <tbody>
            {faults.map(({ file, line, column, severity, message }) => (
              <tr key={`${file} ${line} ${column} ${message}`} className={severity}>
                <td>{file}</td>
                <td className="amount">{line > 0 ? line : "–"}</td>
                <td>{column ?? "–"}</td>
                <td>{message}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {faultCount > faults.length && (
          <p className="note">and {formats.count(faultCount - faults.length)} more of the kind.</p>
        )}
      </div>
      <footer>
        {remaining && (remaining.people > 0 || remaining.orders > 0) ? (
          <>
            <p>
              Without {left === 1 ? "the bad row" : `the ${formats.count(left)} bad rows`} there are{" "}
              {formats.count(remaining.people)} people
              {remaining.orders > 0 && <> and {formats.count(remaining.orders)} orders</>}.
            </p>
            <button type="button" className="primary" onClick={leaveOut}>
              Leave the bad {left === 1 ? "row" : "rows"} out
            </button>
          </>
        ) : (
          <p>Correct the file and load it again.</p>
        )}
        <form method="dialog">
          <button type="submit">Keep what is there</button>
        </form>
      </footer>
    </dialog>
  );
}
