import { useState } from "react";

/** The light of a change. The next one has another name and looks the same: a light that is there already does not begin anew. */
const lightOf = (changes: number): string =>
  changes === 0 ? "" : changes % 2 === 1 ? " changed" : " changed again";

/**
 * A figure that lights up for a moment when it changes, so that the eye finds what an edit moved. The first value it
 * shows never does. Somebody who asked for less motion sees the new figure only (format.css).
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
  const [seen, setSeen] = useState({ text, changes: 0 });
  if (seen.text !== text) setSeen({ text, changes: seen.changes + 1 });
  return (
    <span
      className={`figure${lightOf(seen.changes)}${className ? ` ${className}` : ""}`}
      title={title === text ? undefined : title}
    >
      {text}
    </span>
  );
}
