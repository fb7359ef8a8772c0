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
  firstLook,
  fitting,
  held,
  marginsFor,
  panned,
  type Size,
  ZOOM_STEP,
  zoomedAt,
} from "./camera.ts";
import { followGestures } from "./gestures.ts";
import type { Place, TreeLayout } from "./layout.ts";

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
  const before = useRef<{
    scope: string;
    nodes: readonly TreeNode[];
    layout: TreeLayout;
    opening: boolean;
  } | null>(null);
  const flown = useRef(flight?.number ?? 0);

  const placeOf = (person: number | null): Place | undefined =>
    layout.places[nodes.findIndex((node) => node.person === person)];
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
    before.current = { scope, nodes, layout, opening };
    const placeIn = (of: typeof before.current, who: number | null | undefined): Place | undefined =>
      of?.layout.places[of.nodes.findIndex(({ person }) => person === who)];
    if (last?.scope !== scope || last.opening)
      return setAt(firstLook(layout, size, placeIn(before.current, selected)));
    if (last.layout === layout) return;
    const anchor = anchorOf(last.nodes, nodes, selected);
    const [was, is] = [placeIn(last, anchor), placeIn(before.current, anchor)];
    if (was && is) setAt((camera) => held(camera, was, is));
    setSettling(true);
  }, [nodes, layout, scope, opening, size, selected]);
  useEffect(() => {
    if (!settling) return;
    const timer = setTimeout(() => setSettling(false), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [settling]);

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
