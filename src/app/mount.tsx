// First: it says the order of the cascade layers.
import "./page.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Session } from "../engine/session/session.ts";
import type { Connect } from "../engine/session/worker-host.ts";
import { App } from "./App.tsx";
import { ErrorPanel } from "./ErrorPanel.tsx";
import type { GalleryEntry } from "./gallery.ts";
import { whenSeen } from "./when-seen.ts";
import { Workspace } from "./workspace.ts";

/** Puts the page into an element. Session and workspace are made once, outside React: whatever mounts twice, they do not. */
export function mount(root: HTMLElement, connect: Connect, gallery: readonly GalleryEntry[]): void {
  const session = new Session(connect, undefined, whenSeen);
  const workspace = new Workspace(session, gallery);
  addEventListener("pagehide", workspace.save);
  document.addEventListener("visibilitychange", () => document.hidden && workspace.save());
  createRoot(root).render(
    <StrictMode>
      <ErrorPanel what="The page" reset={startAfresh}>
        <App session={session} workspace={workspace} gallery={gallery} />
      </ErrorPanel>
    </StrictMode>,
  );
}

function startAfresh(): void {
  location.hash = "#reset";
  location.reload();
}
