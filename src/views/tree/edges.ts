import type { Detail } from "./camera.ts";
import type { Direction, Place } from "./layout.ts";

/** How far before a child the line turns: the lines of one family share a spine, clear of the parents' labels. */
const SPINE_PX = 34;
const CORNER_PX = 7;

/** Downwards, a line begins under the words that stand below the circle. */
export const startBelow = (detail: Detail): number => ({ figures: 66, line: 36, circle: 0, dot: 0 })[detail];

const round = (value: number): string => String(Math.round(value * 10) / 10);

/** The line from a person to one child: straight out, a small round corner, along, another corner, straight in. */
export function edgePath(from: Place, to: Place, zoom: number, direction: Direction, below = 0): string {
  const [x1, y1, x2, y2] = [from.x * zoom, from.y * zoom, to.x * zoom, to.y * zoom];
  const spine = SPINE_PX * Math.min(1, zoom);
  if (direction === "across") {
    const turn = x2 - spine;
    const r = Math.min(CORNER_PX * zoom, Math.abs(y2 - y1) / 2);
    const s = Math.sign(y2 - y1) * r;
    if (s === 0) return `M${round(x1)} ${round(y1)}H${round(x2)}`;
    return `M${round(x1)} ${round(y1)}H${round(turn - r)}q${round(r)} 0 ${round(r)} ${round(s)}V${round(y2 - s)}q0 ${round(s)} ${round(r)} ${round(s)}H${round(x2)}`;
  }
  const turn = y2 - spine;
  const r = Math.min(CORNER_PX * zoom, Math.abs(x2 - x1) / 2);
  const s = Math.sign(x2 - x1) * r;
  const start = Math.min(y1 + below, turn - r);
  if (s === 0) return `M${round(x1)} ${round(start)}V${round(y2)}`;
  return `M${round(x1)} ${round(start)}V${round(turn - r)}q0 ${round(r)} ${round(s)} ${round(r)}H${round(x2 - s)}q${round(s)} 0 ${round(s)} ${round(r)}V${round(y2)}`;
}
