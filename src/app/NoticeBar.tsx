import type { Notice } from "./workspace.ts";

/** One sentence about what just happened, with at most one thing to do; it stays until it is dismissed or replaced. */
export function NoticeBar({ notice, dismiss }: { notice: Notice | null; dismiss: () => void }) {
  return (
    <div className="notice-place" role="status" aria-live="polite">
      {notice && (
        <div className="notice" key={notice.number}>
          <p>{notice.text}</p>
          {notice.action && (
            <button
              type="button"
              onClick={() => {
                dismiss();
                notice.action?.run();
              }}
            >
              {notice.action.title}
            </button>
          )}
          <button type="button" className="quiet" aria-label="Dismiss" onClick={dismiss}>
            ✕
          </button>
        </div>
      )}
    </div>
  );
}
