import { ebnfOf } from "./ebnf.ts";
import { type Piece, printedName, type Rule, spellingOf } from "./grammar-model.ts";

/**
 * Railroad diagrams: a rule as tracks that are read from left to right. A box is laid out around the track that runs
 * through it: so much above the track, so much below, and a way to draw it once its place is known.
 */
type Box = {
  readonly width: number;
  readonly up: number;
  readonly down: number;
  readonly draw: (x: number, y: number) => string;
};

const LETTER = 8;
const GAP = 12;
const BEND = 8;
const ROOM = 10;
const WIDEST = 720;

const track = (path: string): string => `<path d="${path}"/>`;
const straight = (x: number, y: number, width: number): string =>
  width > 0 ? track(`M${x} ${y}h${width}`) : "";
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A word (round), or the name of another rule (square). */
function label(text: string, kind: "word" | "form" | "rule"): Box {
  const width = text.length * LETTER + 20;
  return {
    width,
    up: 12,
    down: 12,
    draw: (x, y) =>
      `<g class="${kind}"><rect x="${x}" y="${y - 12}" width="${width}" height="24" rx="${kind === "rule" ? 2 : 12}"/>` +
      `<text x="${x + width / 2}" y="${y + 4.5}">${escaped(text)}</text></g>`,
  };
}

const nothing: Box = { width: 0, up: 0, down: 0, draw: () => "" };

function row(boxes: readonly Box[]): Box {
  return {
    width: boxes.reduce((sum, { width }) => sum + width, 0) + GAP * Math.max(0, boxes.length - 1),
    up: Math.max(0, ...boxes.map(({ up }) => up)),
    down: Math.max(0, ...boxes.map(({ down }) => down)),
    draw(x, y) {
      let [drawn, at] = ["", x];
      boxes.forEach((box, i) => {
        if (i > 0) drawn += straight(at - GAP, y, GAP);
        drawn += box.draw(at, y);
        at += box.width + GAP;
      });
      return drawn;
    },
  };
}

/** Boxes one below another, the first on the track: each is a way through. */
function choice(boxes: readonly Box[]): Box {
  const side = 2 * BEND + 4;
  const inner = Math.max(...boxes.map(({ width }) => width));
  const offsets: number[] = [];
  boxes.forEach(({ up }, i) => {
    const before = boxes[i - 1];
    offsets.push(before ? offsets[i - 1]! + Math.max(before.down + ROOM + up, 2 * BEND) : 0);
  });
  return {
    width: inner + 2 * side,
    up: boxes[0]!.up,
    down: offsets.at(-1)! + boxes.at(-1)!.down,
    draw(x, y) {
      const right = x + side + inner;
      return boxes
        .map((box, i) => {
          const level = y + offsets[i]!;
          const through =
            box.draw(x + side, level) + straight(x + side + box.width, level, inner - box.width);
          if (i === 0) return straight(x, y, side) + through + straight(right, y, side);
          const fall = offsets[i]! - 2 * BEND;
          const into = `M${x} ${y}q${BEND} 0 ${BEND} ${BEND}v${fall}q0 ${BEND} ${BEND} ${BEND}h4`;
          const out = `M${right} ${level}h4q${BEND} 0 ${BEND} ${-BEND}v${-fall}q0 ${-BEND} ${BEND} ${-BEND}`;
          return track(into) + through + track(out);
        })
        .join("");
    },
  };
}

/** A way back under a box, past what stands between. */
function loop(box: Box, between: Box): Box {
  const side = BEND + 4;
  const inner = Math.max(box.width, between.width);
  const fall = Math.max(box.down + ROOM + between.up, 2 * BEND);
  return {
    width: inner + 2 * side,
    up: box.up,
    down: fall + between.down,
    draw(x, y) {
      const [left, right] = [x + side, x + side + inner];
      const middle = left + (inner - between.width) / 2;
      const back =
        track(`M${right} ${y}q${BEND} 0 ${BEND} ${BEND}v${fall - 2 * BEND}q0 ${BEND} ${-BEND} ${BEND}`) +
        straight(middle + between.width, y + fall, right - middle - between.width) +
        straight(left, y + fall, middle - left) +
        track(
          `M${left} ${y + fall}q${-BEND} 0 ${-BEND} ${-BEND}v${2 * BEND - fall}q0 ${-BEND} ${BEND} ${-BEND}`,
        );
      const through =
        straight(x, y, side) + box.draw(left, y) + straight(left + box.width, y, inner - box.width);
      return through + straight(right, y, side) + back + between.draw(middle, y + fall);
    },
  };
}

function boxOf(piece: Piece): Box {
  switch (piece.kind) {
    case "token": {
      const { text, isForm } = spellingOf(piece.token);
      return label(text, isForm ? "form" : "word");
    }
    case "rule":
      return label(printedName(piece.rule), "rule");
    case "row":
      return row(piece.of.map(boxOf));
    case "choice":
      return choice(piece.of.map(boxOf));
    case "maybe":
      return choice([nothing, boxOf(piece.of)]);
    case "many": {
      const repeated = loop(boxOf(piece.of), piece.between ? boxOf(piece.between) : nothing);
      return piece.perhapsNone ? choice([nothing, repeated]) : repeated;
    }
  }
}

/** A row that is too wide goes on below, set in; `end` is how far below the track it comes out. */
function folded(pieces: readonly Piece[]): Box & { readonly end: number } {
  const rows: Box[][] = [[]];
  for (const box of pieces.map(boxOf)) {
    const line = rows.at(-1)!;
    if (line.length > 0 && row([...line, box]).width > WIDEST) rows.push([box]);
    else line.push(box);
  }
  const lines = rows.map(row);
  const indent = 2 * BEND + 4;
  const offsets: number[] = [];
  lines.forEach(({ up }, i) => {
    const before = lines[i - 1];
    offsets.push(before ? offsets[i - 1]! + before.down + 2 * ROOM + up : 0);
  });
  return {
    width:
      Math.max(...lines.map(({ width }, i) => width + (i > 0 ? indent : 0))) +
      (lines.length > 1 ? 2 * BEND : 0),
    up: lines[0]!.up,
    down: offsets.at(-1)! + lines.at(-1)!.down,
    end: offsets.at(-1)!,
    draw(x, y) {
      return lines
        .map((line, i) => {
          const [left, level] = [x + (i > 0 ? indent : 0), y + offsets[i]!];
          const next = lines[i + 1];
          if (!next)
            return (
              line.draw(left, level) +
              straight(left + line.width, level, this.width - (left - x) - line.width)
            );
          const middle = line.down + ROOM;
          const to = offsets[i + 1]! - offsets[i]! - middle;
          const end = left + line.width;
          const turn =
            `M${end} ${level}q${BEND} 0 ${BEND} ${BEND}v${middle - 2 * BEND}q0 ${BEND} ${-BEND} ${BEND}` +
            `H${x + BEND}q${-BEND} 0 ${-BEND} ${BEND}v${to - 2 * BEND}q0 ${BEND} ${BEND} ${BEND}H${x + indent}`;
          return line.draw(left, level) + track(turn);
        })
        .join("");
    },
  };
}

const STYLE =
  "svg{color:#1f2328;background:none}path,rect{fill:none;stroke:currentColor;stroke-width:1.4}" +
  "text{fill:currentColor;font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;text-anchor:middle}" +
  ".word text{font-weight:700}.form text{font-style:italic}.rule rect{stroke-dasharray:none;fill:currentColor;fill-opacity:.08}" +
  "@media(prefers-color-scheme:dark){svg{color:#e6edf3}}";

/** Where the diagram of a rule lies, below `grammar/`. */
export const diagramFile = (rule: string): string => `diagrams/${printedName(rule)}.svg`;

/** The diagram of a rule: a picture without script, with its EBNF as description. */
export function diagramOf(rule: Rule): string {
  const { piece } = rule;
  const box = folded(piece.kind === "row" ? piece.of : [piece]);
  const [left, top] = [28, 10 + box.up];
  const [width, height] = [box.width + 2 * left, top + box.down + 10];
  const ends = `M12 ${top - 7}v14M16 ${top - 7}v14M16 ${top}H${left}`;
  const end = left + box.width;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${printedName(rule.name)}</title>`,
    `<desc id="desc">${escaped(ebnfOf(rule))}</desc>`,
    `<style>${STYLE}</style>`,
    track(`${ends}M${end} ${top + box.end}h12m0 -7v14m4 -14v14`),
    box.draw(left, top),
    "</svg>\n",
  ].join("\n");
}
