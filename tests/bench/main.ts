import { codeBesideC, galleryByCode, onePersonChanged } from "./code.ts";
import { editedByPhase } from "./edits.ts";
import { fiveMillion } from "./five-million.ts";
import { galleryAtScale } from "./gallery-large.ts";
import { givingWay } from "./give-way.ts";
import { keystrokeToTotals } from "./keystroke.ts";
import { keystrokeToPaint } from "./page.ts";
import { printTargets } from "./targets.ts";
import { typingLatency } from "./typing.ts";
import { everyWay } from "./yardstick.ts";

/** One of them, and of what it measures only some: `npm run bench -- gallery-large binary cycles`, `page 10000`. */
const [wanted, ...names] = process.argv.slice(2);

/**
 * What is measured, side by side in one run: medians, and ratios, which hold on other machines better than times do.
 * Nothing here passes or fails.
 */
const benchmarks: Readonly<Record<string, () => Promise<void> | void>> = {
  keystroke: keystrokeToTotals,
  page: () => keystrokeToPaint(names.map(Number)),
  typing: typingLatency,
  yardstick: everyWay,
  code: codeBesideC,
  edits: editedByPhase,
  change: onePersonChanged,
  "give-way": givingWay,
  gallery: galleryByCode,
};

/** What takes minutes is measured only where it is named. */
const long: typeof benchmarks = {
  "five-million": fiveMillion,
  "gallery-large": () => galleryAtScale([10_000, 100_000, 1_000_000], names),
};

try {
  for (const [name, run] of Object.entries(benchmarks))
    if (wanted === undefined || wanted === name) await run();
  if (wanted !== undefined) await long[wanted]?.();
} finally {
  printTargets(wanted !== undefined);
}
