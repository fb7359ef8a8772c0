import { type FormEvent, useState } from "react";
import type { ChangeRequest } from "../../engine/protocol.ts";
import { useTrying } from "./TryingContext.tsx";
import "./trying.css";

type Props = {
  /** The cell of the files, and what stands in it now: as it is tried, where it is. */
  figure: ChangeRequest;
  /** Whose it is, in words. */
  whose: string;
};

/** A figure of the files, to be tried as another: everything on the page is worked out with it. */
export function TryFigure({ figure, whose }: Props) {
  const { tried, tryFigure } = useTrying();
  const now = tried.find(
    (one) => one.of === figure.of && one.row === figure.row && one.input === figure.input,
  );
  const [text, setText] = useState(figure.cell);
  const [stood, setStood] = useState(figure.cell);
  // It was put back somewhere else, or tried here: the field stays, and with it the caret.
  if (stood !== figure.cell) {
    setStood(figure.cell);
    setText(figure.cell);
  }
  const [refusal, setRefusal] = useState<string | null>(null);
  const change = async (cell: string): Promise<void> => {
    const refused = await tryFigure({ ...figure, cell, whose });
    setRefusal(refused);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void change(text);
  };
  return (
    <form className="try-figure" onSubmit={submit}>
      <label>
        Try {figure.input}{" "}
        <input
          type="text"
          inputMode="decimal"
          value={text}
          aria-label={`Another ${figure.input} of ${whose}`}
          aria-invalid={refusal !== null}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <button type="submit" disabled={text.trim() === figure.cell}>
        Try
      </button>
      {now && (
        <span className="instead">
          instead of {now.was === "" ? "nothing" : now.was}{" "}
          <button type="button" className="quiet" onClick={() => void change(now.was)}>
            Put back
          </button>
        </span>
      )}
      {refusal !== null && (
        <p className="refusal" role="alert">
          {refusal}
        </p>
      )}
    </form>
  );
}
