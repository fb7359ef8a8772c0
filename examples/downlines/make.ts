import { writeFileSync } from "node:fs";
import { generateSample } from "../../src/downline/sample.ts";
import { shapes } from "./shapes.ts";

/** Writes the sample downlines beside this file, all or those that are named: `node examples/downlines/make.ts [NAME…]`. */
const wanted = process.argv.slice(2);
for (const [name, shape] of Object.entries(shapes)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const { people, orders } = generateSample(shape);
  writeFileSync(new URL(`./${name}.people.csv`, import.meta.url), people);
  writeFileSync(new URL(`./${name}.orders.csv`, import.meta.url), orders);
}
