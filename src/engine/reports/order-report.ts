import { printDay } from "../../base/calendar.ts";
import { sum, toDecimal } from "../../base/exact.ts";
import { isAmount, MONEY } from "../../check/types.ts";
import { periodInWords } from "../../meaning/own-periods.ts";
import type { Run } from "../../meaning/run.ts";
import { flowOfOrder, type OrderFlow } from "../../why/order-flow.ts";
import { isOtherClock } from "../../why/sentences.ts";
import type { OrderFlowReport, OrderOutline, OrderReport, PersonName } from "../protocol.ts";
import { figureOf } from "./figures.ts";

/** What the reports need beside the run: what orders and people are called. */
export type OrderSurroundings = {
  /** What stands in a cell of the files; null where they have none. */
  readonly cellOf: (of: "people" | "orders", row: number, name: string) => string | null;
  readonly orderId: (order: number) => string;
  readonly nameOf: (person: number) => PersonName;
};

/** An order with the amounts that stand on it. */
export function outlineOfOrder(
  run: Run,
  order: number,
  { orderId, cellOf }: Pick<OrderSurroundings, "orderId" | "cellOf">,
): OrderOutline {
  const { plan, world } = run;
  const day = world.orders.day(order);
  return {
    order,
    id: orderId(order),
    day: day === null ? "" : printDay(day),
    figures: [...plan.inputs.values()].flatMap(({ name, type }) => {
      const value = isAmount(type) ? world.orders.value(order, name) : undefined;
      const cell = cellOf("orders", order, name);
      return value === undefined ? [] : [{ name, type, figure: figureOf(run, value, type), cell }];
    }),
  };
}

/** Where the money of one order went, stop by stop. */
export function orderReportOn(
  run: Run,
  order: number,
  period: number,
  around: OrderSurroundings,
): OrderReport {
  const flows = flowOfOrder(run, order, period);
  const { bonuses, pools } = run.plan;
  const followed = new Set(flows.map(({ bonus }) => bonus));
  return {
    order: outlineOfOrder(run, order, around),
    buyer: around.nameOf(run.world.orders.buyer(order)),
    paid: toDecimal(sum(flows.map(({ paid }) => paid))),
    flows: flows.map((flow) => flowReport(run, flow, around.nameOf)),
    unfollowed: [...bonuses.values(), ...pools.values()]
      .filter(({ name }) => !followed.has(name) && (bonuses.get(name)?.flavour ?? "bonus") === "bonus")
      .sort((a, b) => a.span.from - b.span.from)
      .map(({ title }) => title),
  };
}

function flowReport(run: Run, flow: OrderFlow, nameOf: OrderSurroundings["nameOf"]): OrderFlowReport {
  const { bonus: name, journeys, paid, ledger, period } = flow;
  const bonus = run.plan.bonuses.get(name)!;
  const rateType = bonus.pays.type.kind === "percent" ? bonus.pays.type : MONEY;
  return {
    bonus: name,
    title: bonus.title,
    when: isOtherClock(run, flow) ? periodInWords(run, period) : "",
    span: bonus.span,
    offered: toDecimal(ledger.offered),
    paid: toDecimal(paid),
    journeys: journeys.map(({ source, base, stages }) => ({
      source: nameOf(source),
      tree: bonus.journey!.tree,
      base: toDecimal(base),
      baseType: bonus.journey!.base.type,
      stages: stages.map(({ person, what, level, rate, amount }) => ({
        person: nameOf(person),
        what,
        level,
        rate: toDecimal(rate),
        rateType,
        amount: toDecimal(amount),
      })),
    })),
    broken: [...ledger.broken]
      .map(([reason, amount]) => ({ reason, amount: toDecimal(amount) }))
      .filter(({ amount }) => amount !== "0"),
  };
}
