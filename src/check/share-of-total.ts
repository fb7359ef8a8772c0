import { type Formula, partsOf } from "./formula.ts";

const readsTotal = (formula: Formula): boolean =>
  (formula.kind === "Bound" && formula.name === "total") ||
  partsOf(formula).some(({ part }) => readsTotal(part));

/**
 * Whether a limit on the parts of a sum is a share of that sum and something beside it: only such a limit has one largest sum
 * that keeps it, which can be worked out at once.
 */
export function isShareOfTotal(limit: Formula): boolean {
  if (!readsTotal(limit)) return true;
  switch (limit.kind) {
    case "Bound":
      return true;
    case "Negate":
    case "Worth":
      return isShareOfTotal(limit.of);
    case "Arithmetic": {
      const { op, left, right } = limit;
      if (op === "+" || op === "-") return isShareOfTotal(left) && isShareOfTotal(right);
      if (op === "*" && !readsTotal(left)) return isShareOfTotal(right);
      return !readsTotal(right) && isShareOfTotal(left);
    }
    case "If":
      return !readsTotal(limit.condition) && isShareOfTotal(limit.then) && isShareOfTotal(limit.otherwise);
    default:
      return false;
  }
}
