import type { TreeNode } from "../../engine/protocol.ts";
import type { Reading } from "./reading-order.ts";

/** What a key asks of the tree. `move` names a node by its index in the window; the others name people. */
export type KeyAction =
  | { readonly kind: "move"; readonly to: number }
  | { readonly kind: "open"; readonly people: readonly number[] }
  | { readonly kind: "close"; readonly person: number }
  | { readonly kind: "select"; readonly person: number }
  | { readonly kind: "focus"; readonly person: number };

const PAGE = 10;

/** The keys of the ARIA tree pattern, plus Shift+Enter for "only this branch". Null for a key that is not the tree's. */
export function actionOf(
  key: string,
  at: number,
  nodes: readonly TreeNode[],
  reading: Reading,
): KeyAction | null {
  const node = nodes[at];
  if (!node) return null;
  const { order, placeOf, childrenOf, tops } = reading;
  const place = placeOf[at]!;
  const move = (to: number | undefined): KeyAction | null =>
    to === undefined || to === at ? null : { kind: "move", to };
  switch (key) {
    case "ArrowDown":
      return move(order[place + 1]);
    case "ArrowUp":
      return move(order[place - 1]);
    case "PageDown":
      return move(order[Math.min(place + PAGE, order.length - 1)]);
    case "PageUp":
      return move(order[Math.max(place - PAGE, 0)]);
    case "Home":
      return move(order[0]);
    case "End":
      return move(order.at(-1));
    case "ArrowRight":
      if (node.children > 0 && !node.open) return { kind: "open", people: [node.person] };
      return move(childrenOf[at]![0]);
    case "ArrowLeft":
      if (node.open && childrenOf[at]!.length > 0) return { kind: "close", person: node.person };
      return move(node.parent < 0 ? undefined : node.parent);
    case "*": {
      const siblings = node.parent < 0 ? tops : childrenOf[node.parent]!;
      return {
        kind: "open",
        people: siblings.flatMap((sibling) =>
          nodes[sibling]!.children > 0 && !nodes[sibling]!.open ? [nodes[sibling]!.person] : [],
        ),
      };
    }
    case "Enter":
    case " ":
      return { kind: "select", person: node.person };
    case "Shift+Enter":
      return node.children > 0 ? { kind: "focus", person: node.person } : null;
    default:
      return null;
  }
}

/** Type-ahead: the next node, after this one and round again, whose name or id starts so. */
export function startingWith(
  typed: string,
  at: number,
  nodes: readonly TreeNode[],
  { order, placeOf }: Reading,
): number | null {
  const wanted = typed.toLocaleLowerCase();
  const from = at < 0 ? 0 : placeOf[at]!;
  // While a second letter is typed, the one found by the first is still good.
  const first = typed.length > 1 ? 0 : 1;
  for (let step = first; step < order.length + first; step++) {
    const index = order[(from + step) % order.length]!;
    const { name, id } = nodes[index]!;
    if (name.toLocaleLowerCase().startsWith(wanted) || id.toLocaleLowerCase().startsWith(wanted))
      return index;
  }
  return null;
}
