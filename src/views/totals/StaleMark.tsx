import type { Progress } from "../../base/pieces.ts";
import type { Results } from "../../engine/protocol.ts";
import type { Staleness } from "../../engine/session/snapshot.ts";
import { useFormats } from "../format/FormatsContext.tsx";

type Props = {
  staleness: Staleness;
  progress: Progress | null;
  errors: number;
  milliseconds: Results["milliseconds"];
  stop: () => void;
};

/** What the figures are worth, in words, and after a while how to end a run that takes long. */
export function StaleMark({ staleness, progress, errors, milliseconds, stop }: Props) {
  const formats = useFormats();
  return (
    <div className="stale-mark" data-staleness={staleness} aria-live="polite" aria-atomic="true">
      {staleness === "fresh" && (
        <p className="fresh">
          Up to date{" "}
          <span className="unit">{formats.milliseconds(milliseconds.check + milliseconds.run)}</span>
        </p>
      )}
      {staleness === "updating" && (
        <>
          <p className="updating">Updating…</p>
          {progress && (
            <progress
              aria-label={progress.doing}
              title={progress.doing}
              max={1}
              value={progress.part ?? undefined}
            />
          )}
          <button type="button" className="stop" onClick={stop}>
            Stop
          </button>
        </>
      )}
      {staleness === "old because the text has errors" && (
        <p className="old">
          Old figures: the plan has {errors === 1 ? "an error" : `${formats.count(errors)} errors`}
        </p>
      )}
      {staleness === "old because the run was stopped" && (
        <p className="old">Old figures: the run was stopped</p>
      )}
    </div>
  );
}
