import type { Climb } from "../../ir/climb.ts";
import { TOLD } from "../../ir/climb.ts";
import { extremesOf, type FieldRule } from "../../ir/kept-row.ts";
import type { ByAddress, Value } from "../wasm/by-address.ts";

const WORD = 4;
const FIGURE = 8;

/** Where it is exchanged: the slot of the one who was run, his row, and that of the one above; local `other` is 1 where something is another. */
export type Rows = { readonly here: Value; readonly row: Value; readonly above: Value };

/**
 * Puts what a branch brings now in place of what it brought, with the one above (`runtime/mending/kept-fields.ts` says what
 * is done with each kind of field).
 */
export function exchangeFields(code: ByAddress, climb: Climb, rows: Rows): void {
  const extremes = extremesOf(climb.fields);
  climb.fields.forEach((field, i) => {
    exchangeField(code, climb, rows, { field, number: i, extreme: extremes[i]! });
  });
}

type Numbered = { readonly field: FieldRule; readonly number: number; readonly extreme: number };

function exchangeField(code: ByAddress, climb: Climb, { here, row, above }: Rows, one: Numbered): void {
  const { field } = one;
  const type = field.wide ? "i64" : "i32";
  const at = (from: number): number => WORD * (from + field.at);
  const { come, brought } = climb.row;
  const now = code.set(`now ${type}`, code.load(type, here, at(0)));
  const was = code.set(`was ${type}`, code.load(type, row, at(brought)));
  code.when(code.binary("ne", now, was), () => {
    code.set("other", code.const(1));
    code.store(row, at(brought), now);
    const best = code.set(`best ${type}`, code.load(type, above, at(come)));
    const become = (value: Value): void => code.store(above, at(come), value);
    const zero = code.const(0, type);
    const isSome = (value: Value): Value => code.binary("ne", value, zero);
    const without = (a: Value, b: Value): Value =>
      code.binary("and", a, code.binary("xor", b, code.const(-1, type)));
    switch (field.how) {
      case "add":
        become(code.binary("sub", code.binary("add", best, now), was));
        return;
      case "or":
      case "and": {
        const gone = field.how === "or" ? without(was, now) : without(now, was);
        code.when(isSome(gone), () => lose(code, climb, one.number));
        become(code.binary(field.how, best, now));
        return;
      }
      default:
        exchangeExtreme(code, climb, above, { ...one, now, was, best, become });
    }
  });
}

/** A field that is the largest or the smallest of all: what is brought now, what was, and what has come of it above. */
type Extreme = Numbered & {
  readonly now: Value;
  readonly was: Value;
  readonly best: Value;
  readonly become: (value: Value) => void;
};

function exchangeExtreme(code: ByAddress, climb: Climb, above: Value, one: Extreme): void {
  const { field, number, extreme, now, was, best, become } = one;
  const isBetter = (a: Value, b: Value): Value => code.binary(field.how === "max" ? "gt_s" : "lt_s", a, b);
  const nextAt = WORD * (climb.row.next + 2 * extreme);
  const knownAt = WORD * (climb.row.known + extreme);
  const next = code.set(`next ${now.type}`, code.load(now.type, above, nextAt));
  const isKnown = code.set("known", code.load("i32", above, knownAt));
  const becomeNext = (value: Value): void => code.store(above, nextAt, value);
  const know = (isKnown: 0 | 1): void => code.store(above, knownAt, code.const(isKnown));
  code.when(
    code.binary("eq", was, best),
    () =>
      code.when(
        isKnown,
        () =>
          code.when(
            isBetter(next, now),
            () => {
              become(next);
              know(0);
            },
            () => become(now),
          ),
        () =>
          code.when(
            isBetter(best, now),
            () => lose(code, climb, number),
            () => become(now),
          ),
      ),
    () =>
      code.when(
        isBetter(best, now),
        () =>
          code.when(isKnown, () =>
            code.when(
              isBetter(next, now),
              () => code.when(code.binary("eq", was, next), () => know(0)),
              () => becomeNext(now),
            ),
          ),
        () => {
          // At least as good as the best: that is the next now, of all others.
          becomeNext(best);
          become(now);
          know(1);
        },
      ),
  );
}

/** Tells of a field that all below have to be asked for again. */
function lose(code: ByAddress, { told }: Pick<Climb, "told">, field: number): void {
  const nobody = code.const(0);
  const lost = code.set("lost", code.load("i32", nobody, told.at + WORD * TOLD.lost));
  code.store(code.binary("mul", lost, WORD), told.lost, code.const(field));
  code.store(nobody, told.at + WORD * TOLD.lost, code.binary("add", lost, 1));
}

/** The same with travellers in rows: figures that are added up. */
export function exchangeTravellers(
  code: ByAddress,
  { row: { arrivals }, travellers }: Climb,
  which: number,
  { here, row, above }: Rows,
): void {
  const { come, brought } = arrivals[which]!;
  for (let place = 0; place < travellers[which]!.places; place++) {
    const now = code.set("now i64", code.load("i64", here, FIGURE * place));
    const [cameAt, broughtAt] = [WORD * come + FIGURE * place, WORD * brought + FIGURE * place];
    const was = code.set("was i64", code.load("i64", row, broughtAt));
    code.when(code.binary("ne", now, was), () => {
      code.set("other", code.const(1));
      code.store(row, broughtAt, now);
      const added = code.binary("add", code.load("i64", above, cameAt), now);
      code.store(above, cameAt, code.binary("sub", added, was));
    });
  }
}

/** Keeps what lies in a slot as what a branch has brought. */
export function takeFields(code: ByAddress, climb: Climb, { here, row }: Pick<Rows, "here" | "row">): void {
  for (const { at, wide } of climb.fields) {
    const figure = code.load(wide ? "i64" : "i32", here, WORD * at);
    code.store(row, WORD * (climb.row.brought + at), figure);
  }
}

/** The same with travellers in rows. */
export function takeTravellers(
  code: ByAddress,
  { row: { arrivals }, travellers }: Climb,
  which: number,
  { here, row }: Pick<Rows, "here" | "row">,
): void {
  for (let place = 0; place < travellers[which]!.places; place++) {
    const figure = code.load("i64", here, FIGURE * place);
    code.store(row, WORD * arrivals[which]!.brought + FIGURE * place, figure);
  }
}
