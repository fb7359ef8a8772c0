import { Changing } from "./Changing.tsx";
import { isNegativeText, isZeroText } from "./decimal-text.ts";
import { useFormats } from "./FormatsContext.tsx";
import { unitOf } from "./formats.ts";
import type { Type } from "./kinds.ts";

/** A figure with its unit; compact on request, exact on hover. */
export function Amount({
  text,
  type,
  length = "exact",
  unit = true,
}: {
  text: string;
  type: Type;
  length?: "exact" | "line" | "compact";
  unit?: boolean;
}) {
  const formats = useFormats();
  const shown = formats[length](text, type);
  const named = unit ? unitOf(type) : "";
  const kind = isZeroText(text) ? "zero" : isNegativeText(text) ? "negative" : undefined;
  return (
    <span className="amount">
      <Changing text={shown} title={`${formats.exact(text, type)}${named && ` ${named}`}`} className={kind} />
      {named && <span className="unit"> {named}</span>}
    </span>
  );
}
