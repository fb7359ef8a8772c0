import { readFileSync } from "node:fs";
import { Engine } from "../../src/engine/engine.ts";
import type { Run } from "../../src/meaning/run.ts";

const examples = new URL("../../examples/", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, examples), "utf8");

/** A plan of the gallery, run over its sample downline in its last period. */
export function runOfExample(name: string): {
  readonly run: Run;
  readonly period: number;
  readonly text: string;
} {
  const text = read(`${name}.plan`);
  const engine = new Engine();
  engine.load({
    title: name,
    synthetic: true,
    people: { name: "people.csv", text: read(`downlines/${name}.people.csv`) },
    orders: { name: "orders.csv", text: read(`downlines/${name}.orders.csv`) },
    plan: text,
    leaveOutBadRows: false,
  });
  const { results, problems } = engine.evaluate({ text, revision: 1, period: null });
  if (!results || !engine.current) throw new Error(`\`${name}\` was not run: ${problems[0]?.message}`);
  return { run: engine.current.run, period: engine.current.period, text };
}
