import { type ReactNode, useEffect, useRef } from "react";

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
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const here = dialog.current;
    if (!here?.open) here?.showModal();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the dialog's own (Esc).
    <dialog
      ref={dialog}
      className={`dialog ${name}`}
      aria-labelledby={`${name}-title`}
      onClose={close}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
    >
      <div className="dialog-body">
        <header>
          <h2 id={`${name}-title`}>{title}</h2>
          <button type="button" className="quiet" aria-label="Close" onClick={() => dialog.current?.close()}>
            ✕
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
