import { useEffect, useEffectEvent } from "react";
import { flushSync } from "react-dom";
import type { OpenDialog } from "./App.tsx";
import type { PaneName } from "./Panes.tsx";

type Reach = {
  readonly openDialog: (dialog: OpenDialog) => void;
  readonly isDialogOpen: boolean;
  readonly show: (pane: PaneName) => void;
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** F6 goes round these, as in desktop programs: each part is one key away, the editor included. */
const PARTS = [
  ".page-header button",
  ".cm-content",
  ".tree-world [tabindex='0'], [role='grid'] [tabindex='0']",
  ".person button",
  ".totals button",
];

function toNextPart(backwards: boolean): void {
  const firsts = PARTS.flatMap(
    (part) =>
      [...document.querySelectorAll<HTMLElement>(part)].find((element) => element.checkVisibility()) ?? [],
  );
  const regions = firsts.map((first) =>
    first.closest(".page-header, #pane-plan, #pane-tree, #pane-person, .totals"),
  );
  const at = regions.findIndex((region) => region?.contains(document.activeElement));
  const next = backwards ? (at <= 0 ? firsts.length - 1 : at - 1) : (at + 1) % firsts.length;
  firsts[next]?.focus();
}

/** Keys that work wherever one is; single letters only where nobody is typing. */
export function usePageKeys({ openDialog, isDialogOpen, show }: Reach): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isDialogOpen) return;
    const take = (): void => event.preventDefault();
    if (
      (event.ctrlKey || event.metaKey) &&
      !event.shiftKey &&
      !event.altKey &&
      event.key.toLowerCase() === "k"
    ) {
      take();
      openDialog("palette");
    } else if (event.key === "F6") {
      take();
      toNextPart(event.shiftKey);
    } else if (!isTyping(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      if (event.key === "?") {
        take();
        openDialog("shortcuts");
      } else if (event.key === "/") {
        take();
        // On a narrow screen the box is hidden until its part is shown; the next letter typed is already for it.
        flushSync(() => show("tree"));
        document.getElementById("find-person")?.focus();
      }
    }
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKeyDown(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
