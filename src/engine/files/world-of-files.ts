import { finished, type Work } from "../../base/pieces.ts";
import type { CheckedPlan } from "../../check/checked-plan.ts";
import { binding } from "../../downline/bind.ts";
import type { Downline } from "../../downline/downline.ts";
import { type Fault, warning } from "../../downline/faults.ts";
import { calendar } from "../../downline/periods.ts";
import { puttingInPeriods, worldOfDownline } from "../../meaning/downline-world.ts";
import type { World } from "../../meaning/world.ts";
import { MOST_FAULTS_SHOWN } from "../protocol.ts";
import { wantedBy } from "./wanted-by.ts";

/** The people as the plan sees them: its inputs read out of the files' columns. */
export const worldFor = (...of: Parameters<typeof makingWorld>): WorldOfFiles => finished(makingWorld(...of));

type WorldOfFiles = { readonly world: World; readonly faults: readonly Fault[] };

/** The same piece by piece. */
export function* makingWorld(plan: CheckedPlan, downline: Downline): Work<WorldOfFiles> {
  const { people, orders, trees, faults } = yield* binding(downline, wantedBy(plan));
  const { names, first, dated, leftOut } = calendar(downline, plan.clock);
  const days = dated ? { clock: plan.clock, first } : null;
  const drawn = { ...downline, trees };
  yield* puttingInPeriods(drawn, days, names.length);
  const world = worldOfDownline(plan, drawn, { people, orders }, days, names);
  const ofPeriods = leftOut === null ? [] : [warning(downline.files.orders!.file, 0, "date", leftOut)];
  return { world, faults: [...ofPeriods, ...faults].slice(0, MOST_FAULTS_SHOWN) };
}
