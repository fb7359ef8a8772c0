import type { CheckedPairing } from "../../check/checked-plan.ts";
import { binary, type Expr, i32, i64, local, loop, not, select, set, when } from "../../ir/code.ts";
import { bind, type Code, fresh, inside } from "../code.ts";
import { powerOfTen } from "../formulas/arithmetic.ts";

/** How large a cycle is, in units of the pairing. */
export type Sizes = { readonly strong: Expr; readonly weak: Expr };

/** What matching is done with, in units of one decimal; and the locals that it leaves its results in. */
export type Matching = {
  readonly scale: number;
  readonly first: Sizes | null;
  readonly plain: Sizes | null;
  readonly steps: readonly Expr[] | null;
  readonly limit: Expr | null;
  readonly everBefore: Expr;
  /** What is paid for, and what is used up of each side. */
  readonly matched: string;
  readonly cycles: string;
  readonly left: string;
  readonly right: string;
};
type Standing = { readonly left: Expr; readonly right: Expr };

const minOf = (a: Expr, b: Expr): Expr => select(binary("lt_s", a, b), a, b);
const maxOf = (a: Expr, b: Expr): Expr => select(binary("gt_s", a, b), a, b);
/** More than there can be of anything. */
const ENDLESS = i64(2n ** 62n);
const ZERO = i64(0);

/** Matches the two sides of a binary: in full, in steps, or in cycles. */
export function matchSides(
  code: Code,
  pairing: CheckedPairing,
  standing: Standing,
  matching: Matching,
): void {
  if (matching.plain) {
    const { strong, weak } = matching.plain;
    const possible = inside(code);
    matchCycles(possible, pairing, standing, matching, matching.plain);
    code.block.push(
      when(binary("and", binary("gt_s", strong, ZERO), binary("gt_s", weak, ZERO)), possible.block),
    );
    return;
  }
  const weaker = bind(code, minOf(standing.left, standing.right));
  const then = inside(code);
  const full = matching.steps
    ? matching.steps.reduce<Expr>(
        (best, step) =>
          bind(
            then,
            select(binary("and", binary("le_s", step, weaker), binary("gt_s", step, best)), step, best),
          ),
        ZERO,
      )
    : weaker;
  const paid = matching.limit ? bind(then, minOf(full, matching.limit)) : full;
  const gone = pairing.atMost?.restKept ? paid : full;
  then.block.push(set(matching.matched, paid), set(matching.left, gone), set(matching.right, gone));
  code.block.push(when(binary("gt_s", weaker, ZERO), then.block));
}

function matchCycles(
  code: Code,
  pairing: CheckedPairing,
  standing: Standing,
  matching: Matching,
  plain: Sizes,
): void {
  const names = ["left", "right", "cycles", "strongLeft"].map((word) => fresh(code, word)) as [
    ...[string, string, string, string],
  ];
  const [leftName, rightName, cyclesName, strongName] = names;
  const [left, right, cycles] = [local(leftName, "i64"), local(rightName, "i64"), local(cyclesName, "i64")];
  const strongLeft = local(strongName, "i32");
  const hasFirst = matching.first ? not(matching.everBefore) : i32(0);
  const most = mostCycles(code, pairing, matching, plain, hasFirst);
  const room = pairing.atMost?.restKept ? most : ENDLESS;
  const leftIsStrong = binary(pairing.ifEqual === "left" ? "ge_s" : "gt_s", left, right);
  const strong = select(strongLeft, left, right);
  const weak = select(strongLeft, right, left);
  const possible = (own: Code, size: Sizes): Expr =>
    bind(
      own,
      minOf(
        minOf(bind(own, binary("div_s", strong, size.strong)), bind(own, binary("div_s", weak, size.weak))),
        binary("sub", room, cycles),
      ),
    );
  const take = (own: Code, size: Sizes, times: Expr): void => {
    const [ofStrong, ofWeak] = [
      bind(own, binary("mul", size.strong, times)),
      bind(own, binary("mul", size.weak, times)),
    ];
    own.block.push(
      set(leftName, binary("sub", left, select(strongLeft, ofStrong, ofWeak))),
      set(rightName, binary("sub", right, select(strongLeft, ofWeak, ofStrong))),
      set(cyclesName, binary("add", cycles, times)),
    );
  };

  code.block.push(set(leftName, standing.left), set(rightName, standing.right), set(cyclesName, ZERO));
  code.block.push(set(strongName, leftIsStrong));
  const rest = inside(code);
  if (pairing.strongSideChosen === "once") {
    const times = possible(rest, plain);
    const some = inside(rest);
    take(some, plain, times);
    rest.block.push(when(binary("gt_s", times, ZERO), some.block));
  } else {
    // The strong side is found again before each cycle; those that come out alike are taken together.
    const goesName = fresh(code, "goes");
    const one = inside(rest);
    one.block.push(set(strongName, leftIsStrong));
    const times = possible(one, plain);
    const goOn = inside(one);
    const isEqualSide = pairing.ifEqual === "left" ? strongLeft : not(strongLeft);
    const alike = bind(goOn, cyclesAlike(goOn, strong, weak, plain, isEqualSide));
    const both = bind(goOn, binary("add", plain.strong, plain.weak));
    const pairs = minOf(
      bind(goOn, binary("div_s", weak, both)),
      binary("div_s", binary("sub", room, cycles), i64(2)),
    );
    // Where the sides change at every cycle, two of them take the same from both.
    const inRoom = bind(goOn, select(binary("eq", alike, i64(1)), bind(goOn, pairs), ZERO));
    const together = bind(goOn, binary("mul", both, inRoom));
    const apart = inside(goOn);
    take(apart, plain, bind(apart, minOf(times, alike)));
    goOn.block.push(
      when(
        binary("gt_s", inRoom, ZERO),
        [
          set(leftName, binary("sub", left, together)),
          set(rightName, binary("sub", right, together)),
          set(cyclesName, binary("add", cycles, binary("mul", inRoom, i64(2)))),
        ],
        apart.block,
      ),
      set(goesName, i32(1)),
    );
    one.block.push(set(goesName, i32(0)), when(binary("ge_s", times, i64(1)), goOn.block));
    rest.block.push(set(goesName, i32(1)), loop(local(goesName, "i32"), one.block));
  }
  // Where the rest is used, cycles above the limit use up volume and are not paid.
  const paid = bind(rest, minOf(cycles, most));
  const paidFirst = binary("and", hasFirst, binary("gt_s", paid, ZERO));
  const plainPaid = binary("mul", plain.weak, binary("sub", paid, widenTruth(paidFirst)));
  rest.block.push(
    set(
      matching.matched,
      matching.first ? binary("add", plainPaid, select(paidFirst, matching.first.weak, ZERO)) : plainPaid,
    ),
    set(matching.cycles, paid),
    set(matching.left, binary("sub", standing.left, left)),
    set(matching.right, binary("sub", standing.right, right)),
  );
  if (!matching.first) {
    code.block.push(...rest.block);
    return;
  }
  // The first cycle of a life comes before all others, or nothing does.
  const goes = fresh(code, "goes");
  const first = inside(code);
  const isPossible = binary("ge_s", possible(first, matching.first), i64(1));
  const taking = inside(first);
  take(taking, matching.first, i64(1));
  first.block.push(set(goes, isPossible), when(local(goes, "i32"), taking.block));
  code.block.push(set(goes, i32(1)), when(hasFirst, first.block), when(local(goes, "i32"), rest.block));
}

const widenTruth = (truth: Expr): Expr => select(truth, i64(1), ZERO);

/** How many cycles a limit allows, one of so many cycles or of so much matched volume. */
function mostCycles(
  code: Code,
  { atMost }: CheckedPairing,
  { limit, first, scale }: Matching,
  plain: Sizes,
  hasFirst: Expr,
): Expr {
  if (!atMost || !limit) return ENDLESS;
  const whole = atMost.cycles
    ? binary("div_s", limit, i64(powerOfTen(scale)))
    : binary("div_s", limit, plain.weak);
  const counted = bind(code, whole);
  const behind = first && bind(code, binary("sub", limit, first.weak));
  const withFirst =
    behind === null || atMost.cycles
      ? counted
      : select(
          binary("lt_s", behind, ZERO),
          ZERO,
          bind(code, binary("add", i64(1), binary("div_s", behind, plain.weak))),
        );
  const most = bind(code, select(hasFirst, withFirst, counted));
  return bind(code, select(binary("le_s", limit, ZERO), ZERO, most));
}

/** How many cycles can follow one another until the other side is the strong one; endless where it never will be. */
function cyclesAlike(code: Code, strong: Expr, weak: Expr, size: Sizes, strongIfEqual: Expr): Expr {
  const nearer = bind(code, binary("sub", size.strong, size.weak));
  const safe = bind(code, maxOf(nearer, i64(1)));
  const apart = bind(code, binary("sub", strong, weak));
  const fully = bind(code, binary("div_s", apart, safe));
  const isCut = binary("gt_s", binary("rem_s", apart, safe), ZERO);
  const steps = binary("add", fully, widenTruth(binary("or", strongIfEqual, isCut)));
  return select(binary("le_s", nearer, ZERO), ENDLESS, steps);
}
