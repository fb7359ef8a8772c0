import type { Direction, Place } from "./layout.ts";

/** The line from a person to one child: straight out, a small round corner, along, another corner, straight in. */
export function edgePath(from: Place, to: Place, zoom: number, direction: Direction): string {
  const [x1, y1, x2, y2] = [from.x * zoom, from.y * zoom, to.x * zoom, to.y * zoom];
  const round = (value: number): string => String(Math.round(value * 10) / 10);
  if (direction === "across") {
    // The turn lies shortly before the child, so that the lines of one family share a spine clear of the labels.
    const turn = x2 - SPINE * Math.min(1, zoom);
    const radius = Math.min(CORNER * zoom, Math.abs(y2 - y1) / 2);
    const sign = Math.sign(y2 - y1);
    return `M${round(x1)} ${round(y1)}H${round(turn - radius)}q${round(radius)} 0 ${round(radius)} ${round(sign * radius)}V${round(y2 - sign * radius)}q0 ${round(sign * radius)} ${round(radius)} ${round(sign * radius)}H${round(x2)}`;
  }
  const turn = y2 - SPINE_DOWN * Math.min(1, zoom);
  const radius = Math.min(CORNER * zoom, Math.abs(x2 - x1) / 2);
  const sign = Math.sign(x2 - x1);
  return `M${round(x1)} ${round(y1)}V${round(turn - radius)}q0 ${round(radius)} ${round(sign * radius)} ${round(radius)}H${round(x2 - sign * radius)}q${round(sign * radius)} 0 ${round(sign * radius)} ${round(radius)}V${round(y2)}`;
}

const SPINE = 34;
const SPINE_DOWN = 34;
const CORNER = 7;
