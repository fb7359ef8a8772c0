import {
  type RefObject,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type { TreeNode } from "../../engine/protocol.ts";
import {
  broughtIntoSight,
  type Camera,
  centredOn,
  fitting,
  held,
  type Margins,
  panned,
  type Size,
  ZOOM_STEP,
  zoomedAt,
} from "./camera.ts";
import { followGestures } from "./gestures.ts";
import type { Direction, Place, TreeLayout } from "./layout.ts";

/** Room that labels, level heads and controls need around the circles. */
const marginsFor = (direction: Direction, size: Size): Margins =>
  direction === "across"
    ? { left: 30, top: 52, right: Math.min(170, size.width / 2), bottom: 40 }
    : { left: 84, top: 40, right: 60, bottom: 92 };

/** At the first look figures are readable, even if the tree does not fit then: the rest is a pan away. */
const FIRST_ZOOM_LEAST = 0.9;
const SETTLE_MS = 220;

type Input = {
  readonly pane: RefObject<HTMLDivElement | null>;
  readonly nodes: readonly TreeNode[];
  readonly layout: TreeLayout;
  /** A new scope is another picture, and is fitted afresh. */
  readonly scope: string;
  readonly opening: boolean;
  readonly flight: { readonly person: number; readonly number: number } | null;
  readonly selected: number | null;
};

export type CameraControl = {
  readonly at: Camera;
  readonly size: Size;
  /** A finger or the wheel is at it: no transitions. */
  readonly moving: boolean;
  /** Places have just changed: a short transition shows where everybody went. */
  readonly settling: boolean;
  readonly zoomBy: (steps: number) => void;
  readonly panBy: (byX: number, byY: number) => void;
  readonly fit: () => void;
  readonly show: (person: number) => void;
};

/** Moves the camera: by gestures and keys, and by itself when the layout, the pane or a flight asks for it. */
export function useCamera({ pane, nodes, layout, scope, opening, flight, selected }: Input): CameraControl {
  const [at, setAt] = useState<Camera>({ left: 40, top: 60, zoom: 1 });
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const [moving, setMoving] = useState(false);
  const [settling, setSettling] = useState(false);
  const before = useRef<{ scope: string; nodes: readonly TreeNode[]; layout: TreeLayout } | null>(null);
  const flown = useRef(flight?.number ?? 0);

  const placeOf = (person: number | null): Place | undefined =>
    layout.places[nodes.findIndex((node) => node.person === person)];
  const first = useCallback(
    (into: Size): Camera => {
      const margins = marginsFor(layout.direction, into);
      const fit = fitting(layout.extent, into, margins);
      if (fit.zoom >= FIRST_ZOOM_LEAST || !layout.places[0]) return fit;
      // Too large to be read whole: begin at the top person, who is centred along the level.
      return broughtIntoSight(
        centredOn({ ...fit, zoom: FIRST_ZOOM_LEAST }, layout.places[0], into),
        layout.places[0],
        into,
        {
          ...margins,
          ...(layout.direction === "across"
            ? { right: into.width - margins.left - 1 }
            : { bottom: into.height - margins.top - 1 }),
        },
      );
    },
    [layout],
  );

  useLayoutEffect(() => {
    const here = pane.current;
    if (!here) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      setSize({ width, height });
    });
    observer.observe(here);
    return () => observer.disconnect();
  }, [pane]);

  // Another layout: fitted if it is another picture; otherwise whoever was opened or selected stays where they were.
  useLayoutEffect(() => {
    const last = before.current;
    if (size.width === 0 || nodes.length === 0) return;
    before.current = { scope, nodes, layout };
    if (!last || last.scope !== scope || opening) return setAt(first(size));
    if (last.layout === layout) return;
    const anchor = anchorOf(last.nodes, nodes, selected);
    const [was, is] = [
      last.layout.places[last.nodes.findIndex(({ person }) => person === anchor)],
      layout.places[nodes.findIndex(({ person }) => person === anchor)],
    ];
    if (was && is) setAt((camera) => held(camera, was, is));
    setSettling(true);
    const timer = setTimeout(() => setSettling(false), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [nodes, layout, scope, opening, size, first, selected]);

  const fly = useEffectEvent((person: number) => {
    const place = placeOf(person);
    if (place) setAt((camera) => centredOn({ ...camera, zoom: Math.max(camera.zoom, 1) }, place, size));
    return place !== undefined;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: tried again with each window until the person is in it.
  useEffect(() => {
    if (flight && flight.number !== flown.current && size.width > 0 && fly(flight.person)) {
      flown.current = flight.number;
      setSettling(true);
      const timer = setTimeout(() => setSettling(false), SETTLE_MS);
      return () => clearTimeout(timer);
    }
  }, [flight, layout, size]);

  useEffect(() => {
    const here = pane.current;
    return here ? followGestures(here, { change: setAt, moving: setMoving }) : undefined;
  }, [pane]);

  const zoomBy = useCallback(
    (steps: number) =>
      setAt((camera) => zoomedAt(camera, ZOOM_STEP ** steps, { x: size.width / 2, y: size.height / 2 })),
    [size],
  );
  const panBy = useCallback((byX: number, byY: number) => setAt((camera) => panned(camera, byX, byY)), []);
  const fit = useCallback(
    () => setAt(fitting(layout.extent, size, marginsFor(layout.direction, size))),
    [layout, size],
  );
  const show = useCallback(
    (person: number) => {
      const place = layout.places[nodes.findIndex((node) => node.person === person)];
      if (place) setAt((camera) => broughtIntoSight(camera, place, size, marginsFor(layout.direction, size)));
    },
    [layout, nodes, size],
  );
  return { at, size, moving, settling, zoomBy, panBy, fit, show };
}

/** Whoever was opened or closed stays put; else the selected person; else the first. */
function anchorOf(
  before: readonly TreeNode[],
  after: readonly TreeNode[],
  selected: number | null,
): number | undefined {
  const wasOpen = new Map(before.map(({ person, open }) => [person, open]));
  const turned = after.find(({ person, open }) => wasOpen.has(person) && wasOpen.get(person) !== open);
  if (turned) return turned.person;
  return selected !== null && wasOpen.has(selected) ? selected : after[0]?.person;
}
