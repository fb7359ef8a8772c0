import type { Progress } from "../base/pieces.ts";
import { useFormats } from "../views/format/FormatsContext.tsx";

/** How far the engine is with what takes long, and how to end it; what is on the screen can be used meanwhile. */
export function WorkBar({ progress, stop }: { progress: Progress | null; stop: () => void }) {
  const formats = useFormats();
  if (!progress) return null;
  const { doing, part } = progress;
  const percent = part === null ? null : Math.floor(100 * part);
  return (
    <div className="work-bar">
      <p id="work-bar-doing">
        {doing}
        {percent === null ? " …" : `: ${formats.count(percent)} %`}
      </p>
      <progress aria-labelledby="work-bar-doing" max={100} value={percent ?? undefined} />
      <button type="button" onClick={stop}>
        Stop
      </button>
    </div>
  );
}
