import type { Tried } from "../../engine/session/snapshot.ts";
import { useFormats } from "../format/FormatsContext.tsx";
import "./trying.css";

/** So many are named; of more it is said how many. */
const NAMED = 3;

type Props = { tried: readonly Tried[]; putBack: () => void };

/** Says, as long as it is so, that some figures on the page are not those of the files. */
export function TriedStrip({ tried, putBack }: Props) {
  const formats = useFormats();
  const named = tried
    .slice(-NAMED)
    .map(
      ({ input, whose, cell, was }) =>
        `${input} of ${whose} ${cell === "" ? "nothing" : cell} instead of ${was === "" ? "nothing" : was}`,
    );
  const more = tried.length - named.length;
  return (
    <section className="tried" aria-label="Figures that are tried">
      <p role="status">
        <strong>Tried, not in the files:</strong> {named.join("; ")}
        {more > 0 && ` and ${formats.count(more)} more`}
      </p>
      <button type="button" onClick={putBack}>
        {tried.length === 1 ? "Put it back" : "Put all back"}
      </button>
    </section>
  );
}
