import { type Dispatch, memo, useState } from "react";
import type { TreeNode } from "../../engine/protocol.ts";
import { Changing } from "../format/Changing.tsx";
import { useFormats } from "../format/FormatsContext.tsx";
import type { ViewAction } from "../view.ts";
import type { Detail } from "./camera.ts";
import type { Others, Vacancy } from "./layout.ts";
import type { Caption } from "./node-caption.ts";
import { discStyle, placed, textRoom, twistPlace } from "./node-style.ts";

type PersonProps = {
  node: TreeNode;
  x: number;
  y: number;
  room: number;
  caption: Caption;
  detail: Detail;
  level: number;
  position: number;
  siblings: number;
  selected: boolean;
  current: boolean;
  /** Why the person is marked, in a few words; empty where not. */
  mark: string;
  dispatch: Dispatch<ViewAction>;
};

/** One person: a circle with the rank's letters, the name above the line to the children, the figures below it. */
export const PersonNode = memo(
  function PersonNode({
    node,
    x,
    y,
    room,
    caption,
    detail,
    level,
    position,
    siblings,
    selected,
    current,
    mark,
    dispatch,
  }: PersonProps) {
    const hasBranch = node.children > 0;
    // Said to the pointer only while it is here: a title is one more thing to style of everybody whom an edit moves.
    const [isPointedAt, setPointedAt] = useState(false);
    const whole = mark ? `${caption.whole}; ${mark}` : caption.whole;
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the tree's (useTreeKeys.ts).
      <div
        className={`tree-node${node.customer ? " customer" : ""}`}
        role="treeitem"
        id={`person-${node.person}`}
        data-person={node.person}
        data-marked={mark !== "" || undefined}
        aria-level={level}
        aria-posinset={position}
        aria-setsize={siblings}
        aria-selected={selected}
        aria-expanded={hasBranch ? node.open : undefined}
        title={isPointedAt ? whole : undefined}
        tabIndex={current ? 0 : -1}
        style={placed(x, y)}
        onPointerEnter={() => setPointedAt(true)}
        onPointerLeave={() => setPointedAt(false)}
        onClick={() => dispatch({ kind: "select", person: node.person })}
        onDoubleClick={() => hasBranch && dispatch({ kind: "focus", person: node.person })}
      >
        <span
          className="disc"
          data-ramp={caption.ramp}
          data-step={caption.step}
          style={discStyle(caption.radius, detail)}
          aria-hidden="true"
        >
          {detail === "dot" ? "" : caption.letters}
        </span>
        {(detail === "figures" || detail === "line") && (
          <span className="words" style={textRoom(room)} aria-hidden="true">
            {detail === "figures" && <span className="name">{caption.name}</span>}
            <span className="figures">
              <Changing text={caption.label} className={caption.isZero ? "label zero" : "label"} />
              {detail === "figures" && caption.size && (
                <>
                  <Changing text={caption.size} className="volume" />
                  {caption.sizeUnit && <span className="unit">{caption.sizeUnit}</span>}
                </>
              )}
            </span>
          </span>
        )}
        {/* Not a label: that would have to repeat, word by word, the short figures that are seen. */}
        <span className="visually-hidden">{whole}</span>
        {hasBranch && detail !== "dot" && detail !== "circle" && (
          // The keys for it are the tree's own (left and right), so that a node stays one thing to a screen reader.
          <span
            className="twist"
            aria-hidden="true"
            style={twistPlace(room)}
            title={node.open ? "Close this branch" : `Open this branch (${node.below} below)`}
            onClick={(event) => {
              event.stopPropagation();
              dispatch(
                node.open ? { kind: "close", person: node.person } : { kind: "open", people: [node.person] },
              );
            }}
            onDoubleClick={(event) => event.stopPropagation()}
          >
            <span>{node.open ? "−" : "+"}</span>
            {!node.open && <span className="below">{node.below}</span>}
          </span>
        )}
      </div>
    );
  },
  (before, after) =>
    before.x === after.x &&
    before.y === after.y &&
    before.room === after.room &&
    before.detail === after.detail &&
    before.selected === after.selected &&
    before.current === after.current &&
    before.mark === after.mark &&
    before.level === after.level &&
    before.position === after.position &&
    before.siblings === after.siblings &&
    before.node.open === after.node.open &&
    before.node.children === after.node.children &&
    before.node.below === after.node.below &&
    before.caption.whole === after.caption.whole &&
    before.caption.step === after.caption.step &&
    before.caption.ramp === after.caption.ramp &&
    before.caption.radius === after.caption.radius &&
    before.caption.label === after.caption.label &&
    before.caption.size === after.caption.size,
);

/** Siblings that the window leaves out. */
export function OthersNode({
  others,
  zoom,
  detail,
  parent,
  dispatch,
}: {
  others: Others;
  zoom: number;
  detail: Detail;
  parent: TreeNode;
  dispatch: Dispatch<ViewAction>;
}) {
  const formats = useFormats();
  const words = `${formats.count(others.count)} others`;
  return (
    <button
      type="button"
      className="tree-node others"
      tabIndex={-1}
      aria-hidden="true"
      title={`${words} below ${parent.name}: show more of them`}
      style={placed(others.x * zoom, others.y * zoom)}
      onClick={() => dispatch({ kind: "more children" })}
    >
      <span className="disc" style={discStyle(9, detail)}>
        {detail === "dot" ? "" : "…"}
      </span>
      {(detail === "figures" || detail === "line") && <span className="words">{words}</span>}
    </button>
  );
}

/** The open place beside an only child, in a tree with sides. */
export function VacancyNode({ vacancy, zoom, detail }: { vacancy: Vacancy; zoom: number; detail: Detail }) {
  return (
    <div className="tree-node vacancy" aria-hidden="true" style={placed(vacancy.x * zoom, vacancy.y * zoom)}>
      <span className="disc" style={discStyle(9, detail)} />
      {detail === "figures" && <span className="words">{vacancy.side} is open</span>}
    </div>
  );
}
