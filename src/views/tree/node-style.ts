import type { CSSProperties } from "react";
import type { Detail } from "./camera.ts";

/** The few sizes of a node that depend on figures or on the zoom; everything else is tree.css. */

export const placed = (x: number, y: number): CSSProperties => ({
  transform: `translate(${Math.round(x * 10) / 10}px, ${Math.round(y * 10) / 10}px)`,
});

/** Circles keep their size until letters would no longer fit their rows, and become dots beyond. */
const SHRINK: { readonly [D in Detail]: number } = { figures: 1, line: 0.72, circle: 0.5, dot: 0.22 };

export function discStyle(radius: number, detail: Detail): CSSProperties {
  const size = `${(Math.round(radius * SHRINK[detail] * 20) / 10).toFixed(1)}px`;
  return { inlineSize: size, blockSize: size };
}

/** Words end before the sign that opens the branch, and that before the spine where the lines turn (edges.ts). */
const TWIST_FROM_NEXT_PX = 52;
const WORDS_FROM_NEXT_PX = 76;
export const twistPlace = (room: number): CSSProperties => ({
  insetInlineStart: `${Math.max(22, room - TWIST_FROM_NEXT_PX)}px`,
});
export const textRoom = (room: number): CSSProperties => ({
  maxInlineSize: `${Math.max(40, room - WORDS_FROM_NEXT_PX)}px`,
});
