import { alike } from "../../base/alike.ts";
import type { CheckedPlan } from "../../check/checked-plan.ts";

/** Parts of a plan in which something is looked up by its name. */
const NAMED = [
  ...(["worth", "inputs", "params", "measures", "trees", "ladders", "tables", "bonuses"] as const),
  ...(["pools", "pairings", "boards", "clocks"] as const),
] as const;
type Named = (typeof NAMED)[number];

/** What was looked up in a plan. */
export type LookedUp = {
  /** By part the names, or null where all of the part was gone through. */
  readonly names: ReadonlyMap<Named, ReadonlySet<string> | null>;
  readonly questions: readonly Question[];
};

/** What was asked of a plan as a whole, and the answer: it may be the same in another plan, whatever it was found by. */
type Question = { readonly ask: (plan: CheckedPlan) => unknown; readonly answer: unknown };

/** A plan that writes down what is looked up in it. */
export type WatchedPlan = {
  readonly plan: CheckedPlan;
  /** What was looked up since it was last asked. */
  readonly lookedUp: () => LookedUp;
};

/** A part that writes down which names are asked for. */
class WatchedPart<T> extends Map<string, T> {
  asked = new Set<string>();
  isWhole = false;
  private readonly part: ReadonlyMap<string, T>;

  constructor(part: ReadonlyMap<string, T>) {
    super();
    this.part = part;
  }

  override get(name: string): T | undefined {
    this.asked.add(name);
    return this.part.get(name);
  }

  override has(name: string): boolean {
    this.asked.add(name);
    return this.part.has(name);
  }

  override get size(): number {
    return this.whole().size;
  }

  override keys(): MapIterator<string> {
    return this.whole().keys();
  }

  override values(): MapIterator<T> {
    return this.whole().values();
  }

  override entries(): MapIterator<[string, T]> {
    return this.whole().entries();
  }

  override [Symbol.iterator](): MapIterator<[string, T]> {
    return this.whole().entries();
  }

  override forEach(see: (value: T, name: string, all: Map<string, T>) => void): void {
    this.whole().forEach((value, name) => {
      see(value, name, this);
    });
  }

  private whole(): ReadonlyMap<string, T> {
    this.isWhole = true;
    return this.part;
  }
}

/** Of plans that write down what is looked up in them: the plan itself, and what was asked of it. */
const watched = new WeakMap<CheckedPlan, { readonly plan: CheckedPlan; questions: Question[] }>();

/** Asks something of a plan. One that writes down what is looked up in it has it as one question. */
export function asking<T>(plan: CheckedPlan, ask: (plan: CheckedPlan) => T): T {
  const known = watched.get(plan);
  if (!known) return ask(plan);
  const answer = ask(known.plan);
  known.questions.push({ ask, answer });
  return answer;
}

export function watching(plan: CheckedPlan): WatchedPlan {
  const parts = NAMED.map((name) => [name, new WatchedPart<unknown>(plan[name])] as const);
  const copy: CheckedPlan = { ...plan, ...Object.fromEntries(parts) };
  const asked = { plan, questions: [] as Question[] };
  watched.set(copy, asked);
  return {
    plan: copy,
    lookedUp() {
      const { questions } = asked;
      asked.questions = [];
      const found = new Map<Named, ReadonlySet<string> | null>();
      for (const [name, part] of parts) {
        if (part.isWhole) found.set(name, null);
        else if (part.asked.size > 0) found.set(name, part.asked);
        part.asked = new Set();
        part.isWhole = false;
      }
      return { names: found, questions };
    },
  };
}

/** Whether what was looked up in one plan is the same in another. */
export function isSameIn({ names, questions }: LookedUp, one: CheckedPlan, other: CheckedPlan): boolean {
  for (const [part, asked] of names) {
    const [here, there]: readonly [Part, Part] = [one[part], other[part]];
    if (asked === null) {
      if (!isSameMap(here, there)) return false;
    } else for (const name of asked) if (here.get(name) !== there.get(name)) return false;
  }
  return questions.every(({ ask, answer }) => alike(ask(other), answer));
}

type Part = ReadonlyMap<string, unknown>;

/** Whether the same names stand in the same order, and each for the same. */
export function isSameMap(a: Part, b: Part): boolean {
  if (a.size !== b.size) return false;
  const others = b.entries();
  for (const [name, one] of a) {
    const [there, other] = others.next().value!;
    if (name !== there || one !== other) return false;
  }
  return true;
}
