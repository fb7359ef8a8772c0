import { type Case, failureOf } from "./laws.ts";

/** What kind of failure it is: another figure is the same failure, another law is not. */
const kindOf = (failure: string): string => failure.replace(/-?\d+(\/\d+)?/g, "0").replace(/\bp0\b/g, "p");

/** The smallest case around that fails in the same way: fewer people and periods, fewer declarations, fewer lines. */
export function shrunk(failing: Case): Case {
  const kind = kindOf(failureOf(failing) ?? "");
  const fails = (smaller: Case): boolean => {
    const failure = failureOf(smaller);
    return failure !== null && kindOf(failure) === kind;
  };
  let least = failing;
  for (let again = true; again; ) {
    again = false;
    for (const smaller of smallerThan(least))
      if (fails(smaller)) {
        least = smaller;
        again = true;
        break;
      }
  }
  return least;
}

function* smallerThan({ text, sketch }: Case): Generator<Case> {
  for (const size of [sketch.size >> 1, sketch.size - 2, sketch.size - 1])
    if (size >= 0 && size < sketch.size) yield { text, sketch: { ...sketch, size } };
  if (sketch.periods > 1) yield { text, sketch: { ...sketch, periods: sketch.periods - 1 } };
  for (const plainer of [{ dated: false }, { tame: true }, { shuffled: false }, { given: false }] as const) {
    const [[key, value]] = Object.entries(plainer) as [[keyof typeof sketch, boolean]];
    if (sketch[key] !== value) yield { text, sketch: { ...sketch, ...plainer } };
  }
  const declarations = text.split(/\n(?=[a-z])/);
  for (let at = declarations.length - 1; at > 0; at--)
    yield { text: declarations.filter((_, i) => i !== at).join("\n"), sketch };
  const lines = text.split("\n");
  for (let at = lines.length - 1; at > 0; at--)
    if (/^\s/.test(lines[at]!)) yield { text: lines.filter((_, i) => i !== at).join("\n"), sketch };
}
