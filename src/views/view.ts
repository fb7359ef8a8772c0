import type { PersonName, Results, RowsRequest, TreeRequest } from "../engine/protocol.ts";
import type { Question } from "../engine/session/session.ts";
import { type Choice, encodingFor } from "./tree/encoding.ts";
import type { Direction } from "./tree/layout.ts";
import { wayTo } from "./tree/search.ts";

/**
 * How somebody looks at the results: which tree, which branches, whom, by which columns. It survives every edit of the
 * plan and a reload of the page; people are named by their index, so it is good for one set of people only.
 */
export type View = {
  readonly peopleVersion: number;
  readonly tree: string;
  readonly focus: number | null;
  readonly open: readonly number[];
  /** True until the first look has opened as many branches as fit. */
  readonly opening: boolean;
  readonly selected: number | null;
  /** The column of the selected person that is explained, by name; it stays while one person after another is looked at. */
  readonly asked: string | null;
  /** The order whose money is followed, in the panel of who placed it. */
  readonly order: number | null;
  readonly direction: Direction;
  readonly choice: Choice;
  readonly mostChildren: number;
  readonly shows: "tree" | "table";
  readonly sort: RowsRequest["sort"];
  /** Where the tree shall fly to, numbered so that the same person can be flown to again. */
  readonly flight: { readonly person: number; readonly number: number } | null;
};

export type ViewAction =
  | { readonly kind: "people changed"; readonly peopleVersion: number }
  | { readonly kind: "open"; readonly people: readonly number[]; readonly stillOpening?: boolean }
  | { readonly kind: "opened enough" }
  | { readonly kind: "close"; readonly person: number }
  | { readonly kind: "select"; readonly person: number | null }
  | { readonly kind: "focus"; readonly person: number | null }
  | {
      readonly kind: "fly";
      readonly person: number;
      readonly upline: readonly PersonName[];
    }
  | { readonly kind: "ask"; readonly column: string | null }
  | { readonly kind: "follow"; readonly order: number | null }
  | { readonly kind: "more children" }
  | {
      readonly kind: "change";
      readonly to: Partial<Pick<View, "tree" | "direction" | "choice" | "shows" | "sort">>;
    };

/** Children of one person that are drawn before the rest become "N others". */
export const FEW_CHILDREN = 50;
export const MOST_PEOPLE = 2000;

export const FIRST_VIEW: View = {
  peopleVersion: 0,
  tree: "sponsor",
  focus: null,
  open: [],
  opening: true,
  selected: null,
  asked: null,
  order: null,
  direction: "across",
  choice: { size: null, colour: null, label: null },
  mostChildren: FEW_CHILDREN,
  shows: "tree",
  sort: null,
  flight: null,
};

export function changeView(view: View, action: ViewAction): View {
  switch (action.kind) {
    case "people changed":
      // A saved view comes back with its number still 0: the first people loaded are the ones it was saved with.
      if (view.peopleVersion === action.peopleVersion) return view;
      if (view.peopleVersion === 0) return { ...view, peopleVersion: action.peopleVersion };
      return { ...view, peopleVersion: action.peopleVersion, ...onlyPeople(FIRST_VIEW) };
    case "open":
      return {
        ...view,
        open: [...new Set([...view.open, ...action.people])],
        opening: action.stillOpening ?? false,
      };
    case "opened enough":
      return view.opening ? { ...view, opening: false } : view;
    case "close":
      return { ...view, open: view.open.filter((person) => person !== action.person), opening: false };
    case "select":
      return view.selected === action.person ? view : { ...view, selected: action.person };
    case "ask":
      return { ...view, asked: action.column };
    case "follow":
      return { ...view, order: action.order };
    case "focus":
      return {
        ...view,
        focus: action.person,
        open: action.person === null ? view.open : [...new Set([...view.open, action.person])],
        selected: action.person ?? view.selected,
        opening: action.person === null && view.open.length === 0,
        mostChildren: FEW_CHILDREN,
      };
    case "fly":
      return {
        ...view,
        ...wayTo(action, view.focus, view.open),
        opening: false,
        selected: action.person,
        shows: "tree",
        flight: { person: action.person, number: (view.flight?.number ?? 0) + 1 },
      };
    case "more children":
      return { ...view, mostChildren: Math.min(MOST_PEOPLE, view.mostChildren * 4) };
    case "change": {
      const isOtherTree = action.to.tree !== undefined && action.to.tree !== view.tree;
      return {
        ...view,
        ...action.to,
        ...(isOtherTree ? { focus: null, open: [], opening: true, mostChildren: FEW_CHILDREN } : {}),
      };
    }
  }
}

/** The part that names people. */
const onlyPeople = ({
  focus,
  open,
  opening,
  selected,
  order,
  mostChildren,
  flight,
}: View): Partial<View> => ({
  focus,
  open,
  opening,
  selected,
  order,
  mostChildren,
  flight,
});

/** A view of other people than the results' is worth its columns only. */
const fitted = (view: View, peopleVersion: number): View =>
  view.peopleVersion === peopleVersion || view.peopleVersion === 0
    ? view
    : { ...view, ...onlyPeople(FIRST_VIEW) };

const treeOf = (results: Results, view: View): string =>
  results.plan.trees.includes(view.tree) ? view.tree : (results.plan.trees[0] ?? "sponsor");

export const treeQuestion =
  (view: View): Question<"tree"> =>
  (results, peopleVersion): TreeRequest => {
    const { focus, open, mostChildren } = fitted(view, peopleVersion);
    const encoding = encodingFor(results.plan, view.choice);
    return {
      tree: treeOf(results, view),
      focus,
      open,
      columns: encoding.columns,
      // Of too many siblings the largest by the circle's own column are kept; they stand in joining order even so.
      largestBy: encoding.size?.name ?? null,
      mostChildren,
      mostPeople: MOST_PEOPLE,
    };
  };

/** Lines of one bonus that the person's panel shows. */
export const MOST_LINES = 12;

export const personQuestion =
  (view: View, who: "selected" | "focus"): Question<"person"> =>
  (results, peopleVersion) => {
    const person = fitted(view, peopleVersion)[who];
    return person === null
      ? null
      : { person, tree: treeOf(results, view), mostLines: who === "selected" ? MOST_LINES : 0 };
  };

export const whyQuestion =
  (view: View): Question<"why"> =>
  ({ plan }, peopleVersion) => {
    const { selected } = fitted(view, peopleVersion);
    const column = plan.columns.find(({ name }) => name === view.asked)?.name;
    return selected === null || column === undefined ? null : { person: selected, column };
  };

export const orderQuestion =
  (view: View): Question<"order"> =>
  (_, peopleVersion) => {
    const { order } = fitted(view, peopleVersion);
    return order === null ? null : { order };
  };

export const examplesQuestion: Question<"examples"> = () => ({});

/** Who of those that are drawn is affected by the line that the caret is on; null asks nothing. */
export const affectedQuestion =
  (line: number | null, among: readonly number[]): Question<"affected"> =>
  () =>
    line === null ? null : { line, among };
