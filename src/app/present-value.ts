import type { PersonReport } from "../engine/protocol.ts";
import { makeFormats } from "../views/format/formats.ts";

/**
 * What a name of the plan comes to for the person that is looked at, in the words of the editor's hover: `Ann Berg: 150 PV`. Null for what no person has.
 */
export function presentValueOf(
  person: PersonReport | null,
  currency: string,
  isFresh: () => boolean,
): (name: string) => string | null {
  return (name) => {
    const column = person?.columns.find((each) => each.name === name);
    if (!person || !column) return null;
    const figure = makeFormats(currency).figure(column.figure, column.type);
    const unit = column.type.kind === "points" ? ` ${column.type.of}` : "";
    const when = isFresh() ? "" : ", before the last change";
    return `${person.name}: ${figure === "" ? "none" : `${figure}${unit}`}${when}`;
  };
}
