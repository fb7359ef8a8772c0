import { withDecimals, withThousands } from "./figure-text.ts";

/** The signs that amounts of a currency are written with; of a currency that does not stand here any sign is taken. */
export const currencySigns: ReadonlyMap<string, string> = new Map([
  ...["USD", "CAD", "AUD", "NZD", "MXN", "SGD", "HKD", "TWD", "BRL"].map((code) => [code, "$"] as const),
  ["EUR", "€"],
  ["GBP", "£"],
  ["JPY", "¥"],
  ["CNY", "¥"],
  ["INR", "₹"],
  ["KRW", "₩"],
  ["RUB", "₽"],
  ["TRY", "₺"],
  ["UAH", "₴"],
  ["ILS", "₪"],
  ["VND", "₫"],
  ["PHP", "₱"],
  ["NGN", "₦"],
]);

/** A decimal text as the plans of a currency write amounts: `$1,250.00`, `-€5.00`, `CHF 12.50`. */
export function moneyText(currency: string, amount: string, decimals: number): string {
  const [minus, figure] = amount.startsWith("-") ? ["-", amount.slice(1)] : ["", amount];
  return `${minus}${currencySigns.get(currency) ?? `${currency} `}${withThousands(withDecimals(figure, decimals))}`;
}
