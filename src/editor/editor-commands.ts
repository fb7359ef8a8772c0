import { redo, toggleComment, undo } from "@codemirror/commands";
import { foldAll, unfoldAll } from "@codemirror/language";
import { openSearchPanel } from "@codemirror/search";
import { type Extension, Prec } from "@codemirror/state";
import { type Command, type KeyBinding, keymap } from "@codemirror/view";
import { stepHere } from "./figure/step-keys.ts";
import { describeHere } from "./hover.ts";
import { goBack, goForward } from "./jumps.ts";
import { layOut } from "./lay-out.ts";
import { mendHere } from "./mending.ts";
import { goToDeclaration } from "./navigation.ts";
import { toNextProblem, toPreviousProblem } from "./problem-keys.ts";
import { rename } from "./rename.ts";
import { toggleWrapping } from "./wrapping.ts";

/** Something that can be done with the text, by name or by key. The keys are written as people read them. */
export type EditorCommand = { readonly name: string; readonly keys: string; readonly run: Command };

type Keyed = EditorCommand & { readonly bindings?: readonly KeyBinding[] };
const ours = (name: string, keys: string, run: Command, ...bindings: Omit<KeyBinding, "run">[]): Keyed => ({
  name,
  keys,
  run,
  bindings: bindings.map((binding) => ({ preventDefault: true, ...binding, run })),
});
/** What CodeMirror's own key maps have a key for already. */
const builtIn = (name: string, keys: string, run: Command): Keyed => ({ name, keys, run });

const keyed: readonly Keyed[] = [
  ours("Go to the next problem", "F8", toNextProblem, { key: "F8" }),
  ours("Go to the previous problem", "Shift F8", toPreviousProblem, { key: "Shift-F8" }),
  ours("Mend the problem here", "Alt Enter", mendHere, { key: "Alt-Enter" }, { key: "Mod-." }),
  ours("Tell what stands here", "F1", describeHere, { key: "F1" }, { key: "Alt-F1" }),
  ours("Go to where a name is declared, or used next", "F12", goToDeclaration, { key: "F12" }),
  ours("Go back", "Alt Left", goBack, { key: "Alt-ArrowLeft", mac: "Ctrl--" }),
  ours("Go forward again", "Alt Right", goForward, { key: "Alt-ArrowRight", mac: "Ctrl-Shift--" }),
  ours("Give a name another name", "F2", rename, { key: "F2" }),
  ours("Lay the plan out", "Shift Alt F", layOut, { key: "Shift-Alt-f" }),
  builtIn("Find and replace in the plan", "Ctrl F", openSearchPanel),
  builtIn("Make lines remarks, or rules again", "Ctrl /", toggleComment),
  builtIn("Fold all blocks", "Ctrl Alt [", foldAll),
  builtIn("Unfold all blocks", "Ctrl Alt ]", unfoldAll),
  ours("Wrap long lines, or not", "Alt Z", toggleWrapping, { key: "Alt-z" }),
  builtIn("Undo in the plan", "Ctrl Z", undo),
  builtIn("Redo in the plan", "Ctrl Y", redo),
];

/** Everything that can be done with the text, for menus and lists. */
export const editorCommands: readonly EditorCommand[] = keyed;

/** Of a figure these are steps; elsewhere the keys do what they do in any editor. */
const steps: readonly KeyBinding[] = [
  { key: "Alt-ArrowUp", run: stepHere(1), shift: stepHere(10) },
  { key: "Alt-ArrowDown", run: stepHere(-1), shift: stepHere(-10) },
];

export const editorKeys: Extension = Prec.high(
  keymap.of([...keyed.flatMap(({ bindings = [] }) => bindings), ...steps]),
);
