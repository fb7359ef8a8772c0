import { expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import { usualFacts } from "../../src/compile/usual-facts.ts";
import { offersOfWorld } from "../../src/engine/offers-of-world.ts";
import { printProgram } from "../../src/ir/print.ts";
import { plans } from "../properties/plans.ts";

/** What `plumbline compile PLAN --print` shows. */
test.each(plans)("%s becomes a valid module, the same every time, and can be read", (_, plan) => {
  const compiled = compile(plan, usualFacts(plan), offersOfWorld(plan));
  const { program, bytes } = compiled;
  expect(WebAssembly.validate(bytes)).toBe(true);
  expect(compile(plan, usualFacts(plan), offersOfWorld(plan))).toMatchObject({ bytes });
  const printed = printProgram(program);
  for (const step of program.steps) expect(printed).toContain(`\n${step.kind} ${step.name}`);
  expect(printed).not.toMatch(/undefined|\[object/);
});
