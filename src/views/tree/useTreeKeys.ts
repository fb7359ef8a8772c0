import { type Dispatch, type FocusEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import type { ViewAction } from "../../app/view.ts";
import type { TreeNode } from "../../engine/protocol.ts";
import { actionOf, startingWith } from "./keys.ts";
import type { Reading } from "./reading-order.ts";
import type { CameraControl } from "./useCamera.ts";

const TYPE_AHEAD_MS = 700;
const PAN_PX = 80;

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

  const isHere = (person: number | null): boolean => person !== null && nodes.some((node) => node.person === person);
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

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    tree.current = event.currentTarget;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = nodes.findIndex(({ person }) => person === current);
    const take = (): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (event.shiftKey && event.key.startsWith("Arrow")) {
      take();
      const by = { ArrowLeft: [PAN_PX, 0], ArrowRight: [-PAN_PX, 0], ArrowUp: [0, PAN_PX], ArrowDown: [0, -PAN_PX] }[event.key] ?? [0, 0];
      return camera.panBy(by[0]!, by[1]!);
    }
    if (event.key === "+" || event.key === "=") return take(), camera.zoomBy(1);
    if (event.key === "-") return take(), camera.zoomBy(-1);
    const isTyping = event.timeStamp - typed.current.at < TYPE_AHEAD_MS && typed.current.text !== "";
    if (event.key === "0" && !isTyping) return take(), camera.fit();

    const action = isTyping && event.key.length === 1 ? null : actionOf(event.shiftKey && event.key === "Enter" ? "Shift+Enter" : event.key, at, nodes, reading);
    if (action) {
      take();
      if (action.kind === "move") return moveTo(action.to);
      if (action.kind === "open" && action.people.length === 0) return;
      byKey.current = true;
      setHeld(current);
      return dispatch(action);
    }
    if (event.key.length === 1 && /[\p{L}\p{N}]/u.test(event.key)) {
      take();
      typed.current = { text: isTyping ? typed.current.text + event.key : event.key, at: event.timeStamp };
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
