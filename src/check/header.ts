import { type ClockUnit, clockUnits } from "../base/calendar.ts";
import { type Exact, isZero, ONE, quotient, toDecimal } from "../base/exact.ts";
import { kept } from "../base/kept.ts";
import { CENTS, type Rounding } from "../base/rounding.ts";
import { type Diagnostic, diagnose } from "../diagnostics/diagnostic.ts";
import type { Figure, Node } from "../syntax/syntax.ts";
import { roundingOf } from "./bonuses.ts";
import { decimalsOf } from "./bounds/size.ts";

/** As finely as the worth of a point is proposed. */
const WORTH_DECIMALS = 4;

/** What the head of a plan says of all its rules. */
export type Header = {
  currency: string;
  clock: ClockUnit;
  rounding: Rounding;
  roundEachLine: boolean;
  worth: Map<string, Exact>;
};

/** Checks the settings at the head of a plan, each of which stands once: the same object as long as these are. */
export function checkHeader({ settings }: Node<"Plan">, report: (problem: Diagnostic) => void): Header {
  const { header, told } = kept(settings, "header", () => {
    const told: Diagnostic[] = [];
    return { header: checkSettings(settings, (problem) => void told.push(problem)), told };
  });
  for (const problem of told) report(problem);
  return header;
}

type Settings = Node<"Plan">["settings"];

function checkSettings(settings: Settings, report: (problem: Diagnostic) => void): Header {
  const header: Header = {
    currency: "USD",
    clock: "month",
    rounding: CENTS,
    roundEachLine: false,
    worth: new Map(),
  };
  const seen = new Map<string, Settings[number]>();
  for (const setting of settings) {
    const key = setting.kind === "Worth" ? `worth of ${setting.of.text}` : setting.kind.toLowerCase();
    const first = seen.get(key);
    if (first)
      report(
        diagnose("clause/twice", setting.span, { clause: key }, [
          { span: first.span, text: "first said here" },
        ]),
      );
    else seen.set(key, setting);
    switch (setting.kind) {
      case "Currency":
        if (setting.code.text !== "") header.currency = setting.code.text;
        break;
      case "Period": {
        const clock = clockUnits.find((unit) => unit === setting.unit.text);
        if (clock) header.clock = clock;
        else if (setting.unit.text !== "")
          report(
            diagnose("clock/unknown", setting.unit.span, { name: setting.unit.text, clocks: clockUnits }),
          );
        break;
      }
      case "Worth": {
        const value = (figure: Figure) => (figure.kind === "Missing" ? null : figure.value);
        const [count, money] = [value(setting.points), value(setting.money)];
        // Where a figure is missing that is one mistake, and not one wherever the points meet money.
        const worth = count && money && !isZero(count) ? quotient(money, count) : ONE;
        if (decimalsOf(worth) === null)
          report(
            diagnose("worth/endless", setting.span, {
              of: setting.of.text,
              near: toDecimal(worth, WORTH_DECIMALS).replace(/…$/, ""),
            }),
          );
        if (setting.of.text !== "") header.worth.set(setting.of.text, worth);
        break;
      }
      case "Rounding":
        if (setting.to.kind !== "Missing" && !isZero(setting.to.value)) header.rounding = roundingOf(setting);
        header.roundEachLine = setting.eachLine;
        break;
    }
  }
  return header;
}
