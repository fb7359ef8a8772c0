import { writeFileSync } from "node:fs";
import { generateSample } from "../../src/downline/sample.ts";
import { shapes } from "./shapes.ts";

/** Writes the sample downlines beside this file: `node examples/downlines/make.ts`. */
for (const [name, shape] of Object.entries(shapes)) {
  const { people, orders } = generateSample(shape);
  writeFileSync(new URL(`./${name}.people.csv`, import.meta.url), people);
  writeFileSync(new URL(`./${name}.orders.csv`, import.meta.url), orders);
}
