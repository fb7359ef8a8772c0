import { memo } from "react";
import { zoomText } from "./zoom-text.ts";

export const ZoomControls = memo(function ZoomControls({
  zoom,
  zoomBy,
  fit,
}: {
  zoom: number;
  zoomBy: (steps: number) => void;
  fit: () => void;
}) {
  return (
    <div className="zoom-controls" role="group" aria-label="Zoom">
      <button type="button" onClick={() => zoomBy(-1)} aria-label="Zoom out" title="Zoom out (−)">
        −
      </button>
      <button
        type="button"
        onClick={fit}
        title="Show everything (0)"
        aria-label={`Show everything; now at ${zoomText(zoom)}`}
      >
        {zoomText(zoom)}
      </button>
      <button type="button" onClick={() => zoomBy(1)} aria-label="Zoom in" title="Zoom in (+)">
        +
      </button>
    </div>
  );
});
