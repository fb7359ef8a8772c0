import { expect, test } from "vitest";
import { compileByClocks } from "../../src/compile/clocks.ts";
import { usualFactsOfClocks } from "../../src/compile/usual-facts.ts";
import { offersOfWorld } from "../../src/engine/offers-of-world.ts";
import { printProgram } from "../../src/ir/print.ts";
import { plans } from "../properties/plans.ts";

/** What `plumbline compile PLAN --print` shows. */
test.each(plans)("%s becomes a valid module, the same every time, and can be read", (_, plan) => {
  const compiled = () => {
    const { main, others } = compileByClocks(plan, offersOfWorld(plan), usualFactsOfClocks(plan));
    return [main, ...others];
  };
  for (const [i, part] of compiled().entries()) {
    const { program, bytes } = part.compiled;
    expect(WebAssembly.validate(bytes)).toBe(true);
    expect(compiled()[i]!.compiled).toMatchObject({ bytes });
    const printed = printProgram(program);
    for (const step of program.steps) expect(printed).toContain(`\n${step.kind} ${step.name}`);
    expect(printed).not.toMatch(/undefined|\[object/);
  }
});
