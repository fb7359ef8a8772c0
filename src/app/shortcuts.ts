import { editorCommands } from "../editor/editor-commands.ts";

/**
 * Every key of the page, in the words of the list that `?` shows. What the browser uses itself is left to it. Arrows have words,
 * for not every machine has letters for them.
 */
export type Shortcut = { readonly keys: string; readonly does: string };
export const shortcuts: readonly { readonly where: string; readonly list: readonly Shortcut[] }[] = [
  {
    where: "Anywhere",
    list: [
      { keys: "?", does: "This list" },
      { keys: "Ctrl K", does: "Find a command" },
      { keys: "/", does: "Find a person" },
      { keys: "F6", does: "To the next part of the page" },
      { keys: "Esc", does: "Close what is open" },
    ],
  },
  {
    where: "In the plan",
    list: [
      { keys: "Esc, then Tab", does: "Leave the editor" },
      { keys: "Ctrl Space", does: "What can stand here" },
      { keys: "Alt Up, Down", does: "A larger, a smaller figure; with Shift by tens" },
      { keys: "Alt pull", does: "The same with the pointer" },
      ...editorCommands.map(({ keys, name }) => ({ keys, does: name })),
    ],
  },
  {
    where: "In the tree",
    list: [
      { keys: "Up, Down", does: "Previous, next person" },
      { keys: "Right, Left", does: "Open or go down; close or go up" },
      { keys: "*", does: "Open all of this level" },
      { keys: "Enter", does: "Show the person" },
      { keys: "Shift Enter", does: "Only this branch" },
      { keys: "+ − 0", does: "Closer, farther, everything" },
      { keys: "Shift and an arrow", does: "Move the picture" },
      { keys: "A to Z", does: "Jump to a name" },
    ],
  },
  {
    where: "At a border between panes",
    list: [
      { keys: "Left, Right", does: "Move it; with Shift by more" },
      { keys: "Enter", does: "Put it back" },
    ],
  },
];
