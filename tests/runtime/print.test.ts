import { expect, test } from "vitest";
import { compileByClocks } from "../../src/compile/clocks.ts";
import { usualFactsOfClocks } from "../../src/compile/usual-facts.ts";
import { emitWhole } from "../../src/compile/wasm/emit.ts";
import { offersOfWorld } from "../../src/engine/code/offers-of-world.ts";
import { printProgram } from "../../src/ir/print.ts";
import { plans } from "../properties/plans.ts";

/** What `plumbline compile PLAN --print` shows. */
test.each(plans)("%s becomes valid modules, the same every time, and can be read", (_, plan) => {
  const compiled = () => {
    const { main, others } = compileByClocks(plan, offersOfWorld(plan), usualFactsOfClocks(plan));
    return [main, ...others];
  };
  for (const [i, part] of compiled().entries()) {
    const { program, code } = part.compiled;
    const whole = emitWhole(program);
    for (const { bytes } of [whole, ...code]) expect(WebAssembly.validate(bytes)).toBe(true);
    const again = compiled()[i]!.compiled;
    expect([again.code, emitWhole(again.program)]).toEqual([code, whole]);
    const printed = printProgram(program);
    for (const step of program.steps) expect(printed).toContain(`\n${step.kind} ${step.name}`);
    expect(printed).not.toMatch(/undefined|\[object/);
  }
});
