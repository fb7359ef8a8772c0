import type { Description } from "./names/description.ts";

/** How a description looks, over the text and beside a list. Text is only ever put in as text. */
export function descriptionBox(
  { title, type, code, doc }: Description,
  present: string | null = null,
): HTMLElement {
  const box = document.createElement("div");
  box.className = "cm-description";
  const add = (tag: string, className: string, text: string): void => {
    if (text === "") return;
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    box.append(element);
  };
  add("p", "cm-description-title", type === "" ? title : `${title}: ${type}`);
  add("pre", "cm-description-code", code);
  add("p", "cm-description-doc", doc);
  add("p", "cm-description-value", present ?? "");
  return box;
}

/** The same as one line, for who hears it. */
export const spoken = ({ title, type, code, doc }: Description, present: string | null = null): string =>
  [type === "" ? title : `${title}: ${type}`, code, doc, present ?? ""].filter(Boolean).join(". ");
