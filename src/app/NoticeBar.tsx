import { useEffect } from "react";
import type { Notice } from "./workspace.ts";

/** Long enough to be read twice; what it offers can also be done from the gallery. */
const SHOWN_MS = 20_000;

/** One sentence about what just happened, with what can be done about it. */
export function NoticeBar({ notice, dismiss }: { notice: Notice | null; dismiss: () => void }) {
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(dismiss, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice, dismiss]);
  return (
    <div role="status" aria-live="polite">
      {notice && (
        <div className="notice" key={notice.number}>
          <p>{notice.text}</p>
          {notice.actions.map(({ title, run }) => (
            <button
              key={title}
              type="button"
              onClick={() => {
                dismiss();
                run();
              }}
            >
              {title}
            </button>
          ))}
          <button type="button" className="quiet" aria-label="Dismiss" onClick={dismiss}>
            ×
          </button>
        </div>
      )}
    </div>
  );
}
