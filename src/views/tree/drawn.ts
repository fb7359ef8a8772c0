import type { TreeNode } from "../../engine/protocol.ts";
import { type Camera, type Detail, holds, inSight, type Size } from "./camera.ts";
import { edgePath, familyPath, startBelow } from "./edges.ts";
import type { Extent, Others, Place, TreeLayout, Vacancy } from "./layout.ts";

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

type Asked = {
  readonly nodes: readonly TreeNode[];
  readonly layout: TreeLayout;
  readonly camera: Camera;
  readonly size: Size;
  readonly detail: Detail;
  readonly selected: number | null;
  readonly current: number | null;
};

export function drawnIn({ nodes, layout, camera, size, detail, selected, current }: Asked): Drawn {
  const { places, direction } = layout;
  const sight = inSight(camera, size, AROUND_PX);
  const below = startBelow(detail);
  const families = new Map<number, Place[]>();
  const grow = (parent: number, child: Place): void => {
    const family = families.get(parent);
    if (family) family.push(child);
    else families.set(parent, [child]);
  };
  nodes.forEach(({ parent }, index) => parent >= 0 && grow(parent, places[index]!));
  for (const place of [...layout.others, ...layout.vacancies]) grow(place.parent, place);

  const lines = [...families].flatMap(([parent, children]) =>
    crosses(sight, [places[parent]!, ...children])
      ? familyPath(places[parent]!, children, camera.zoom, direction, below)
      : [],
  );
  const upline: string[] = [];
  for (
    let at = nodes.findIndex(({ person }) => person === selected);
    at >= 0 && nodes[at]!.parent >= 0;
    at = nodes[at]!.parent
  )
    upline.push(edgePath(places[nodes[at]!.parent]!, places[at]!, camera.zoom, direction, below));
  return {
    people: nodes.flatMap(({ person }, index) =>
      holds(sight, places[index]!) || person === selected || person === current ? [index] : [],
    ),
    others: layout.others.filter((place) => holds(sight, place)),
    vacancies: layout.vacancies.filter((place) => holds(sight, place)),
    lines: lines.join(""),
    upline: upline.join(""),
  };
}

/** Whether any line between these places can be seen: their common rectangle meets the one in sight. */
function crosses(sight: Extent, places: readonly Place[]): boolean {
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  return (
    Math.min(...xs) <= sight.right &&
    Math.max(...xs) >= sight.left &&
    Math.min(...ys) <= sight.bottom &&
    Math.max(...ys) >= sight.top
  );
}
