import type { Dispatch } from "react";
import { memo } from "react";
import type { Span } from "../../base/span.ts";
import type { OrderOutline, OrderReport, PersonReport } from "../../engine/protocol.ts";
import { useFormats } from "../format/FormatsContext.tsx";
import type { Formats } from "../format/formats.ts";
import { unitOf } from "../format/formats.ts";
import { TryFigure } from "../trying/TryFigure.tsx";
import type { ViewAction } from "../view.ts";
import { OrderFlow } from "./OrderFlow.tsx";

type Props = {
  person: Pick<PersonReport, "name" | "orders" | "orderCount">;
  /** The order that is open; its report as soon as it is there. */
  opened: number | null;
  followed: OrderReport | null;
  dispatch: Dispatch<ViewAction>;
  reveal: (span: Span) => void;
};

/** The orders of the period; one of them may be opened, and shows where every cent of it went. */
export const OrdersSection = memo(function OrdersSection({
  person: { name: buyer, orders, orderCount },
  opened,
  followed,
  dispatch,
  reveal,
}: Props) {
  const formats = useFormats();
  if (orderCount === 0) return null;
  return (
    <section aria-labelledby="person-orders">
      <h3 id="person-orders">Orders this period</h3>
      <ul className="orders">
        {orders.map((one) => {
          const isOpen = opened === one.order;
          return (
            <li key={one.order} className={isOpen ? "opened" : undefined}>
              <button
                type="button"
                className="order"
                aria-expanded={isOpen}
                onClick={() => dispatch({ kind: "follow", order: isOpen ? null : one.order })}
                title="Where did the money of this order go?"
              >
                <span className="title">{titleOf(one, formats)}</span>
                <span className="amount">{amountsOf(one, formats)}</span>
              </button>
              {isOpen &&
                one.figures.map(
                  ({ name, cell }) =>
                    cell !== null && (
                      <TryFigure
                        key={name}
                        figure={{ of: "orders", row: one.order, input: name, cell }}
                        whose={`${nameOf(one)} of ${buyer}`}
                      />
                    ),
                )}
              {isOpen &&
                (followed?.order.order === one.order ? (
                  <OrderFlow report={followed} dispatch={dispatch} reveal={reveal} />
                ) : (
                  <p className="note">Looking…</p>
                ))}
            </li>
          );
        })}
      </ul>
      {orderCount > orders.length && (
        <p className="note">and {formats.count(orderCount - orders.length)} more orders.</p>
      )}
    </section>
  );
});

const nameOf = ({ id }: OrderOutline): string => (id === "" ? "the standing order" : `order ${id}`);

const titleOf = ({ id, day }: OrderOutline, formats: Formats): string =>
  id === "" ? "Standing order" : day === "" ? id : `${formats.day(day)}, ${id}`;

const amountsOf = ({ figures }: OrderOutline, formats: Formats): string =>
  figures
    .map(({ name, type, figure }) => `${formats.figure(figure, type)} ${unitOf(type) || name}`.trim())
    .join(", ");
