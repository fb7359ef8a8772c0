import type { CSSProperties } from "react";
import type { Detail } from "./camera.ts";

/** The few sizes of a node that depend on figures or on the zoom; everything else is tree.css. */

export const placed = (x: number, y: number): CSSProperties => ({ transform: `translate(${Math.round(x * 10) / 10}px, ${Math.round(y * 10) / 10}px)` });

/** Circles keep their size until letters would no longer fit their rows, and become dots beyond. */
const SHRINK: { readonly [D in Detail]: number } = { figures: 1, line: 0.72, circle: 0.5, dot: 0.22 };

export function discStyle(radius: number, detail: Detail): CSSProperties {
  const size = `${(Math.round(radius * SHRINK[detail] * 20) / 10).toFixed(1)}px`;
  return { inlineSize: size, blockSize: size };
}

/** Words end where the next level's circle and the line that turns before it begin. */
const KEPT_FREE_PX = 84;
export const textRoom = (room: number): CSSProperties => ({ maxInlineSize: `${Math.max(40, room - KEPT_FREE_PX)}px` });

const TWIST_BEFORE_SPINE_PX = 46;
export const twistPlace = (room: number): CSSProperties => ({ insetInlineStart: `${Math.max(22, room - TWIST_BEFORE_SPINE_PX)}px` });
