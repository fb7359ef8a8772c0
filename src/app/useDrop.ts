import { useEffect, useEffectEvent, useState } from "react";
import { type ChosenFile, readFiles } from "../views/files/read-files.ts";

/** Files dropped anywhere on the window; true while some hang over it. Text dragged within the editor is none of ours. */
export function useDrop(dropped: (files: readonly ChosenFile[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  const take = useEffectEvent(dropped);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
    const on = (type: "dragover" | "dragleave" | "drop", act: (event: DragEvent) => void): void =>
      window.addEventListener(type, (event) => hasFiles(event) && act(event), { signal, capture: true });
    on("dragover", (event) => {
      event.preventDefault();
      setOver(true);
    });
    on("dragleave", (event) => {
      if (event.relatedTarget === null) setOver(false);
    });
    on("drop", (event) => {
      event.preventDefault();
      event.stopPropagation();
      setOver(false);
      void readFiles(event.dataTransfer!.files).then((files) => take(files));
    });
    return () => stop.abort();
  }, []);
  return isOver;
}
