import { type MouseEvent, type RefObject, type SyntheticEvent, useEffect, useRef } from "react";

export type Modal = {
  /** Closes it: focus is where it was before, and the page knows, before the next key. */
  readonly shut: () => void;
  /** For a click: closes it where that was beside it. */
  readonly shutBeside: (event: MouseEvent) => void;
  /** For the dialog element. */
  readonly props: {
    readonly ref: RefObject<HTMLDialogElement | null>;
    readonly onCancel: (event: SyntheticEvent) => void;
    readonly onClose: () => void;
  };
};

/**
 * A dialog of the browser's own that is open as long as it is drawn: Esc or `shut` close it.
 *
 * The browser tells of a closed dialog in a task of its own, which the next keys overtake: who types on fast would type
 * into a page that takes the dialog for open still. `close` is therefore called in the very task that closes.
 */
export function useModal(close: () => void): Modal {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const here = dialog.current;
    if (!here?.open) here?.showModal();
  }, []);
  const shut = (): void => {
    // First the browser's part: it gives the focus back, which what is no longer there cannot.
    dialog.current?.close();
    close();
  };
  const isItself = ({ target }: SyntheticEvent): boolean => target === dialog.current;
  return {
    shut,
    // What lies beside a dialog is its own, in the eyes of the browser.
    shutBeside: (event) => {
      if (isItself(event)) shut();
    },
    props: {
      ref: dialog,
      // A field for files inside is cancelled too.
      onCancel: (event) => {
        if (!isItself(event)) return;
        event.preventDefault();
        shut();
      },
      // However else the browser closes it.
      onClose: close,
    },
  };
}
