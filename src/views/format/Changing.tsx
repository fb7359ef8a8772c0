import { useLayoutEffect, useRef } from "react";
import { lightUp } from "./lights.ts";

/**
 * A figure that lights up for a moment when it changes, so that the eye finds what an edit moved. The first value it
 * shows never does.
 */
export function Changing({
  text,
  title,
  className,
}: {
  text: string;
  title?: string | undefined;
  className?: string | undefined;
}) {
  const figure = useRef<HTMLSpanElement>(null);
  const seen = useRef(text);
  useLayoutEffect(() => {
    if (seen.current === text) return;
    seen.current = text;
    lightUp(figure.current!);
  }, [text]);
  return (
    <span
      ref={figure}
      className={className ? `figure ${className}` : "figure"}
      title={title === text ? undefined : title}
    >
      {text}
    </span>
  );
}
