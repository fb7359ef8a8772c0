import type { IToken } from "chevrotain";
import type { Places } from "./places.ts";
import { inline } from "./spacing.ts";

type Given = { readonly key: string; readonly value: string; readonly figure: boolean };
type Person = {
  readonly names: string;
  readonly indent: number;
  /** `P1, P2, P3`: such lines are long, and set among themselves. */
  readonly several: boolean;
  readonly figure: string;
  readonly given: readonly Given[];
};

/**
 * The people of an example. How far each is set in draws the tree, so it is kept (the whole is only moved to the edge of
 * the block); behind the names, figures stand under one another, and columns as far as the lines have the same ones.
 */
export function printOutline(
  lines: readonly (readonly IToken[])[],
  places: Places,
): readonly { readonly indent: number; readonly text: string }[] {
  const edge = Math.min(...lines.map(columnOf));
  const people = lines.map((line) => personOf(line, 2 + columnOf(line) - edge, places));
  const starts = new Map(
    [true, false].map((several) => [several, startOf(people.filter((person) => person.several === several))]),
  );
  const figureWidth = Math.max(0, ...people.map(({ figure }) => figure.length));
  const values = (withFigure: boolean) =>
    people.filter(({ figure }) => (figure !== "") === withFigure).map(({ given }) => given);
  const widths = new Map([true, false].map((withFigure) => [withFigure, widthsOf(values(withFigure))]));
  return people.map(({ names, indent, several, figure, given }) => {
    const set = given
      .map((one, k) => setGiven(one, widths.get(figure !== "")![k]!, k === given.length - 1))
      .join("  ");
    const rest = figure ? [figure.padStart(figureWidth), set].filter(Boolean).join("  ") : set;
    return { indent, text: rest ? names.padEnd(starts.get(several)! - indent) + rest : names };
  });
}

const columnOf = (line: readonly IToken[]): number => line[0]!.startColumn! - 1;

/** The column in which figures and given values begin: one space behind a name that has a figure, two behind others. */
const startOf = (people: readonly Person[]): number =>
  Math.max(
    0,
    ...people.flatMap(({ names, indent, figure, given }) =>
      figure || given.length > 0 ? [indent + names.length + (figure ? 1 : 2)] : [],
    ),
  );

type Width = { readonly key: string; readonly value: number; readonly whole: number };

/** For each column of given values its width, and the width of its figures where all the lines that have one name it alike. */
function widthsOf(people: readonly (readonly Given[])[]): readonly Width[] {
  const most = Math.max(0, ...people.map((given) => given.length));
  return Array.from({ length: most }, (_, k) => {
    const here = people.flatMap((given) => given[k] ?? []);
    const [first] = here;
    const alike = here.every(({ key }) => key === first!.key);
    const value = alike
      ? Math.max(0, ...here.filter(({ figure }) => figure).map((one) => one.value.length))
      : 0;
    return {
      key: first!.key,
      value,
      whole: Math.max(
        ...here.map((one) => one.key.length + 2 + Math.max(one.value.length, one.figure ? value : 0)),
      ),
    };
  });
}

function setGiven({ key, value, figure }: Given, width: Width, last: boolean): string {
  const text = `${key}: ${figure ? value.padStart(width.value) : value}`;
  return last ? text : text.padEnd(width.whole);
}

function personOf(line: readonly IToken[], indent: number, places: Places): Person {
  const ruleOf = (token: IToken): string => places.of.get(token)!.rule;
  const firstGiven = line.findIndex((token) => places.of.get(token)!.begins.includes("givenColumn"));
  const head = firstGiven < 0 ? line : line.slice(0, firstGiven);
  const figure = head.filter((token) => ruleOf(token) === "figure");
  const given: IToken[][] = [];
  for (const token of firstGiven < 0 ? [] : line.slice(firstGiven)) {
    if (places.of.get(token)!.begins.includes("givenColumn")) given.push([token]);
    else given.at(-1)!.push(token);
  }
  return {
    indent,
    several: head.some(({ tokenType }) => tokenType.name === "Comma"),
    names: inline(head.slice(0, head.length - figure.length), places),
    figure: inline(figure, places),
    given: given.map((of) => {
      const colon = of.findIndex(({ tokenType }) => tokenType.name === "Colon");
      const value = of.slice(colon + 1);
      return {
        key: inline(of.slice(0, colon), places),
        value: inline(value, places),
        // A remark may part a value from its name.
        figure: value[0] !== undefined && ruleOf(value[0]) === "figure",
      };
    }),
  };
}
