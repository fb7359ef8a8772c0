import type { Work } from "../../base/pieces.ts";
import type { CheckedPlan } from "../../check/checked-plan.ts";
import { isAmount } from "../../check/types.ts";
import type { World } from "../../meaning/world.ts";
import { lookingThrough } from "../../runtime/data/facts.ts";
import { findingAmountsOf } from "../code/columns-of-files.ts";
import { listingOrders } from "../code/orders-of-world.ts";
import { sourceOfWorld } from "../code/source-of-world.ts";

/**
 * Looks through the files for what code is made for: how large the plan's figures are, in what order people stand, whose
 * the orders are. Of many people that takes long, so that it is done piece by piece, before code is made; as long as the
 * files are the same all of it is known.
 */
export function* lookingThroughFiles(plan: CheckedPlan, world: World): Work<void> {
  const { files } = world;
  if (!files) return;
  for (const { name, type } of plan.inputs.values()) {
    if (!isAmount(type)) continue;
    for (const values of [files.people.get(name), files.orders.get(name)])
      if (values) yield* findingAmountsOf(values);
  }
  if (files.standing) return;
  yield* listingOrders(world, files);
  const source = sourceOfWorld(plan, world);
  const bought = [...plan.inputs.values()].filter(
    ({ name, type }) => isAmount(type) && files.orders.has(name),
  );
  yield* lookingThrough(
    source,
    bought.flatMap(({ name }) => source.column("orders", name, 0)?.amounts ?? []),
  );
}
