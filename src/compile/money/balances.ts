import { at, binary, type Expr, i32, i64, store } from "../../ir/code.ts";
import type { BalanceSpec, Part } from "../../ir/program.ts";
import { arrayOf, bind, type Code, type Compiling, type Draft, stored } from "../code.ts";
import type { Amount } from "../formulas/terms.ts";

/** What of a travelling bonus is told apart while it is worked out; the rest of its balance follows from columns. */
export type Entry =
  | "offered"
  | "unrounded"
  | "no upline"
  | "boundary"
  | "not entitled"
  | "lower rank"
  | "each at most";

/** Tallies of a bonus so far, by what they count. */
export type Tallies = Map<Entry, Part[]>;

const HALF = 0xffff_ffffn;
/** What one tally must stay below to be kept in one number. */
const ROOM = 2n ** 62n;

/** Adds an amount to a tally of the whole company: in two halves where all of them together might not fit into one number. */
export function tally(code: Code, bonus: string, entry: Entry, amount: Amount): void {
  if (amount.expr.op === "const" && amount.expr.value === 0n) return;
  const { compiling } = code;
  const fits = isBelow(ROOM, compiling, amount);
  let tallies = compiling.tallies.get(bonus);
  if (!tallies) compiling.tallies.set(bonus, (tallies = new Map()));
  const parts = tallies.get(entry) ?? [];
  tallies.set(entry, parts);
  const name = `${entry} of ${bonus} in units of ${amount.scale} decimals${fits ? "" : ", in halves"}`;
  const array = arrayOf(compiling, "i64", {
    kind: "room",
    name,
    elements: fits ? 1 : 2,
    empty: "0",
    working: false,
  });
  if (!parts.some((part) => part.array === array))
    parts.push({ sign: 1, scale: amount.scale, array, halves: !fits });
  const value = bind(code, amount.expr);
  const add = (index: number, more: Expr) =>
    code.block.push(store(array, i32(index), binary("add", at(array, "i64", i32(index)), more)));
  if (fits) add(0, value);
  else {
    add(0, binary("and", value, i64(HALF)));
    add(1, binary("shr_s", value, i64(32n)));
  }
}

/** Whether an amount that is tallied wherever somebody comes by is never that much together: as it is known, or for all who may. */
function isBelow(room: bigint, { facts }: Compiling, { most, mass }: Amount): boolean {
  if (mass !== null) return mass < room;
  return most !== null && most * BigInt(facts.people) * BigInt(facts.deepest) < room;
}

/** A column, or a figure of the company, as a part of a balance. */
export function partOf(compiling: Compiling, draft: Draft, sign: 1 | -1 = 1): Part {
  const scale = draft.term.kind === "amount" ? draft.term.scale : 0;
  return { sign, scale, array: draft.room ?? stored(compiling, draft), halves: false };
}

const less = (parts: readonly Part[]): Part[] =>
  parts.map((part) => ({ ...part, sign: part.sign === 1 ? -1 : 1 }));

/** Offered = earned + broken: what is not tallied on the way follows from what people are paid. */
export function balanceOfBonus(
  compiling: Compiling,
  bonus: string,
  { gross, earned, paid }: { readonly gross: Draft; readonly earned: Draft; readonly paid: Draft },
  what: "stops" | "top" | "pays",
): BalanceSpec {
  const of = (entry: Entry): readonly Part[] => compiling.tallies.get(bonus)?.get(entry) ?? [];
  const column = (draft: Draft, sign: 1 | -1 = 1): Part => partOf(compiling, draft, sign);
  const broken = new Map<string, readonly Part[]>();
  for (const entry of ["no upline", "boundary", "not entitled", "lower rank", "each at most"] as const)
    broken.set(entry, of(entry));
  const offered = what === "pays" ? of("unrounded") : of("offered");
  // Of a differential nothing is tallied stop by stop: what is not paid another rank would have had.
  if (what === "top")
    broken.set("lower rank", [
      ...offered,
      ...less([...of("unrounded"), ...of("each at most"), ...of("boundary")]),
    ]);
  broken.set("rounding", [...of("unrounded"), column(gross, -1)]);
  if (earned !== gross) broken.set("at most", [column(gross), column(earned, -1)]);
  if (paid !== earned) broken.set("limit", [column(earned), column(paid, -1)]);
  return { offered, broken: [...broken].map(([reason, parts]) => ({ reason, parts, where: null })) };
}

/** What a pot is and is not divided into. */
export function balanceOfPool(
  compiling: Compiling,
  { pot, shares, parts, paid }: { readonly [K in "pot" | "shares" | "parts" | "paid"]: Draft },
  left: "each at most" | "rounding",
): BalanceSpec {
  const offered = [partOf(compiling, pot)];
  const rest = [...offered, partOf(compiling, parts, -1)];
  const { array } = partOf(compiling, shares);
  return {
    offered,
    broken: [
      { reason: "no shares", parts: rest, where: { array, isNothing: true } },
      { reason: left, parts: rest, where: { array, isNothing: false } },
      ...(paid === parts
        ? []
        : [{ reason: "limit", parts: [partOf(compiling, parts), partOf(compiling, paid, -1)], where: null }]),
    ],
  };
}
