import { seeded } from "../../src/downline/random.ts";

type Random = ReturnType<typeof seeded>;

/**
 * A text as it may stand after somebody has typed on it: a line taken out, a figure that is another one, or both; or a
 * figure that has become a param, which is then moved. Not all of them are plans.
 */
export function edited(text: string, seed: number, count: number): string[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => {
    const kind = random.below(4);
    if (kind === 3) return withParamMoved(text, random);
    const lines = text.split("\n");
    if (kind !== 0) lines.splice(random.below(lines.length), 1);
    if (kind === 1) return [lines.join("\n")];
    // The first figure from some line on.
    const at = random.below(lines.length);
    const rest = lines.slice(at).join("\n");
    const other = rest.replace(/\d+/, (figure) => String(Number(figure) + 1 + random.below(3)));
    return [[...lines.slice(0, at), other].join("\n")];
  }).flat();
}

/** Some figure behind the head of the plan as a param, as it was and moved up and down. */
function withParamMoved(text: string, random: Random): string[] {
  const body = text.indexOf("}") + 1;
  const figures = [...text.slice(body).matchAll(/(?<=[\s(])\d+%?(?=[\s)])/g)];
  const figure = figures[random.below(Math.max(1, figures.length))];
  if (!figure) return [text];
  const at = body + figure.index;
  const [number, unit] = [Number.parseInt(figure[0], 10), figure[0].endsWith("%") ? "%" : ""];
  const withParam = (value: number): string =>
    `${text.slice(0, body)}\nparam moved = ${value}${unit} from 0${unit} to 1000${unit}\n${text.slice(body, at)}moved${text.slice(at + figure[0].length)}`;
  return [number, number + 1 + random.below(9), Math.max(0, number - 1)].map(withParam);
}
