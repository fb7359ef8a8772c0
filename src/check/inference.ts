import type { Arg, Cell, Expr, Item, Node, TypeName } from "../syntax/syntax.ts";
import { collectCalls } from "./calls-in.ts";
import { type Declarations, rankNames, wordsOfCell } from "./declarations.ts";
import { visit } from "./expressions-in.ts";
import { whatIsReadFirst } from "./reading-order.ts";
import {
  DATE,
  DURATION,
  KIND_OF_PERSON,
  MONEY,
  NUMBER,
  PERCENT,
  PERSON,
  points,
  rank,
  sameType,
  TEXT,
  type Type,
  UNKNOWN,
  YES_NO,
} from "./types.ts";

/**
 * The types of what the plan declares, found before any rule is checked: rules may use one another in any order, and a
 * rule may look itself up along a tree. It only guesses from the shape of the expressions and never reports; the check
 * of each rule then holds it to what was guessed.
 */
export type Inference = {
  /** Of a column, param or measure (its value), or unknown. */
  readonly typeOf: (name: string) => Type;
  /** Of the parameters of a measure or the keys of a table: what the calls give, and what the keys are. */
  readonly parameterTypes: (measureOrTable: string) => readonly Type[];
  readonly tableType: (table: string) => Type;
  /** Of the cells in a column of a rank table; for a requirement, of what stands for `_`. */
  readonly headerType: (ladder: string, column: number) => Type;
  /** All of these, by keys of its own. */
  readonly types: ReadonlyMap<string, Type>;
};

type Surroundings = {
  readonly parameters: ReadonlyMap<string, Type>;
  readonly ladder: string | null;
  readonly blank: () => Type;
};
const NONE: Surroundings = { parameters: new Map(), ladder: null, blank: () => UNKNOWN };

/** The more telling of two types of one thing: a number may be points, and what is unknown may be anything. */
const better = (a: Type, b: Type): Type =>
  a.kind === "unknown" || (a.kind === "number" && b.kind !== "unknown") ? b : a;

const isSame = (a: ReadonlyMap<string, Type>, b: ReadonlyMap<string, Type>): boolean =>
  a.size === b.size && [...b].every(([key, type]) => isSameChoice(a.get(key), type));

const isSameChoice = (a: Type | undefined, b: Type): boolean =>
  a !== undefined &&
  sameType(a, b) &&
  (a.kind !== "choice" || b.kind !== "choice" || a.choices?.join() === b.choices?.join());

/** Whether what two plans have types of has the same in both. */
export const haveSameTypes = (one: Inference, other: Inference): boolean =>
  [...one.types].every(([key, type]) => {
    const there = other.types.get(key);
    return there === undefined || isSameChoice(there, type);
  });

/** So many are found out one within another: what is read first is known first, so that only a circle leads deeper. */
const DEEPEST = 300;

export function infer(declarations: Declarations, items: readonly Item[]): Inference {
  const types = new Map<string, Type>();
  /** What the round before found: rules that go in a circle, and they alone, learn from it what they could not learn from themselves. */
  let earlier: ReadonlyMap<string, Type> = new Map();
  /** What is being found out. */
  const open = new Set<string>();
  let isInCircle = true;
  const calls = collectCalls(declarations, items);
  const names = whatIsReadFirst(declarations);
  for (let round = 0; round < 3 && isInCircle; round++) {
    earlier = new Map(types);
    types.clear();
    isInCircle = false;
    for (const name of names) typeOf(name);
    for (const name of [...declarations.measures.keys(), ...declarations.tables.keys()]) parameterTypes(name);
    // What has learned nothing from the round before learns nothing from this one.
    if (isSame(earlier, types)) break;
  }
  for (const table of declarations.tables.keys()) tableType(table);
  for (const [ladder, { head }] of declarations.ladders)
    for (const column of head?.cells.keys() ?? []) if (column > 0) headerType(ladder, column);
  return { typeOf, parameterTypes, tableType, headerType, types };

  /** What is known under a key; or else is found, which may lead back to it. */
  function known(key: string, find: () => Type): Type {
    const type = types.get(key);
    if (type) {
      if (open.has(key)) isInCircle = true;
      return type;
    }
    if (open.size >= DEEPEST) {
      isInCircle = true;
      return earlier.get(key) ?? UNKNOWN;
    }
    types.set(key, earlier.get(key) ?? UNKNOWN);
    open.add(key);
    const found = find();
    open.delete(key);
    types.set(key, found);
    return found;
  }

  function typeOf(name: string): Type {
    return known(name, () => find(name));
  }

  function find(name: string): Type {
    const { inputs, params, measures, ladders, trees, bonuses, pools } = declarations;
    const input = inputs.get(name);
    if (input) return namedType(input.item.type, name);
    const param = params.get(name);
    if (param) return param.type ? namedType(param.type, name) : ofExpr(param.value, NONE);
    const measure = measures.get(name);
    if (measure) {
      if (measure.type) return namedType(measure.type, name);
      const parameters = parameterTypes(name);
      return ofExpr(measure.body, {
        ...NONE,
        parameters: new Map(measure.parameters.map((p, i) => [p.text, parameters[i]!])),
      });
    }
    if (ladders.has(name)) return rank(name);
    if (trees.has(name) || name === "sponsor") return PERSON;
    const bonus = bonuses.get(name);
    if (bonus && bonus.flavour === "flow") {
      const on = bonus.clauses.find((clause) => clause.kind === "On");
      const pays = bonus.clauses.find((clause) => clause.kind === "Pays");
      return on ? ofExpr(on.base, NONE) : pays ? ofExpr(pays.amount, NONE) : UNKNOWN;
    }
    if (bonus || pools.has(name)) return MONEY;
    const volume = declarations.pairings.get(name)?.settings.find((setting) => setting.kind === "Volume");
    if (volume) return ofExpr(volume.volume, NONE);
    switch (name) {
      case "age":
        return NUMBER;
      case "joined":
      case "date":
        return DATE;
      case "payout":
        return MONEY;
      case "kind":
        return KIND_OF_PERSON;
      default:
        return UNKNOWN;
    }
  }

  function namedType(type: TypeName, name: string): Type {
    switch (type.word) {
      case "volume":
        return points(name);
      case "money":
        return MONEY;
      case "percent":
        return PERCENT;
      case "number":
      case "count":
        return NUMBER;
      case "yes/no":
        return YES_NO;
      case "date":
        return DATE;
      case "text":
        return TEXT;
      case "person":
        return PERSON;
      case "choice":
        return { kind: "choice", choices: type.choices.map((choice) => choice.text) };
      default:
        if (declarations.kindsOfPoints.has(type.word)) return points(type.word);
        return declarations.ladders.has(type.word) ? rank(type.word) : UNKNOWN;
    }
  }

  function parameterTypes(measure: string): readonly Type[] {
    const table = declarations.tables.get(measure);
    const parameters = table?.parameters ?? declarations.measures.get(measure)?.parameters ?? [];
    const key = `${measure}(`;
    const ofParameter = (index: number): Type => {
      let type: Type = table ? keyType(table, index) : UNKNOWN;
      for (const { args, ladder, column, enclosing } of calls.get(measure) ?? []) {
        const value = args[index]?.value;
        if (!value) continue;
        const outer = enclosing ? parameterTypes(enclosing.name.text) : [];
        type = better(
          type,
          ofExpr(value, {
            parameters: new Map(enclosing?.parameters.map((p, i) => [p.text, outer[i] ?? UNKNOWN])),
            ladder,
            blank: () => (ladder !== null && column !== null ? headerType(ladder, column) : UNKNOWN),
          }),
        );
      }
      return type;
    };
    return parameters.map((_, index) => known(key + index, () => ofParameter(index)));
  }

  /** What the keys of a table are, as far as they tell: the words of a ladder, percentages, money. */
  function keyType(table: Node<"Table">, index: number): Type {
    const head = table.rows[0]?.cells.slice(1) ?? [];
    const alongRows = table.parameters.length > 1 && index === 0;
    const cells = alongRows ? table.rows.slice(1).map((row) => row.cells[0] ?? null) : head;
    return cells.reduce<Type>((type, cell) => (cell ? better(type, ofKey(cell)) : type), UNKNOWN);
  }

  function ofKey(cell: Cell): Type {
    const words = keyWords(cell);
    return words !== null ? ofWord(words, null) : cell.value ? ofExpr(cell.value, NONE) : UNKNOWN;
  }

  function tableType(table: string): Type {
    // A cell may look up a table, even its own: that it goes in a circle is told elsewhere.
    return known(`${table}[`, () => {
      const declared = declarations.tables.get(table);
      let type: Type = UNKNOWN;
      for (const row of declared?.rows.slice(1) ?? [])
        for (const cell of row.cells.slice(1)) if (cell?.value) type = better(type, ofCell(cell, null));
      return declared?.marginal ? UNKNOWN : type;
    });
  }

  function headerType(ladder: string, column: number): Type {
    return known(`${ladder}|${column}`, () => {
      const declared = declarations.ladders.get(ladder);
      const header = declared?.head?.cells[column]?.value ?? null;
      let type: Type = header ? besideBlank(header, { ...NONE, ladder }) : UNKNOWN;
      if (type.kind === "unknown" || type.kind === "number")
        for (const row of declared?.rows ?? []) {
          const cell = row.cells[column];
          if (cell?.value) type = better(type, ofCell(cell, ladder));
        }
      return type;
    });
  }

  /** The type of what `_` is compared with, anywhere in a header. */
  function besideBlank(expr: Expr, where: Surroundings): Type {
    let type: Type = UNKNOWN;
    visit(expr, (inner) => {
      if (inner.kind !== "Compare") return;
      if (inner.right.kind === "Blank") type = better(type, ofExpr(inner.left, where));
      if (inner.left.kind === "Blank") type = better(type, ofExpr(inner.right, where));
    });
    return type;
  }

  function ofCell(cell: Cell, ladder: string | null): Type {
    const words = wordsOfCell(cell);
    if (words !== null && !declarations.names.has(words)) return ofWord(words, ladder);
    return cell.value ? ofExpr(cell.value, NONE) : UNKNOWN;
  }

  /** A word that no column has: the rank of some ladder (the one at hand first), or a choice. */
  function ofWord(word: string, ladder: string | null): Type {
    const at = ladder === null ? undefined : declarations.ladders.get(ladder);
    if (at && rankNames(at).includes(word)) return rank(ladder!);
    for (const [name, declared] of declarations.ladders)
      if (rankNames(declared).includes(word)) return rank(name);
    for (const [name, input] of declarations.inputs)
      if (input.item.type.choices.some((choice) => choice.text === word)) return typeOf(name);
    return UNKNOWN;
  }

  function ofExpr(expr: Expr, where: Surroundings): Type {
    switch (expr.kind) {
      case "Number":
        return NUMBER;
      case "Percent":
        return PERCENT;
      case "Money":
        return MONEY;
      case "Date":
        return DATE;
      case "Duration":
        return DURATION;
      case "YesNo":
      case "Logic":
      case "Not":
      case "Compare":
        return YES_NO;
      case "Blank":
        return where.blank();
      case "None":
      case "Missing":
        return UNKNOWN;
      case "Minus":
        return ofExpr(expr.of, where);
      case "Parens":
        return ofExpr(expr.inner, where);
      case "If":
        return expr.otherwise
          ? better(ofExpr(expr.then, where), ofExpr(expr.otherwise, where))
          : ofExpr(expr.then, where);
      case "Binary": {
        const [left, right] = [ofExpr(expr.left, where), ofExpr(expr.right, where)];
        if (expr.op === "of") return right;
        if (expr.op === "/") return left.kind === right.kind && left.kind !== "unknown" ? NUMBER : left;
        if (expr.op === "*")
          return left.kind === "number" || (left.kind === "percent" && right.kind !== "number")
            ? right
            : left;
        if (left.kind === "date") return right.kind === "date" ? DURATION : DATE;
        if (left.kind === "money" || right.kind === "money") return MONEY;
        return better(left, right);
      }
      case "Path":
        return ofPath(expr, where);
    }
  }

  function ofPath({ steps }: Node<"Path">, where: Surroundings): Type {
    const last = steps.at(-1)!;
    const name = last.name.text;
    if (last.args) return ofCall(name, last.args, where);
    if (steps.length === 1) {
      const parameter = where.parameters.get(name);
      if (parameter) return parameter;
      if (name === "rank" && where.ladder !== null) return rank(where.ladder);
      if (["level", "distance", "generation"].includes(name)) return NUMBER;
      if (["my", "source", "below"].includes(name)) return PERSON;
      const type = typeOf(name);
      return type.kind === "unknown" && !declarations.names.has(name) ? ofWord(name, where.ladder) : type;
    }
    const before = steps.at(-2)!.name.text;
    if (declarations.pairings.has(before))
      return name === "cycles" ? NUMBER : name === "first" ? YES_NO : typeOf(before);
    if (declarations.boards.has(before)) return NUMBER;
    const ladder = before === "rank" ? where.ladder : ladderOf(steps.slice(0, -1), where);
    if (ladder !== null) {
      if (name === "career" || name === "qualified") return rank(ladder);
      const column =
        declarations.ladders.get(ladder)?.head?.cells.findIndex((cell) => factName(cell) === name) ?? -1;
      if (column > 0) return headerType(ladder, column);
    }
    return typeOf(name);
  }

  function ladderOf(steps: Node<"Path">["steps"], where: Surroundings): string | null {
    const type = ofPath({ kind: "Path", span: steps[0]!.span, steps }, where);
    return type.kind === "rank" ? type.ladder : null;
  }

  function ofCall(name: string, args: readonly Arg[], where: Surroundings): Type {
    const values = () =>
      args.reduce<Type>(
        (type, arg) => (arg.value && arg.role === "value" ? better(type, ofExpr(arg.value, where)) : type),
        UNKNOWN,
      );
    switch (name) {
      case "sum":
      case "max":
      case "min":
      case "previous":
      case "highest":
      case "so_far":
        return values();
      case "count":
      case "place":
      case "whole":
        return NUMBER;
      case "any":
      case "all":
      case "first":
      case "separate_legs":
        return YES_NO;
      case "nearest":
        return PERSON;
      case "worth":
      case "gross":
      case "earned":
      case "paid":
      case "offered":
      case "broken":
        return MONEY;
      default: {
        if (declarations.measures.has(name)) return typeOf(name);
        const table = declarations.tables.get(name);
        if (!table) return UNKNOWN;
        const first = args[0]?.value;
        return table.marginal && first ? ofExpr(first, where) : tableType(name);
      }
    }
  }
}

/** The name of a fact: the label of a header, or a header that is one name. */
export function factName(cell: Cell | null): string | null {
  if (!cell) return null;
  return cell.label ? cell.label.text : wordsOfCell(cell);
}

/** The words of a key of a table (`Blue Diamond`, `from Gold`), or null where the key is a figure. */
export function keyWords(cell: Cell): string | null {
  if (!cell.value) return cell.words.length > 0 ? cell.words.map((word) => word.text).join(" ") : null;
  return wordsOfCell(cell);
}
