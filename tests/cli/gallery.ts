import { readdirSync } from "node:fs";

const examples = new URL("../../examples/", import.meta.url).pathname;

/** The plans of the gallery that have a sample downline, as paths. */
export const gallery = readdirSync(`${examples}downlines`)
  .filter((file) => file.endsWith(".people.csv"))
  .map((file) => {
    const name = file.replace(".people.csv", "");
    return {
      name,
      plan: `${examples}${name}.plan`,
      people: `${examples}downlines/${name}.people.csv`,
      orders: `${examples}downlines/${name}.orders.csv`,
    };
  });
