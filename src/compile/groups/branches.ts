import type { CheckedGroup } from "../../check/formula.ts";
import { at, binary, type Expr, i32, local, loop, not, select, set, store, when } from "../../ir/code.ts";
import { arrayOf, bind, type Code, fresh, inside } from "../code.ts";
import { inTree, parentOf } from "../columns/trees.ts";
import { truthOf } from "../formulas/formulas.ts";
import { isThereAt } from "../formulas/moment.ts";
import { reached, type Scope } from "../formulas/scope.ts";
import { beyond, inBranchOf, integer, type Person } from "../formulas/terms.ts";
import { mayGoOn } from "./levels-down.ts";
import type { Each } from "./members.ts";

/** Down the branch of a head, each before those below: nobody behind a boundary; who is not counted uses up no level. */
export function branch(code: Code, group: CheckedGroup, scope: Scope, head: Person, each: Each): void {
  const { tree } = group;
  const [oneName, levelName, distanceName] = [
    fresh(code, "one"),
    fresh(code, "level"),
    fresh(code, "distance"),
  ];
  const [one, level, distance] = [local(oneName, "i32"), local(levelName, "i32"), local(distanceName, "i32")];
  // The level before each of those who stand one above the other here.
  const levels = arrayOf(code.compiling, "i32", { kind: "levels", name: levelName, each: 1, empty: "-1" });
  const person: Person = { kind: "person", expr: one, where: inBranchOf(head.where, tree), sure: true };
  const place = (taken: Expr): Scope => reached(scope, person, taken, distance);
  const [down, next] = [fresh(code, "down"), binary("add", level, i32(1))];
  const body = inside(code);
  const visit = inside(body);
  const takenName = fresh(code, "taken");
  const taken = local(takenName, "i32");
  const counted = bind(
    visit,
    binary(
      "and",
      isThereAt(visit, person, scope),
      group.counting ? truthOf(visit, group.counting, place(next)) : i32(1),
    ),
  );
  visit.block.push(set(takenName, select(counted, next, level)));
  const member = inside(visit);
  each(member, place(taken));
  visit.block.push(when(counted, member.block));
  const further = {
    ...place(binary("add", taken, i32(1))),
    distance: integer(binary("add", distance, i32(1))),
  };
  const goesOn = group.through ? not(truthOf(visit, group.through, place(taken))) : i32(1);
  visit.block.push(set(down, binary("and", goesOn, mayGoOn(visit, group.where, further))));
  body.block.push(set(takenName, level), set(down, i32(0)));
  if (group.until) body.block.push(when(not(truthOf(body, group.until, place(next))), visit.block));
  else body.block.push(...visit.block);

  const first = inTree(code, tree, "first", one, scope);
  const nextOf = inTree(code, tree, "next", one, scope);
  const atHead = binary("eq", one, head.expr);
  const somebody = select(binary("lt_s", one, i32(0)), i32(0), one);
  const isLast = binary("lt_s", inTree(code, tree, "next", somebody, scope), i32(0));
  const climb = loop(binary("and", binary("ge_s", one, i32(0)), binary("or", atHead, isLast)), [
    when(
      atHead,
      [set(oneName, i32(-1))],
      [set(oneName, parentOf(code, tree, person, scope)), set(distanceName, binary("sub", distance, i32(1)))],
    ),
  ]);
  const turn = when(
    binary("and", local(down, "i32"), binary("ge_s", first, i32(0))),
    [
      set(distanceName, binary("add", distance, i32(1))),
      store(levels, distance, taken),
      set(levelName, taken),
      set(oneName, first),
    ],
    [
      climb,
      when(binary("ge_s", one, i32(0)), [set(oneName, nextOf), set(levelName, at(levels, "i32", distance))]),
    ],
  );
  code.block.push(
    set(oneName, head.expr),
    set(levelName, i32(0)),
    set(distanceName, i32(1)),
    loop(binary("ge_s", one, i32(0)), [...body.block, turn]),
  );
}

export function up(code: Code, group: CheckedGroup, scope: Scope, each: Each): void {
  const { tree } = group;
  const [oneName, levelName, distanceName] = [
    fresh(code, "one"),
    fresh(code, "level"),
    fresh(code, "distance"),
  ];
  const [one, level, distance] = [local(oneName, "i32"), local(levelName, "i32"), local(distanceName, "i32")];
  const person: Person = {
    kind: "person",
    expr: one,
    where: beyond(scope.it.where, "above", tree),
    sure: true,
  };
  const place = (taken: Expr): Scope => reached(scope, person, taken, distance);
  const next = binary("add", level, i32(1));
  const body = inside(code);
  const visit = inside(body);
  const counted = group.counting ? truthOf(visit, group.counting, place(next)) : i32(1);
  const member = inside(visit);
  member.block.push(set(levelName, next));
  each(member, place(level));
  visit.block.push(when(counted, member.block));
  const end = [set(oneName, i32(-1))];
  const further = [set(oneName, parentOf(code, tree, person, scope))];
  if (group.through) visit.block.push(when(truthOf(visit, group.through, place(level)), end, further));
  else visit.block.push(...further);
  body.block.push(set(distanceName, binary("add", distance, i32(1))));
  if (group.until) body.block.push(when(truthOf(body, group.until, place(next)), end, visit.block));
  else body.block.push(...visit.block);
  code.block.push(
    set(oneName, parentOf(code, tree, scope.it, scope)),
    set(levelName, i32(0)),
    set(distanceName, i32(0)),
    loop(binary("ge_s", one, i32(0)), body.block),
  );
}
