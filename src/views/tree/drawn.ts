import type { TreeNode } from "../../engine/protocol.ts";
import { type Camera, type Detail, holds, inSight, type Size } from "./camera.ts";
import { edgePath, startBelow } from "./edges.ts";
import type { Others, TreeLayout, Vacancy } from "./layout.ts";

/** What of the layout is in the page: whatever is in sight, and whoever holds the selection or the keys. */
export type Drawn = {
  readonly people: readonly number[];
  readonly others: readonly Others[];
  readonly vacancies: readonly Vacancy[];
  readonly lines: string;
  /** From the selected person to the top. */
  readonly upline: string;
};

/** Labels reach out of their places to the right, so more than the pane counts as in sight. */
const AROUND_PX = 240;

export function drawnIn(
  nodes: readonly TreeNode[],
  layout: TreeLayout,
  camera: Camera,
  size: Size,
  detail: Detail,
  selected: number | null,
  current: number | null,
): Drawn {
  const { places, direction } = layout;
  const sight = inSight(camera, size, AROUND_PX);
  const people: number[] = [];
  const lines: string[] = [];
  const onUpline = uplineOf(nodes, selected);
  const upline: string[] = [];
  nodes.forEach((node, index) => {
    const place = places[index]!;
    if (holds(sight, place) || node.person === selected || node.person === current) people.push(index);
    const from = places[node.parent];
    if (!from) return;
    const crosses =
      Math.min(from.x, place.x) <= sight.right &&
      Math.max(from.x, place.x) >= sight.left &&
      Math.min(from.y, place.y) <= sight.bottom &&
      Math.max(from.y, place.y) >= sight.top;
    if (!crosses) return;
    const path = edgePath(from, place, camera.zoom, direction, startBelow(detail));
    (onUpline.has(index) ? upline : lines).push(path);
  });
  const others = layout.others.filter((place) => holds(sight, place));
  const vacancies = layout.vacancies.filter((place) => holds(sight, place));
  for (const place of [...others, ...vacancies])
    lines.push(edgePath(places[place.parent]!, place, camera.zoom, direction, startBelow(detail)));
  return { people, others, vacancies, lines: lines.join(""), upline: upline.join("") };
}

function uplineOf(nodes: readonly TreeNode[], selected: number | null): ReadonlySet<number> {
  const found = new Set<number>();
  for (let at = nodes.findIndex(({ person }) => person === selected); at >= 0; at = nodes[at]!.parent)
    found.add(at);
  return found;
}
