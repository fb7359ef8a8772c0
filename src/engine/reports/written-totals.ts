import { totalsOf } from "../../analysis/totals.ts";
import { toDecimal } from "../../base/exact.ts";
import type { Work } from "../../base/pieces.ts";
import { breakageReasons } from "../../meaning/ledger.ts";
import type { Totals } from "../protocol.ts";
import type { Standing } from "../standing.ts";
import { totalsByCode } from "./totals-by-code.ts";

/** What the company comes to in the period that stands, as it is written on the page: from whole columns where code has worked them out. */
export function* writingTotals({ run, period, columns }: Standing): Work<Totals> {
  const { plan } = run;
  const totals = (columns && (yield* totalsByCode(run, period, columns))) ?? totalsOf(run, period);
  const flavourOf = (name: string) => plan.bonuses.get(name)?.flavour ?? "pool";
  const titleOf = (name: string) => plan.bonuses.get(name)?.title ?? plan.pools.get(name)!.title;
  const ladder = [...plan.ladders.values()][0];
  return {
    volumes: totals.volumes.map(({ name, type, total, money }) => ({
      name,
      type,
      total: toDecimal(total),
      money: money && toDecimal(money),
    })),
    sales: totals.sales && { name: totals.sales.name, money: toDecimal(totals.sales.money) },
    paid: toDecimal(totals.paid),
    charged: toDecimal(totals.charged),
    share: totals.share && toDecimal(totals.share),
    distributors: totals.payouts.people,
    paidNothing: totals.payouts.nothing,
    median: toDecimal(totals.payouts.median),
    mean: toDecimal(totals.payouts.mean),
    highest: toDecimal(totals.payouts.highest),
    byBonus: totals.byBonus.map(({ name, total, people, balance }) => ({
      name,
      title: titleOf(name),
      flavour: flavourOf(name),
      total: toDecimal(total),
      people,
      offered: toDecimal(balance?.offered ?? total),
      // Always in the same order, whoever on the way had to do with it first.
      broken: breakageReasons.flatMap((reason) => {
        const amount = balance?.broken.get(reason);
        return amount ? [{ reason, amount: toDecimal(amount) }] : [];
      }),
    })),
    byRank: totals.byRank.map(({ rank, payouts }) => ({
      rank: rank < 0 ? "none" : ladder!.ranks[rank]!.name,
      people: payouts.people,
      paid: toDecimal(payouts.total),
      median: toDecimal(payouts.median),
      paidNothing: payouts.nothing,
    })),
  };
}
