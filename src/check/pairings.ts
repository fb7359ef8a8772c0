import { equal, ONE } from "../base/exact.ts";
import type { Span } from "../base/span.ts";
import { diagnose } from "../diagnostics/diagnostic.ts";
import type { Expr, Node } from "../syntax/syntax.ts";
import { checkTreeName } from "./bonuses.ts";
import type { CheckedBoard, CheckedPairing } from "./checked-plan.ts";
import { type Context, NOBODY, PERSON_SCOPE } from "./context.ts";
import { broken, condition, demand, elaborate } from "./expressions.ts";
import { isAmount, NUMBER, nameOfType } from "./types.ts";

const settingWords: Readonly<Record<string, string>> = {
  Volume: "volume",
  Cycle: "cycle",
  Steps: "steps",
  StrongSide: "strong side",
  PairingAtMost: "at most",
  Carry: "carry",
  PairingNeeds: "needs",
  Starts: "starts when",
  Size: "size",
  Newcomers: "newcomers",
  Top: "top",
  MostCycles: "at most",
};

/** Reports a setting that is said twice, and gives access to those that are said. */
function settingsOf<S extends { readonly kind: string; readonly span: Span }>(
  context: Context,
  settings: readonly S[],
  keyOf: (setting: S) => string,
) {
  const known = new Map<string, S>();
  for (const setting of settings) {
    const first = known.get(keyOf(setting));
    if (first)
      context.report(
        diagnose("clause/twice", setting.span, { clause: settingWords[setting.kind] ?? setting.kind }, [
          { span: first.span, text: "first said here" },
        ]),
      );
    else known.set(keyOf(setting), setting);
  }
  return <K extends S["kind"]>(key: K, exact: string = key) =>
    known.get(exact) as Extract<S, { kind: K }> | undefined;
}

/** Checks the settlement of a binary tree. */
export function checkPairing(context: Context, pairing: Node<"Pairing">): CheckedPairing {
  const { name, tree } = pairing;
  const get = settingsOf(context, pairing.settings, (setting) =>
    setting.kind === "Cycle" && setting.first ? "FirstCycle" : setting.kind,
  );
  if (checkTreeName(context, tree) && context.declarations.trees.get(tree.text)?.shape?.text !== "binary")
    context.report(diagnose("tree/no-sides", tree.span, { tree: tree.text, binary: null }));

  const volume = get("Volume");
  if (!volume) context.report(diagnose("pairing/volume-missing", name.span, { name: name.text }));
  const checkedVolume = volume ? elaborate(context, volume.volume, PERSON_SCOPE) : broken(name.span);
  if (!isAmount(checkedVolume.type) && checkedVolume.type.kind !== "unknown")
    context.report(
      diagnose("unit/expected", checkedVolume.span, {
        place: "`volume`",
        expected: "an amount",
        found: nameOfType(checkedVolume.type),
      }),
    );
  const { type } = checkedVolume;
  const amount = (expr: Expr, place: string) => demand(context, expr, PERSON_SCOPE, type, place);
  const cycle = (setting: Node<"Cycle"> | undefined) =>
    setting ? { strong: amount(setting.strong, "`cycle`"), weak: amount(setting.weak, "`cycle`") } : null;

  const [plain, first] = [get("Cycle"), get("Cycle", "FirstCycle")];
  const steps = get("Steps");
  if (steps && plain)
    context.report(
      diagnose("pairing/cycle-and-steps", steps.span, {}, [{ span: plain.span, text: "`cycle` is here" }]),
    );
  if (first && !plain) context.report(diagnose("pairing/first-cycle-alone", first.span, {}));
  const side = get("StrongSide");
  const most = get("PairingAtMost");
  if (most?.cycles && !plain) context.report(diagnose("pairing/cycles-without-cycle", most.span, {}));
  const carry = get("Carry");
  const needs = get("PairingNeeds");
  const starts = get("Starts");
  return {
    name: name.text,
    span: name.span,
    tree: tree.text,
    type,
    volume: checkedVolume,
    fromSelf: volume?.fromSelf ?? false,
    firstCycle: cycle(first),
    cycle: cycle(plain),
    steps: steps ? steps.steps.map((step) => amount(step, "`steps`")) : null,
    strongSideChosen: side?.chosen ?? "once",
    ifEqual: side?.ifEqual ?? "left",
    atMost: most
      ? {
          limit: most.cycles
            ? demand(context, most.limit, PERSON_SCOPE, NUMBER, "`at most … cycles`")
            : amount(most.limit, "`at most`"),
          cycles: most.cycles,
          restKept: most.restKept ?? false,
        }
      : null,
    carry: {
      sides: carry?.sides ?? "both",
      atMost: carry?.atMost ? amount(carry.atMost, "`carry … at most`") : null,
      periods: carry?.periods ? demand(context, carry.periods, PERSON_SCOPE, NUMBER, "`carry … for`") : null,
    },
    needs: needs
      ? {
          condition: condition(context, needs.condition, PERSON_SCOPE, "`needs`"),
          otherwise: needs.otherwise,
        }
      : null,
    starts: starts ? condition(context, starts.condition, PERSON_SCOPE, "`starts when`") : null,
  };
}

/** Checks a board. */
export function checkBoard(context: Context, board: Node<"Board">): CheckedBoard {
  const { name } = board;
  const get = settingsOf(context, board.settings, (setting) => setting.kind);
  const size = get("Size");
  if (!size) context.report(diagnose("board/size-missing", name.span, { name: name.text }));
  const starts = get("Starts");
  const most = get("MostCycles");
  const goes = get("Top")?.goes ?? "returns to oldest";
  if (size?.wide.kind === "Number" && equal(size.wide.value, ONE) && goes !== "leaves")
    context.report(diagnose("board/one-wide", size.wide.span, {}));
  return {
    name: name.text,
    span: name.span,
    wide: size ? demand(context, size.wide, NOBODY, NUMBER, "`size … wide`") : broken(name.span),
    deep: size ? demand(context, size.deep, NOBODY, NUMBER, "`size … deep`") : broken(name.span),
    newcomers: get("Newcomers")?.to ?? "oldest",
    top: goes,
    starts: starts ? condition(context, starts.condition, PERSON_SCOPE, "`starts when`") : null,
    mostCycles: most ? demand(context, most.cycles, NOBODY, NUMBER, "`at most … cycles`") : null,
  };
}
