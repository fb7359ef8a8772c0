import {
  type Dispatch,
  type KeyboardEvent,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { ColumnOutline, PlanOutline, RowsWindow } from "../../engine/protocol.ts";
import type { Session } from "../../engine/session/session.ts";
import type { Answered } from "../../engine/session/snapshot.ts";
import { Changing } from "../format/Changing.tsx";
import { isZeroText } from "../format/decimal-text.ts";
import { useFormats } from "../format/FormatsContext.tsx";
import { isAmount } from "../format/kinds.ts";
import type { View, ViewAction } from "../view.ts";
import {
  ariaRow,
  gridColumns,
  gridWidth,
  pageOf,
  rowFor,
  rowsInSight,
  rowTop,
  scrollTopToShow,
  tableHeight,
} from "./rows-window.ts";
import "./table.css";
import { MOST_ROWS_COPIED, toTsv } from "./tsv.ts";

type Props = {
  session: Session;
  plan: PlanOutline;
  answered: Answered<"rows"> | null;
  view: View;
  dispatch: Dispatch<ViewAction>;
};
type Row = RowsWindow["rows"][number];

/** The tree's twin: everybody, a row each, sorted by any column. Only the rows in sight are asked for and in the page. */
export function TableView({ session, plan, answered, view, dispatch }: Props) {
  const formats = useFormats();
  const scroller = useRef<HTMLDivElement>(null);
  const [{ top, height }, setSight] = useState({ top: 0, height: 600 });
  const [current, setCurrent] = useState(0);
  const [copied, setCopied] = useState("");
  const byKey = useRef(false);
  const names = useMemo(() => plan.columns.map(({ name }) => name), [plan]);
  const total = answered?.answer.total ?? 0;
  const sight = rowsInSight(top, height, total || 1000);

  const { from, to } = sight;
  const { sort } = view;
  useEffect(() => {
    session.ask("rows", (results) => ({
      columns: results.plan.columns.map(({ name }) => name),
      sort,
      from,
      to,
    }));
  }, [session, sort, from, to]);
  useEffect(() => () => session.ask("rows", null), [session]);

  useLayoutEffect(() => {
    const here = scroller.current;
    if (!here) return;
    const observer = new ResizeObserver(() => setSight({ top: here.scrollTop, height: here.clientHeight }));
    observer.observe(here);
    return () => observer.disconnect();
  }, []);
  // The focus follows the keys once the row that they went to is in the page.
  useLayoutEffect(() => {
    if (!byKey.current) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[aria-rowindex="${ariaRow(current)}"]`);
    if (!row) return;
    byKey.current = false;
    row.focus({ preventScroll: true });
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = rowFor(event.key, current, pageOf(sight), total);
    const here = scroller.current;
    if (next === null || !here || event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    byKey.current = true;
    setCurrent(next);
    const way = scrollTopToShow(next, sight, height, total);
    if (way !== null) here.scrollTop = way;
  };

  const copy = async (): Promise<void> => {
    const window = await session.request((api) =>
      api.rows({ columns: names, sort, from: 0, to: Math.min(total, MOST_ROWS_COPIED) }),
    );
    await navigator.clipboard.writeText(toTsv(names, window));
    setCopied(`${formats.count(window.rows.length)} rows copied`);
  };

  const asked = answered?.request.columns ?? [];
  const offset = answered?.request.from ?? 0;
  const columns = gridColumns(plan.columns.length);
  return (
    <div className="table-view">
      <div className="table-bar">
        <span>
          {formats.count(total)} people{sort ? `, by ${sort.column}` : ", in joining order"}
        </span>
        <span role="status" className="said">
          {copied}
        </span>
        <button type="button" onClick={() => void copy()}>
          Copy for a spreadsheet
        </button>
      </div>
      <div
        className="table-scroller"
        ref={scroller}
        onScroll={({ currentTarget }) =>
          setSight({ top: currentTarget.scrollTop, height: currentTarget.clientHeight })
        }
      >
        <div
          role="grid"
          aria-label="The downline as a table"
          aria-rowcount={ariaRow(total - 1)}
          aria-colcount={names.length + 2}
          className="table"
          style={{ minInlineSize: gridWidth(names.length) }}
          onKeyDown={onKeyDown}
        >
          <Heads columns={plan.columns} grid={columns} sort={sort} dispatch={dispatch} />
          <div role="rowgroup" className="table-rows" style={{ blockSize: tableHeight(total) }}>
            {answered?.answer.rows.map((row, index) => {
              const at = offset + index;
              return (
                <PersonRow
                  key={row.person}
                  row={row}
                  at={at}
                  place={rowTop(at, top, height, total)}
                  grid={columns}
                  columns={plan.columns}
                  asked={asked}
                  selected={row.person === view.selected}
                  current={at === current}
                  select={() => {
                    setCurrent(at);
                    dispatch({ kind: "select", person: row.person });
                  }}
                />
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}

type HeadsProps = {
  columns: readonly ColumnOutline[];
  grid: string;
  sort: View["sort"];
  dispatch: Dispatch<ViewAction>;
};

function Heads({ columns, grid, sort, dispatch }: HeadsProps) {
  const all = [
    { name: "name", title: "Name", isFigure: false },
    { name: "id", title: "Id", isFigure: false },
    ...columns.map(({ name, type }) => ({ name, title: name, isFigure: isAmount(type) })),
  ];
  return (
    <div role="rowgroup" className="table-heads">
      <div role="row" aria-rowindex={1} className="table-row" style={{ gridTemplateColumns: grid }}>
        {all.map(({ name, title, isFigure }) => {
          const way = sort?.column === name ? (sort.descending ? "descending" : "ascending") : "none";
          // Figures are first wanted largest first, names from A.
          const descending = way === "none" ? isFigure : way === "ascending";
          return (
            <div
              key={name}
              role="columnheader"
              aria-sort={way}
              className={isFigure ? "amount" : name === "name" ? "name" : undefined}
            >
              <button
                type="button"
                onClick={() => dispatch({ kind: "change", to: { sort: { column: name, descending } } })}
              >
                {title}
                <span aria-hidden="true" className="way">
                  {way === "descending" ? "▾" : way === "ascending" ? "▴" : ""}
                </span>
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}

type RowProps = {
  row: Row;
  at: number;
  place: number;
  grid: string;
  columns: readonly ColumnOutline[];
  asked: readonly string[];
  selected: boolean;
  current: boolean;
  select: () => void;
};

function PersonRow({ row, at, place, grid, columns, asked, selected, current, select }: RowProps) {
  const formats = useFormats();
  return (
    <div
      role="row"
      aria-rowindex={ariaRow(at)}
      aria-selected={selected}
      tabIndex={current ? 0 : -1}
      className={`table-row${row.customer ? " customer" : ""}`}
      style={{ gridTemplateColumns: grid, transform: `translateY(${place}px)` }}
      onClick={select}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        select();
      }}
    >
      <div role="gridcell" className="name">
        {row.name}
      </div>
      <div role="gridcell" className="id">
        {row.id}
      </div>
      {columns.map(({ name, type }) => {
        const figure = row.figures[asked.indexOf(name)];
        const isFigure = isAmount(type);
        return (
          <div
            key={name}
            role="gridcell"
            className={isFigure ? `amount${figure && isZeroText(figure.text) ? " zero" : ""}` : undefined}
          >
            <Changing text={figure ? formats.figure(figure, type) : ""} />
          </div>
        );
      })}
    </div>
  );
}
