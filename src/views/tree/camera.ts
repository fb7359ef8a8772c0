import type { Direction, Extent, Place, TreeLayout } from "./layout.ts";

/**
 * Where the picture stands in its pane: a layout place lies at `x * zoom + left` pixels of the pane. Circles and text
 * keep a readable size while the distances shrink; what does not fit any more is left out (see `detailAt`).
 */
export type Camera = { readonly left: number; readonly top: number; readonly zoom: number };
export type Size = { readonly width: number; readonly height: number };

export const ZOOM_LEAST = 0.06;
export const ZOOM_MOST = 2.5;
export const ZOOM_STEP = 1.25;

export const toPane = (camera: Camera, { x, y }: Place): Place => ({
  x: x * camera.zoom + camera.left,
  y: y * camera.zoom + camera.top,
});

const clampZoom = (zoom: number): number => Math.min(ZOOM_MOST, Math.max(ZOOM_LEAST, zoom));

export const panned = (camera: Camera, byX: number, byY: number): Camera => ({
  ...camera,
  left: camera.left + byX,
  top: camera.top + byY,
});

/** Zooms so that what lies under the point of the pane stays under it. */
export function zoomedAt(camera: Camera, factor: number, at: Place): Camera {
  const zoom = clampZoom(camera.zoom * factor);
  const scale = zoom / camera.zoom;
  return { zoom, left: at.x - (at.x - camera.left) * scale, top: at.y - (at.y - camera.top) * scale };
}

/** Two fingers: the place between them follows them, and the distances grow with theirs. */
export function pinched(camera: Camera, from: readonly [Place, Place], to: readonly [Place, Place]): Camera {
  const middle = ([a, b]: readonly [Place, Place]): Place => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
  const apart = ([a, b]: readonly [Place, Place]): number => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
  const [start, end] = [middle(from), middle(to)];
  return panned(zoomedAt(camera, apart(to) / apart(from), start), end.x - start.x, end.y - start.y);
}

/** How much of the wheel's way is a zoom: pages and lines are turned into pixels first. */
export function wheelFactor(deltaY: number, deltaMode: number): number {
  const pixels = deltaY * (deltaMode === 1 ? 16 : deltaMode === 2 ? 400 : 1);
  return 1.0015 ** -Math.max(-600, Math.min(600, pixels));
}

export type Margins = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** Shows everything, never larger than `zoomMost`; small trees begin at the top left, as a page does. */
export function fitting(extent: Extent, size: Size, margins: Margins, zoomMost = 1): Camera {
  const room = {
    width: Math.max(40, size.width - margins.left - margins.right),
    height: Math.max(40, size.height - margins.top - margins.bottom),
  };
  const [width, height] = [extent.right - extent.left, extent.bottom - extent.top];
  const zoom = clampZoom(
    Math.min(
      zoomMost,
      width > 0 ? room.width / width : zoomMost,
      height > 0 ? room.height / height : zoomMost,
    ),
  );
  return {
    zoom,
    left:
      margins.left +
      Math.max(0, (room.width - width * zoom) / 2) * (width * zoom < room.width / 2 ? 0 : 1) -
      extent.left * zoom,
    top: margins.top + Math.max(0, (room.height - height * zoom) / 2) - extent.top * zoom,
  };
}

/** Puts a place into the middle of the pane. */
export const centredOn = (camera: Camera, place: Place, size: Size): Camera => ({
  ...camera,
  left: size.width / 2 - place.x * camera.zoom,
  top: size.height / 2 - place.y * camera.zoom,
});

/** Moves as little as is needed for a place to lie within the margins. */
export function broughtIntoSight(camera: Camera, place: Place, size: Size, margins: Margins): Camera {
  const { x, y } = toPane(camera, place);
  const least = (at: number, from: number, to: number): number =>
    at < from ? from - at : at > to ? Math.max(to, from) - at : 0;
  return panned(
    camera,
    least(x, margins.left, size.width - margins.right),
    least(y, margins.top, size.height - margins.bottom),
  );
}

/** Keeps a place where it was on the screen when the layout around it changed. */
export const held = (camera: Camera, before: Place, after: Place): Camera =>
  panned(camera, (before.x - after.x) * camera.zoom, (before.y - after.y) * camera.zoom);

/** Room that labels, level heads and controls need around the circles. */
export const marginsFor = (direction: Direction, { width }: Size): Margins =>
  direction === "across"
    ? { left: 30, top: 52, right: Math.min(150, width / 2), bottom: 40 }
    : { left: 100, top: 40, right: 60, bottom: 100 };

/** At the first look figures can be read, even if the tree does not fit then: the rest is a pan away. */
const FIRST_ZOOM_LEAST = 0.9;

/** Everything if it fits readably; else the top, and as near to it as can be whoever is selected. */
export function firstLook(
  { direction, extent, places }: TreeLayout,
  size: Size,
  selected: Place | undefined,
): Camera {
  const margins = marginsFor(direction, size);
  const fit = fitting(extent, size, margins);
  const top = places[0];
  if (fit.zoom >= FIRST_ZOOM_LEAST || !top) return fit;
  const centred = centredOn({ ...fit, zoom: FIRST_ZOOM_LEAST }, top, size);
  const start =
    direction === "across"
      ? { ...centred, left: margins.left - top.x * centred.zoom }
      : { ...centred, top: margins.top - top.y * centred.zoom };
  return selected ? broughtIntoSight(start, selected, size, margins) : start;
}

/** The part of the layout that the pane shows, with some pixels around it. */
export const inSight = (camera: Camera, size: Size, around: number): Extent => ({
  left: (-around - camera.left) / camera.zoom,
  top: (-around - camera.top) / camera.zoom,
  right: (size.width + around - camera.left) / camera.zoom,
  bottom: (size.height + around - camera.top) / camera.zoom,
});

export const holds = (extent: Extent, { x, y }: Place): boolean =>
  x >= extent.left && x <= extent.right && y >= extent.top && y <= extent.bottom;

/** How much is written at a node: text never shrinks below what can be read, it goes. */
export type Detail = "figures" | "line" | "circle" | "dot";
export function detailAt(zoom: number): Detail {
  if (zoom >= 0.88) return "figures";
  if (zoom >= 0.5) return "line";
  return zoom >= 0.24 ? "circle" : "dot";
}
