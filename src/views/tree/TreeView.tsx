import { type CSSProperties, type Dispatch, memo, useMemo, useRef } from "react";
import type { TreeWindow } from "../../engine/protocol.ts";
import { useFormats } from "../format/FormatsContext.tsx";
import type { ViewAction } from "../view.ts";
import { detailAt } from "./camera.ts";
import { drawnIn } from "./drawn.ts";
import type { Encoding } from "./encoding.ts";
import { LevelHeads } from "./LevelHeads.tsx";
import { CELL, type Direction, layOut } from "./layout.ts";
import type { Marks } from "./marks.ts";
import { captionOf } from "./node-caption.ts";
import { readingOf } from "./reading-order.ts";
import { OthersNode, PersonNode, VacancyNode } from "./TreeNodes.tsx";
import "./tree.css";
import { useCamera } from "./useCamera.ts";
import { useTreeKeys } from "./useTreeKeys.ts";
import { ZoomControls } from "./ZoomControls.tsx";

type Props = {
  window: TreeWindow;
  /** The columns the window was asked for: its figures are in this order. */
  asked: readonly string[];
  encoding: Encoding;
  direction: Direction;
  selected: number | null;
  focus: number | null;
  flight: { readonly person: number; readonly number: number } | null;
  /** Who is marked, and why. */
  marks: Marks;
  /** While the first look still opens branches, each window is fitted into the pane. */
  opening: boolean;
  dispatch: Dispatch<ViewAction>;
};

/**
 * The tree as a picture that is also an ARIA tree. Its nodes are plain elements over one SVG of lines, and only those in
 * sight are in the page. Rationale: text that is focusable, selectable, cut with an ellipsis, printed sharp and kept in
 * forced colours comes with elements and would have to be built twice beside a canvas.
 */
export const TreeView = memo(function TreeView({
  window,
  asked,
  encoding,
  direction,
  selected,
  focus,
  flight,
  marks,
  opening,
  dispatch,
}: Props) {
  const { nodes } = window;
  const formats = useFormats();
  const who = useMemo(
    () => nodes.map(({ person, open, hidden, parent }) => `${person}.${open}.${hidden}.${parent}`).join(),
    [nodes],
  );
  // A new answer with the same people keeps its layout: figures change with every key, places do not.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `who` says all of `nodes` that a layout depends on.
  const reading = useMemo(() => readingOf(nodes), [who]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  const layout = useMemo(() => layOut(nodes, reading, direction), [who, reading, direction]);

  const pane = useRef<HTMLDivElement>(null);
  const camera = useCamera({
    pane,
    nodes,
    layout,
    scope: `${focus}/${direction}`,
    opening,
    flight,
    selected,
  });
  const keys = useTreeKeys({ nodes, reading, selected, dispatch, camera });
  const detail = detailAt(camera.at.zoom);
  const { at, size } = camera;
  const { current } = keys;
  const drawn = useMemo(
    () => drawnIn({ nodes, layout, camera: at, size, detail, selected, current }),
    [nodes, layout, at, size, detail, selected, current],
  );

  const world: CSSProperties = { transform: `translate(${at.left}px, ${at.top}px)` };
  return (
    <div
      className={`tree-pane ${direction} ${detail}`}
      ref={pane}
      data-moving={camera.moving || undefined}
      data-settling={camera.settling || undefined}
    >
      <LevelHeads layout={layout} camera={at} size={size} isBranch={focus !== null} />
      <div
        className="tree-world"
        role="tree"
        aria-label={`The downline, ${encoding.label.name} beside each person`}
        aria-orientation="vertical"
        style={world}
        {...keys.handlers}
      >
        <svg className="tree-lines" aria-hidden="true" focusable="false">
          <path d={drawn.lines} />
          <path className="upline" d={drawn.upline} />
        </svg>
        {drawn.people.map((index) => {
          const node = nodes[index]!;
          return (
            <PersonNode
              key={node.person}
              node={node}
              x={layout.places[index]!.x * at.zoom}
              y={layout.places[index]!.y * at.zoom}
              room={CELL[direction].pitch * at.zoom}
              caption={captionOf(node, encoding, window.ranges, asked, formats)}
              detail={detail}
              level={reading.levelOf[index]!}
              position={reading.positionOf[index]!}
              siblings={reading.siblingsOf[index]!}
              selected={node.person === selected}
              current={node.person === current}
              mark={marks.people.has(node.person) ? marks.words : ""}
              dispatch={dispatch}
            />
          );
        })}
        {drawn.others.map((others) => (
          <OthersNode
            key={`others ${nodes[others.parent]!.person}`}
            others={others}
            zoom={at.zoom}
            detail={detail}
            parent={nodes[others.parent]!}
            dispatch={dispatch}
          />
        ))}
        {drawn.vacancies.map((vacancy) => (
          <VacancyNode
            key={`vacancy ${nodes[vacancy.parent]!.person}`}
            vacancy={vacancy}
            zoom={at.zoom}
            detail={detail}
          />
        ))}
      </div>
      <ZoomControls zoom={at.zoom} zoomBy={camera.zoomBy} fit={camera.fit} />
    </div>
  );
});
