import type { Dispatch, RefObject } from "react";
import { editorCommands } from "../editor/editor-commands.ts";
import type { PlanEditorHandle } from "../editor/PlanEditor.tsx";
import type { ViewAction } from "../views/view.ts";
import type { OpenDialog } from "./App.tsx";
import type { Command } from "./commands.ts";
import type { GalleryEntry } from "./gallery.ts";
import type { PaneName } from "./Panes.tsx";
import type { Workspace } from "./workspace.ts";

type Reach = {
  readonly dispatch: Dispatch<ViewAction>;
  readonly workspace: Workspace;
  readonly gallery: readonly GalleryEntry[];
  readonly openDialog: (dialog: OpenDialog) => void;
  readonly openFile: () => void;
  readonly turnTheme: () => void;
  readonly toggleBreakdown: () => void;
  readonly toggleProblems: () => void;
  readonly toggleMarking: () => void;
  readonly show: (pane: PaneName) => void;
  readonly editor: RefObject<PlanEditorHandle | null>;
};

/** Everything that can be done from anywhere, by name. */
export function pageCommands({
  dispatch,
  workspace,
  gallery,
  openDialog,
  openFile,
  turnTheme,
  toggleBreakdown,
  toggleProblems,
  toggleMarking,
  show,
  editor,
}: Reach): readonly Command[] {
  const inTree = (action: ViewAction) => () => {
    show("tree");
    dispatch(action);
  };
  return [
    { name: "Choose a plan", run: () => openDialog("gallery") },
    ...gallery.map(
      ({ name, title }): Command => ({
        name: `Open the example “${title}”`,
        run: () => workspace.openExample(name),
      }),
    ),
    { name: "Load people, orders or a plan from files", run: openFile },
    { name: "Show the downline as a tree", run: inTree({ kind: "change", to: { shows: "tree" } }) },
    { name: "Show the downline as a table", run: inTree({ kind: "change", to: { shows: "table" } }) },
    { name: "Draw the levels across", run: inTree({ kind: "change", to: { direction: "across" } }) },
    { name: "Draw the levels down", run: inTree({ kind: "change", to: { direction: "down" } }) },
    { name: "Show everybody, not only one branch", run: inTree({ kind: "focus", person: null }) },
    { name: "Draw more of many siblings", run: inTree({ kind: "more children" }) },
    { name: "Show or hide the breakdown", run: toggleBreakdown },
    { name: "Show or hide the problems", run: toggleProblems },
    { name: "Mark in the tree whom the line with the caret is about, or do not", run: toggleMarking },
    {
      name: "Go to the plan",
      run: () => {
        show("plan");
        requestAnimationFrame(() => editor.current?.focus());
      },
    },
    ...editorCommands.map(
      (command): Command => ({
        name: command.name,
        keys: command.keys,
        run: () => {
          show("plan");
          requestAnimationFrame(() => editor.current?.run(command));
        },
      }),
    ),
    { name: "Light, dark or as the system", run: turnTheme },
    { name: "Print", run: () => print() },
    { name: "List all keys", keys: "?", run: () => openDialog("shortcuts") },
  ];
}
