import type { CheckedBoard } from "../../check/checked-plan.ts";
import type { Formula, FormulaOf } from "../../check/formula.ts";
import { NUMBER } from "../../check/types.ts";
import { binary, i32, i64, local, not, select, set, when } from "../../ir/code.ts";
import {
  bind,
  type Code,
  type Compiling,
  type Draft,
  draftOf,
  fresh,
  inside,
  reading,
  stored,
} from "../code.ts";
import { floored } from "../formulas/arithmetic.ts";
import { amountIn, personIn, termOf, truthOf } from "../formulas/formulas.ts";
import { inDays } from "../formulas/lengths.ts";
import { isThere } from "../formulas/presence.ts";
import { isAboutItAlone } from "../formulas/reads.ts";
import { about, elsewhere, keyOf, PERSON, type Scope } from "../formulas/scope.ts";
import { type Amount, ANYWHERE, integer, type Term } from "../formulas/terms.ts";
import { joining } from "../groups/aggregates.ts";
import { eachMember } from "../groups/members.ts";
import { impossible } from "../impossible.ts";
import { isPaid } from "../money/bonuses.ts";
import { companyFigure, scaledArray } from "./company.ts";
import { refuseOtherClock } from "./elsewhere.ts";
import { ofPerson } from "./of-person.ts";
import { treeArray, waitsDraft } from "./trees.ts";

/** Numbers of places and cycles: nobody has more of them than there are people, many times over. */
const counted = (draft: Draft): Amount => ({
  kind: "amount",
  expr: { op: "self", type: "i64", column: draft.id },
  scale: 0,
  most: 2n ** 40n,
  mass: null,
});

const column = (reader: Draft, compiling: Compiling, other: Draft): number => {
  reading(reader, other, ANYWHERE);
  return stored(compiling, other);
};

/** How often somebody has cycled on a board in the period. */
export function boardTerm(code: Code, formula: FormulaOf<"BoardField">, scope: Scope): Term {
  const person = personIn(code, formula.of, scope);
  const board = code.compiling.plan.boards.get(formula.board)!;
  return ofPerson(code, boardDraft(code.compiling, board), person, NUMBER, scope.period);
}

export function boardDraft(compiling: Compiling, board: CheckedBoard): Draft {
  const { name, starts } = board;
  refuseOtherClock(compiling, name);
  const size = (what: string, formula: Formula) =>
    companyFigure(compiling, `${what} of ${name}`, formula, (code, scope) =>
      floored(code, amountIn(code, formula, scope), { n: 1, d: 1 }),
    );
  const enters = draftOf(compiling, `enters ${name}`, { kind: "yes/no" }, (code) => {
    const mayEnter = isPaid(code);
    if (!starts) return { kind: "yes/no", expr: mayEnter };
    return { kind: "yes/no", expr: binary("and", mayEnter, truthOf(code, starts, about(PERSON))) };
  });
  return draftOf(compiling, `${name}.cycles`, NUMBER, (code) => {
    const { draft } = code;
    const array = (formula: Formula, what: string) =>
      scaledArray(compiling, draft, size(what, formula)).array;
    draft.machine = {
      kind: "board",
      name,
      wide: array(board.wide, "wide"),
      deep: array(board.deep, "deep"),
      mostCycles: board.mostCycles && array(board.mostCycles, "most cycles"),
      newcomers: board.newcomers,
      top: board.top,
      enters: column(draft, compiling, enters),
      sponsor: treeArray(code, "sponsor", "parent"),
      cycles: draft.id,
    };
    return counted(draft);
  });
}

/** Somebody's number in a group that is put in order; 0 where one is not in it. */
export function placeTerm(code: Code, formula: FormulaOf<"Place">, scope: Scope): Term {
  const { group, keys } = formula;
  const parts = [...keys.map((key) => key.of), ...(group.where ? [group.where] : [])];
  const isShared = parts.every((part) => isAboutItAlone(part, scope));
  const { base } = group;
  if (isShared && (base === "company" || base === "siblings") && !group.pick && !scope.moment)
    return ofPerson(code, placeDraft(code.compiling, formula, scope), scope.it, NUMBER, scope.period);
  return countedPlace(code, formula, scope);
}

function placeDraft(compiling: Compiling, formula: FormulaOf<"Place">, scope: Scope): Draft {
  const { group, keys } = formula;
  const key = `${compiling.numberOf(formula)}${keyOf(compiling, scope)}`;
  const place = elsewhere(scope, PERSON);
  const sorted = keys.map(({ of, lowestFirst }, i) => ({
    lowestFirst,
    draft: draftOf(compiling, `key ${i} of place ${key}`, of.type, (code) =>
      sortable(code, termOf(code, of, place)),
    ),
  }));
  const member = draftOf(compiling, `member of place ${key}`, { kind: "yes/no" }, (code) => {
    const waits = group.base === "siblings" ? waitsDraft(compiling, group.tree) : null;
    const there = isThere(code, PERSON, null);
    const has = waits ? binary("and", there, not(truthOfDraft(code, waits))) : there;
    return {
      kind: "yes/no",
      expr: group.where ? binary("and", has, truthOf(code, group.where, place)) : has,
    };
  });
  return draftOf(compiling, `place ${key}`, NUMBER, (code) => {
    const { draft } = code;
    draft.machine = {
      kind: "place",
      keys: sorted.map((one) => ({
        array: column(draft, compiling, one.draft),
        lowestFirst: one.lowestFirst,
      })),
      member: column(draft, compiling, member),
      parent: group.base === "siblings" ? treeArray(code, group.tree, "parent") : null,
      place: draft.id,
    };
    return counted(draft);
  });
}

const truthOfDraft = (code: Code, draft: Draft) => ofPerson(code, draft, PERSON, { kind: "yes/no" }).expr;

/** What can be put in order by its number alone. */
const sortable = (code: Code, term: Term): Term => {
  if (term.kind === "duration") return { kind: "date", expr: inDays(code, term).expr };
  if (term.kind === "amount" || term.kind === "date" || term.kind === "rank") return term;
  return impossible(`people in the order of ${term.kind}`);
};

/** The place of who is asked about, counted out by going through the group. */
function countedPlace(code: Code, { group, keys }: FormulaOf<"Place">, scope: Scope): Term {
  const [foundName, countName] = [fresh(code, "found"), fresh(code, "before")];
  const own = keys.map(() => fresh(code, "key"));
  const first = inside(code);
  const kinds: Term[] = [];
  const isIt = (inner: Scope) => binary("eq", inner.it.expr, scope.it.expr);
  eachMember(first, group, scope, (inner, place) => {
    const mine = inside(inner);
    keys.forEach(({ of }, i) => {
      const term = sortable(mine, termOf(mine, of, place));
      kinds[i] = term;
      mine.block.push(set(own[i]!, term.expr));
    });
    mine.block.push(set(foundName, i32(1)));
    inner.block.push(when(isIt(place), mine.block));
  });
  const second = inside(code);
  eachMember(second, group, scope, (inner, place) => {
    const name = fresh(inner, "isBefore");
    const isBefore = local(name, "i32");
    // The last key decides between those that are equal before it; of all equals who joined earlier.
    inner.block.push(set(name, binary("lt_s", joining(inner, place.it.expr), joining(inner, scope.it.expr))));
    keys.toReversed().forEach(({ of, lowestFirst }, back) => {
      const i = keys.length - 1 - back;
      const value = bind(inner, sortable(inner, termOf(inner, of, place)).expr);
      const mine = local(own[i]!, value.type);
      const isLess = binary("lt_s", value, mine);
      const isMore = binary("gt_s", value, mine);
      inner.block.push(
        set(
          name,
          select(
            lowestFirst ? isLess : isMore,
            i32(1),
            select(lowestFirst ? isMore : isLess, i32(0), isBefore),
          ),
        ),
      );
    });
    inner.block.push(set(countName, binary("add", local(countName, "i32"), isBefore)));
  });
  code.block.push(
    set(foundName, i32(0)),
    set(countName, i32(0)),
    ...own.map((name, i) => set(name, kinds[i]?.expr.type === "i32" ? i32(0) : i64(0))),
    ...first.block,
    when(local(foundName, "i32"), second.block),
  );
  return integer(select(local(foundName, "i32"), binary("add", local(countName, "i32"), i32(1)), i32(0)));
}
