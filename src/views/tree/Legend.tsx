import type { Dispatch } from "react";
import type { ColumnOutline, PlanOutline } from "../../engine/protocol.ts";
import type { View, ViewAction } from "../view.ts";
import { type Choice, canBeColour, canBeSize, type Encoding } from "./encoding.ts";
import { type LegendEntry, legendEntries } from "./legend-entries.ts";

type Props = { plan: PlanOutline; encoding: Encoding; view: View; dispatch: Dispatch<ViewAction> };

/** What circle, colour and figure mean; each is also the place to choose another column for it. */
export function Legend({ plan, encoding, view, dispatch }: Props) {
  const choose = (change: Partial<Choice>) =>
    dispatch({ kind: "change", to: { choice: { ...view.choice, ...change } } });
  return (
    <section className="legend" aria-label="Legend">
      <div className="legend-choices">
        <Choose
          label="Figure"
          columns={plan.columns}
          value={encoding.label.name}
          choose={(label) => choose({ label })}
        />
        <Choose
          label="Size"
          columns={plan.columns.filter(canBeSize)}
          value={encoding.size?.name ?? ""}
          choose={(size) => choose({ size })}
        />
        <Choose
          label="Colour"
          columns={plan.columns.filter(canBeColour)}
          value={encoding.colour?.name ?? ""}
          choose={(colour) => choose({ colour })}
        />
      </div>
      <div className="choice small" role="group" aria-label="The levels go">
        {(["across", "down"] as const).map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={view.direction === each}
            onClick={() => dispatch({ kind: "change", to: { direction: each } })}
          >
            {each === "across" ? "Across" : "Down"}
          </button>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what may scroll must be reachable by key. */}
      <ul className="legend-scale" aria-label="What the colours mean" tabIndex={0}>
        {legendEntries(encoding).map((entry) => (
          <Entry key={entry.text} entry={entry} />
        ))}
      </ul>
    </section>
  );
}

function Choose({
  label,
  columns,
  value,
  choose,
}: {
  label: string;
  columns: readonly ColumnOutline[];
  value: string;
  choose: (name: string) => void;
}) {
  return (
    <label className="inline-choice">
      <span>{label}</span>
      <select value={value} onChange={(event) => choose(event.target.value)}>
        {columns.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}

function Entry({ entry }: { entry: LegendEntry }) {
  return (
    <li>
      <span className="disc" data-ramp={entry.ramp} data-step={entry.step} aria-hidden="true">
        {entry.letters}
      </span>
      {entry.text}
    </li>
  );
}
