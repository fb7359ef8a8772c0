import { useState } from "react";
import { Dialog } from "./Dialog.tsx";
import { type Draft, titleOf } from "./drafts.ts";
import type { GalleryEntry } from "./gallery.ts";
import type { Workspace } from "./workspace.ts";

type Props = {
  workspace: Workspace;
  gallery: readonly GalleryEntry[];
  current: Draft;
  drafts: readonly Draft[];
  openFile: () => void;
  close: () => void;
};

const when = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** Where a plan is chosen: the examples, and everything one has worked on, which no example ever overwrites. */
export function GalleryDialog({ workspace, gallery, current, drafts, openFile, close }: Props) {
  const [all, setAll] = useState(false);
  const shown = all ? drafts : drafts.slice(0, 5);
  const open = (go: () => void) => () => {
    close();
    go();
  };
  return (
    <Dialog title="Choose a plan" name="gallery" close={close}>
      <section aria-labelledby="gallery-examples">
        <h3 id="gallery-examples">Examples</h3>
        <ul className="gallery-list">
          {gallery.map(({ name, title, sentence }) => (
            <li key={name}>
              <button
                type="button"
                className="entry"
                onClick={open(() => workspace.openExample(name))}
                aria-current={current.example === name && !current.edited ? "true" : undefined}
              >
                <span className="title">{title}</span>
                <span className="sentence">{sentence}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="gallery-own">
        <h3 id="gallery-own">Your plans</h3>
        <ul className="gallery-list own">
          <li>
            <span className="entry">
              <span className="title">{titleOf(current.text)}</span>
              <span className="sentence">open now{current.edited ? "" : ", not changed"}</span>
            </span>
          </li>
          {shown.map((draft) => (
            <li key={draft.key}>
              <button type="button" className="entry" onClick={open(() => workspace.openDraft(draft.key))}>
                <span className="title">{titleOf(draft.text)}</span>
                <span className="sentence">changed {when.format(draft.changedAt)}</span>
              </button>
              <button
                type="button"
                className="quiet"
                aria-label={`Throw “${titleOf(draft.text)}” away`}
                title="Throw away"
                onClick={() => workspace.throwAway(draft.key)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
        {drafts.length > shown.length && (
          <button type="button" onClick={() => setAll(true)}>
            Show all {drafts.length}
          </button>
        )}
        {drafts.length === 0 && (
          <p className="note">What you change is kept here by itself, on this machine only.</p>
        )}
      </section>
      <footer>
        <p>Or drop a .plan file anywhere on the page.</p>
        <button type="button" onClick={open(openFile)}>
          Open a file…
        </button>
      </footer>
    </Dialog>
  );
}
