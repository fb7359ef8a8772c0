import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { complete } from "./completion.ts";
import { planTextLanguage } from "./tree/plan-parser.ts";

/** A rule as it looks while it is written: broken in most of the ways in which texts are. */
const WRITTEN = "measure written = PV + sum(PV in downline where PV > 1) if Title >= ";
const STEPS = 12;

let isWarm = false;

/**
 * Reads a rule that is just being written, in idle moments and only once, so that the browser has compiled what the first
 * letter needs before somebody types it: otherwise that one takes several times as long as all others. Gives what stops it.
 */
export function warmUp(): () => void {
  if (isWarm) return () => {};
  const steps = Array.from({ length: STEPS }, (_, step) => {
    const text = `plan "Warm" {\n}\ninput PV : volume\n${WRITTEN.slice(0, (WRITTEN.length * (step + 1)) / STEPS)}`;
    return [() => read(text), () => completeAtEnd(text)];
  }).flat();
  let waiting = 0;
  const next = (): void => {
    steps.shift()?.();
    if (steps.length > 0) waiting = idle(next);
    else isWarm = true;
  };
  waiting = idle(next);
  return () => notIdle(waiting);
}

const read = (text: string): unknown => planTextLanguage.parser.parse(text);
const completeAtEnd = (text: string): unknown =>
  complete(new CompletionContext(EditorState.create({ doc: text }), text.length, true));

/** Not every browser tells when it is idle. */
const idle = (run: () => void): number => window.requestIdleCallback?.(run) ?? window.setTimeout(run, 100);
const notIdle = (waiting: number): void => {
  window.cancelIdleCallback?.(waiting);
  window.clearTimeout(waiting);
};
