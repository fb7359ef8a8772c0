import { currencySigns } from "../base/money-text.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnose } from "../diagnostics/diagnostic.ts";
import type { Node } from "../syntax/syntax.ts";

/** A plan has one currency: an amount with the sign of another would be taken for so many of its own. */
export function reportOtherCurrencies(
  plan: Node<"Plan">,
  text: string,
  report: (problem: Diagnostic) => void,
): void {
  const currency = plan.settings.find((setting) => setting.kind === "Currency")?.code.text;
  const sign = currency === undefined ? undefined : currencySigns.get(currency);
  if (currency === undefined || sign === undefined) return;
  // Nearly every text has no other sign at all.
  if ([...text.matchAll(SIGNS)].every(([one]) => one === sign)) return;
  for (const { span, sign: other } of amountsIn(plan)) {
    if (other === sign || other === "") continue;
    const write = text.slice(span.from, span.to).replace(other, sign);
    report(diagnose("unit/other-currency", span, { currency, sign: other, write }));
  }
}

const SIGNS = /\p{Sc}/gu;

/** Every amount of a tree, wherever it stands. */
function amountsIn(node: unknown, found: Node<"Money">[] = []): readonly Node<"Money">[] {
  if (typeof node !== "object" || node === null) return found;
  if (Array.isArray(node)) {
    for (const part of node) amountsIn(part, found);
    return found;
  }
  if (isMoney(node)) found.push(node);
  for (const key in node) if (key !== "span") amountsIn(node[key as keyof typeof node], found);
  return found;
}

const isMoney = (node: object): node is Node<"Money"> =>
  "kind" in node && node.kind === "Money" && "sign" in node;
