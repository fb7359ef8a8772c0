import { type Dispatch, type FocusEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import type { TreeNode } from "../../engine/protocol.ts";
import type { ViewAction } from "../view.ts";
import { actionOf, type KeyAction, startingWith } from "./keys.ts";
import type { Reading } from "./reading-order.ts";
import type { CameraControl } from "./useCamera.ts";

const TYPE_AHEAD_MS = 700;
const LETTER = /[\p{L}\p{N}]/u;
const PANS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [80, 0],
  ArrowRight: [-80, 0],
  ArrowUp: [0, 80],
  ArrowDown: [0, -80],
};

type Input = {
  readonly nodes: readonly TreeNode[];
  readonly reading: Reading;
  readonly selected: number | null;
  readonly dispatch: Dispatch<ViewAction>;
  readonly camera: CameraControl;
};

/**
 * One tab stop for the whole tree, which moves with the arrow keys (the APG's roving tabindex). Whoever holds it is
 * always in the page and, when the keys brought it there, in sight.
 */
export function useTreeKeys({ nodes, reading, selected, dispatch, camera }: Input) {
  const [held, setHeld] = useState<number | null>(null);
  const typed = useRef({ text: "", at: 0 });
  const byKey = useRef(false);
  const tree = useRef<HTMLElement | null>(null);

  const isHere = (person: number | null): boolean =>
    person !== null && nodes.some((node) => node.person === person);
  const current = isHere(held) ? held : isHere(selected) ? selected : (nodes[0]?.person ?? null);

  // The focus follows the key only when the person's element is there, which is after the render that drew it.
  useLayoutEffect(() => {
    if (!byKey.current || current === null) return;
    byKey.current = false;
    tree.current?.querySelector<HTMLElement>(`[data-person="${current}"]`)?.focus({ preventScroll: true });
  });

  const moveTo = (index: number): void => {
    const { person } = nodes[index]!;
    byKey.current = true;
    setHeld(person);
    camera.show(person);
  };

  /** Keys that move the picture and not the focus; true if it was one. */
  const moveCamera = ({ key, shiftKey }: KeyboardEvent, isTyping: boolean): boolean => {
    const by = shiftKey ? PANS[key] : undefined;
    if (by) camera.panBy(by[0], by[1]);
    else if (key === "+" || key === "=") camera.zoomBy(1);
    else if (key === "-") camera.zoomBy(-1);
    else if (key === "0" && !isTyping) camera.fit();
    else return false;
    return true;
  };

  const act = (action: KeyAction): void => {
    if (action.kind === "move") moveTo(action.to);
    else if (action.kind !== "open" || action.people.length > 0) {
      byKey.current = true;
      setHeld(current);
      dispatch(action);
    }
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    tree.current = event.currentTarget;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key, shiftKey, timeStamp } = event;
    const at = nodes.findIndex(({ person }) => person === current);
    const isLetter = [...key].length === 1;
    const isTyping = typed.current.text !== "" && timeStamp - typed.current.at < TYPE_AHEAD_MS;
    const action =
      isTyping && isLetter
        ? null
        : actionOf(shiftKey && key === "Enter" ? "Shift+Enter" : key, at, nodes, reading);
    const isTaken = moveCamera(event, isTyping) || action !== null || (isLetter && LETTER.test(key));
    if (!isTaken) return;
    event.preventDefault();
    event.stopPropagation();
    if (action && !(shiftKey && PANS[key])) act(action);
    else if (isLetter && LETTER.test(key) && !(key === "0" && !isTyping)) {
      typed.current = { text: isTyping ? typed.current.text + key : key, at: timeStamp };
      const found = startingWith(typed.current.text, at, nodes, reading);
      if (found !== null) moveTo(found);
    }
  };

  const onFocus = (event: FocusEvent<HTMLElement>): void => {
    tree.current = event.currentTarget;
    const person = (event.target as HTMLElement).dataset.person;
    if (person !== undefined) setHeld(Number(person));
  };
  return { current, handlers: { onKeyDown, onFocus } };
}
