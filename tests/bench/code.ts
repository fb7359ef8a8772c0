import { readdirSync, readFileSync } from "node:fs";
import { Engine } from "../../src/engine/engine.ts";
import { measureChange, measureCode } from "./compiled.ts";
import { median, printTable } from "./figures.ts";
import { reached } from "./targets.ts";
import { workloadOf } from "./workload/people.ts";
import { yardstick } from "./yardstick.ts";

const PEOPLE = [10_000, 100_000, 1_000_000] as const;
/** Growth is told from the smallest of all to the largest. */
const PEOPLE_OF_CODE = [...PEOPLE, 5_000_000] as const;

/** The workload by code, beside a C program of the same semantics; its columns are held against that program's. */
export function codeBesideC(): void {
  const c = yardstick();
  let before: number | null = null;
  let smallest: number | null = null;
  const rows = PEOPLE_OF_CODE.map((people) => {
    const workload = workloadOf(people);
    const code = measureCode(workload);
    const own = c?.measure(workload);
    for (const [name, sums] of own?.sums ?? [])
      if (code.sums.get(name) !== sums) throw new Error(`${name}: C ${sums}, code ${code.sums.get(name)}`);
    const ofOne = code.whole / people;
    const growth = before === null ? null : ofOne / before;
    before = ofOne;
    smallest ??= ofOne;
    if (people === 1_000_000) {
      if (own) reached("code / C", code.whole / own.milliseconds);
      reached("edit 1000000", code.edited / code.whole);
      reached("compiled", code.compiled);
      reached("bytes", code.bytesPerPerson);
    }
    if (people === 5_000_000) reached("growth", ofOne / smallest);
    const ms = (figure: number) => `${figure.toFixed(1)} ms`;
    return [
      String(people),
      own ? ms(own.milliseconds) : "",
      ms(code.whole),
      own ? `× ${(code.whole / own.milliseconds).toFixed(2)}` : "",
      growth === null ? "" : `× ${growth.toFixed(2)}`,
      `${ms(code.added)} (× ${(code.added / code.whole).toFixed(2)})`,
      `${ms(code.edited)} (× ${(code.edited / code.whole).toFixed(2)})`,
      ms(code.moved),
      code.bytesPerPerson.toFixed(0),
    ];
  });
  c?.close();
  printTable(
    "The workload by code, everything",
    [
      "people",
      "C",
      "code",
      "code / C",
      "a person, growth",
      "rule added, first",
      "GV edited, first",
      "param moved",
      "bytes a person",
    ],
    rows,
  );
}

/** Another volume of one person, beside everything worked out anew: everybody by lot, one after another. */
export function onePersonChanged(): void {
  const rows = PEOPLE.map((people) => {
    const { all, ofOne, ofOneWithPool, kept, wholly } = measureChange(workloadOf(people));
    if (people === 1_000_000) {
      reached("change", ofOne * 1000);
      reached("change with pool", ofOneWithPool * 1000);
    }
    const us = (milliseconds: number) => `${(milliseconds * 1000).toFixed(0)} µs`;
    return [
      String(people),
      `${all.toFixed(1)} ms`,
      us(ofOne),
      `× ${(all / ofOne).toFixed(0)}`,
      us(ofOneWithPool),
      wholly.join(", "),
      kept.toFixed(0),
    ];
  });
  printTable(
    "One person's volume changed, the workload by code",
    [
      "people",
      "everything",
      "without the pool",
      "faster",
      "with the pool",
      "for everybody then",
      "kept, bytes a person",
    ],
    rows,
  );
}

const examples = new URL("../../examples/", import.meta.url);

/** Every plan of the gallery on its people: from a text in which a figure has moved to totals, by code and by the plain evaluator. */
export function galleryByCode(): void {
  const names = readdirSync(new URL("downlines/", examples))
    .filter((file) => file.endsWith(".people.csv"))
    .map((file) => file.replace(".people.csv", ""));
  const rows = names.map((name) => {
    const [code, plain] = [evaluated(name, 0), evaluated(name, Number.POSITIVE_INFINITY)];
    return [
      name,
      String(code.people),
      `${code.milliseconds.toFixed(1)} ms`,
      `${plain.milliseconds.toFixed(1)} ms`,
      `× ${(plain.milliseconds / code.milliseconds).toFixed(1)}`,
      code.except,
    ];
  });
  printTable(
    "Plans of the gallery on their people",
    ["plan", "people", "by code", "plain evaluator", "plain / code", "columns left to the evaluator"],
    rows,
  );
}

function evaluated(
  name: string,
  byCodeFrom: number,
): { readonly people: number; readonly milliseconds: number; readonly except: string } {
  const read = (path: string): string => readFileSync(new URL(path, examples), "utf8");
  const text = read(`${name}.plan`);
  const engine = new Engine(byCodeFrom);
  const { people } = engine.load({
    title: name,
    synthetic: true,
    people: { name: "people.csv", text: read(`downlines/${name}.people.csv`) },
    orders: { name: "orders.csv", text: read(`downlines/${name}.orders.csv`) },
    plan: text,
    leaveOutBadRows: false,
  });
  let except = "";
  const times = Array.from({ length: 7 }, (_, revision) => {
    const start = performance.now();
    const { results } = engine.evaluate({ text: `${text}\n# ${revision}\n`, revision, period: null });
    const by = results?.workedOutBy;
    except = by?.kind === "code" ? "" : "all of them";
    return performance.now() - start;
  });
  return { people, milliseconds: median(times), except };
}
