import type { ReactNode } from "react";
import { useModal } from "../views/modal/useModal.ts";

/** A dialog of the page: the browser's own, so that focus, Esc and what lies behind are handled by it. */
export function Dialog({
  title,
  name,
  close,
  children,
}: {
  title: string;
  name: string;
  close: () => void;
  children: ReactNode;
}) {
  const { shut, shutBeside, props } = useModal(close);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the dialog's own (Esc).
    <dialog {...props} className={`dialog ${name}`} aria-labelledby={`${name}-title`} onClick={shutBeside}>
      <div className="dialog-body">
        <header>
          <h2 id={`${name}-title`}>{title}</h2>
          <button type="button" className="quiet" aria-label="Close" onClick={shut}>
            ×
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
