import { kept } from "../base/kept.ts";
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
  for (const { span, sign: other } of [...plan.settings, ...plan.items].flatMap(amountsIn)) {
    if (other === sign || other === "") continue;
    const write = text.slice(span.from, span.to).replace(other, sign);
    report(diagnose("unit/other-currency", span, { currency, sign: other, write }));
  }
}

/** Every amount of a declaration, wherever it stands. */
const amountsIn = (item: object): readonly Node<"Money">[] =>
  kept(item, "amounts", () => {
    const found: Node<"Money">[] = [];
    const look = (node: object): void => {
      if (isMoney(node)) found.push(node);
      for (const key in node) {
        if (key === "span") continue;
        const part: unknown = node[key as keyof typeof node];
        if (typeof part === "object" && part !== null) look(part);
      }
    };
    look(item);
    return found;
  });

const isMoney = (node: object): node is Node<"Money"> =>
  "kind" in node && node.kind === "Money" && "sign" in node;
