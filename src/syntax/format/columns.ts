import type { IToken } from "chevrotain";
import { T } from "../../../grammar/tokens.ts";
import { type Line, lineBegunBy } from "./lines.ts";
import type { Places } from "./places.ts";
import { inline } from "./spacing.ts";

/** A line whose parts stand under those of its neighbours: with which it belongs together, and before which tokens it is padded. */
type Aligned = { readonly group: string; readonly stops: readonly number[] };

/** How much longer the longest of several may be than the others before it stands for itself. */
const OUTLIER = 6;

/** The texts of lines, with what stands in columns padded: the signs of declarations, the first words of settings. */
export function printInColumns(lines: readonly Line[], places: Places): readonly string[] {
  const aligned = lines.map((line, i) => alignmentOf(line, lines[i + 1], places));
  const texts: string[] = [];
  for (let from = 0; from < lines.length; ) {
    let to = from + 1;
    while (to < lines.length && belongs(lines, aligned, from, to)) to++;
    texts.push(...printGroup(lines.slice(from, to), aligned.slice(from, to), places));
    from = to;
  }
  return texts;
}

/** Declarations belong together while nothing stands between them; settings while their block lasts. */
function belongs(
  lines: readonly Line[],
  aligned: readonly (Aligned | null)[],
  from: number,
  to: number,
): boolean {
  const [first, one] = [aligned[from], aligned[to]];
  if (!first) return false;
  if (lines[from]!.block !== null)
    return lines[to]!.block === lines[from]!.block && lines[to]!.kind !== "close";
  return one?.group === first.group && !lines[to]!.blankBefore;
}

function printGroup(
  lines: readonly Line[],
  aligned: readonly (Aligned | null)[],
  places: Places,
): readonly string[] {
  const parts = lines.map((line, i) => partsOf(line, aligned[i]?.stops ?? [], places));
  const most = Math.max(...parts.map((part) => part.length - 1));
  const widths = Array.from({ length: most }, (_, k) =>
    widthOf(parts.flatMap((part) => (part.length > k + 1 ? [part[k]!.length] : []))),
  );
  return parts.map((part) =>
    part.map((text, k) => (k < part.length - 1 ? text.padEnd(widths[k]!) : text)).join(" "),
  );
}

/** The width of a column: that of its longest part, unless this one is far longer than several others. */
function widthOf(lengths: readonly number[]): number {
  const [longest = 0, ...others] = [...lengths].sort((a, b) => b - a);
  return others.length >= 3 && longest - others[0]! > OUTLIER ? others[0]! : longest;
}

function partsOf(line: Line, stops: readonly number[], places: Places): readonly string[] {
  const cuts = [0, ...stops, line.tokens.length];
  const parts = cuts.slice(1).map((to, k) => inline(line.tokens.slice(cuts[k], to), places));
  return isOneLineBlock(line)
    ? [...parts.slice(0, -1), oneLineBlock(line.tokens.slice(stops.at(-1) ?? 0), places)]
    : parts;
}

const isOneLineBlock = ({ tokens }: Line): boolean =>
  tokens.length > 1 && tokens.at(-1)!.tokenType === T.CloseBrace;

/** `{ pays 10% of CV  at most $500 }`: two spaces part the clauses. */
function oneLineBlock(tokens: readonly IToken[], places: Places): string {
  const open = tokens.findIndex(({ tokenType }) => tokenType === T.OpenBrace);
  const clauses: IToken[][] = [];
  for (const token of tokens.slice(open + 1, -1)) {
    if (lineBegunBy(token, places) || clauses.length === 0) clauses.push([token]);
    else clauses.at(-1)!.push(token);
  }
  return [
    inline(tokens.slice(0, open + 1), places),
    clauses.map((clause) => inline(clause, places)).join("  "),
    "}",
  ]
    .filter(Boolean)
    .join(" ");
}

/** How many words of a setting stand before what it sets, where these stand in a column. */
const headWords: Readonly<Record<string, number>> = {
  currencySetting: 1,
  periodSetting: 1,
  potClause: 1,
  sharesClause: 1,
  volumeSetting: 1,
  cycleSetting: 1,
  stepsSetting: 1,
  strongSideSetting: 2,
  pairingLimitSetting: 2,
  carrySetting: 1,
  pairingNeedsSetting: 1,
  sizeSetting: 1,
  newcomersSetting: 1,
  topSetting: 1,
  mostCyclesSetting: 2,
};

function alignmentOf(line: Line, next: Line | undefined, places: Places): Aligned | null {
  const { tokens, kind } = line;
  const rule = (token: IToken): string => places.of.get(token)!.rule;
  const head = headWords[kind];
  if (head !== undefined) {
    const words = tokens[0]!.tokenType === T.first ? head + 1 : head;
    return { group: kind, stops: tokens.length > words ? [words] : [] };
  }
  if (kind !== "item") return null;
  const word = tokens.findIndex((token) => /Item$/.test(rule(token)));
  const declaration = rule(tokens[word]!);
  const at = (fits: (token: IToken) => boolean): readonly number[] => {
    const index = tokens.findIndex((token, i) => i > word && fits(token));
    return index > 0 ? [index] : [];
  };
  const sign = at(
    (token) =>
      (token.tokenType === T.Colon && /ofType|treeShape|Item/.test(rule(token))) ||
      (token.tokenType === T.Equal && /Item/.test(rule(token))),
  );
  switch (declaration) {
    case "inputItem": {
      const orders = at((token) => token.tokenType === T.in && rule(token) === declaration);
      return {
        group: declaration,
        stops:
          sign.length > 0 && orders.length > 0 && orders[0]! === sign[0]! + 2 ? [...sign, ...orders] : sign,
      };
    }
    case "paramItem":
    case "measureItem":
    case "treeItem":
      return { group: declaration, stops: sign };
    case "limitItem":
      return {
        group: declaration,
        stops:
          next?.kind === "continuation"
            ? []
            : at((token) => token.tokenType === T.to && rule(token) === declaration),
      };
    case "bonusItem":
    case "poolItem":
      return isOneLineBlock(line)
        ? { group: tokens[word]!.image, stops: at((token) => token.tokenType === T.OpenBrace) }
        : null;
    default:
      return null;
  }
}
