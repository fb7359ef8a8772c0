import { type Dispatch, memo, useMemo } from "react";
import type { PersonReport, Results, TreeWindow } from "../../engine/protocol.ts";
import type { Session } from "../../engine/session/session.ts";
import type { Answered } from "../../engine/session/snapshot.ts";
import { TableView } from "../table/TableView.tsx";
import type { View, ViewAction } from "../view.ts";
import { Breadcrumbs } from "./Breadcrumbs.tsx";
import { encodingFor } from "./encoding.ts";
import { Legend } from "./Legend.tsx";
import type { Marks } from "./marks.ts";
import { SearchBox } from "./SearchBox.tsx";
import { TreeView } from "./TreeView.tsx";

type Props = {
  session: Session;
  results: Results;
  tree: Answered<"tree"> | null;
  rows: Answered<"rows"> | null;
  search: Answered<"search"> | null;
  focusReport: PersonReport | null;
  marks: Marks;
  view: View;
  dispatch: Dispatch<ViewAction>;
};

const NOBODY: TreeWindow = { nodes: [], ranges: [] };

/** The downline in the middle of the page: as a tree or as a table, with what finds, chooses and explains. */
export const TreePane = memo(function TreePane({
  session,
  results,
  tree,
  rows,
  search,
  focusReport,
  marks,
  view,
  dispatch,
}: Props) {
  const { plan } = results;
  const encoding = useMemo(() => encodingFor(plan, view.choice), [plan, view.choice]);
  return (
    <>
      <div className="pane-head">
        <div className="choice" role="group" aria-label="Show the downline as">
          {(["tree", "table"] as const).map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={view.shows === each}
              onClick={() => dispatch({ kind: "change", to: { shows: each } })}
            >
              {each === "tree" ? "Tree" : "Table"}
            </button>
          ))}
        </div>
        {plan.trees.length > 1 && (
          <label className="inline-choice">
            <span>along</span>
            <select
              value={view.tree}
              onChange={(event) => dispatch({ kind: "change", to: { tree: event.target.value } })}
            >
              {plan.trees.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
        <SearchBox
          session={session}
          found={search}
          view={view}
          tree={view.tree}
          dispatch={dispatch}
          nodes={tree?.answer.nodes ?? NOBODY.nodes}
        />
      </div>
      {view.shows === "tree" ? (
        <>
          {view.focus !== null && <Breadcrumbs report={focusReport} dispatch={dispatch} />}
          <div className="tree-stage">
            {tree && (
              <TreeView
                window={tree.answer}
                asked={tree.request.columns}
                encoding={encoding}
                direction={view.direction}
                selected={view.selected}
                focus={tree.request.focus}
                flight={view.flight}
                marks={marks}
                opening={view.opening}
                dispatch={dispatch}
              />
            )}
            {tree?.answer.nodes.length === 0 && (
              <p className="empty">There is nobody in this tree. Load people, or choose another tree.</p>
            )}
          </div>
          <Legend plan={plan} encoding={encoding} view={view} dispatch={dispatch} />
        </>
      ) : (
        <TableView session={session} plan={plan} answered={rows} view={view} dispatch={dispatch} />
      )}
    </>
  );
});
