import type { KeyboardEvent, PointerEvent } from "react";
import { stepOf } from "./panes.ts";

type Props = {
  label: string;
  controls: string;
  percent: number;
  resize: (by: number) => void;
  reset: () => void;
};

/** The border between two panes: dragged, or moved with the arrow keys; Enter or a double click puts it back. */
export function Separator({ label, controls, percent, resize, reset }: Props) {
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) resize(event.movementX);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = stepOf(event.key, event.shiftKey);
    if (by === null && event.key !== "Enter") return;
    event.preventDefault();
    if (by === null) reset();
    else resize(by);
  };
  return (
    <div
      role="separator"
      className="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-controls={controls}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
      onDoubleClick={reset}
    />
  );
}
