import type { CSSProperties } from "react";
import type { Camera, Size } from "./camera.ts";
import { CELL, type TreeLayout } from "./layout.ts";

export type LevelHead = { readonly level: number; readonly text: string; readonly style: CSSProperties };

const LEAST_APART_PX = 56;

/** The heads of the levels in sight; where they would touch, only every so-manieth is written. */
export function levelHeads(
  { levels, direction }: TreeLayout,
  camera: Camera,
  size: Size,
  isBranch: boolean,
): readonly LevelHead[] {
  const apart = CELL[direction].pitch * camera.zoom;
  const every = Math.max(1, Math.ceil(LEAST_APART_PX / apart));
  return levels.flatMap((at, level) => {
    const place = at * camera.zoom + (direction === "across" ? camera.left : camera.top);
    if (level % every !== 0 || place < -apart || place > (direction === "across" ? size.width : size.height))
      return [];
    const text = level === 0 ? (isBranch ? "Branch" : "Top") : apart >= 90 ? `Level ${level}` : String(level);
    return [
      {
        level,
        text,
        style:
          direction === "across" ? { insetInlineStart: `${place}px` } : { insetBlockStart: `${place}px` },
      },
    ];
  });
}
