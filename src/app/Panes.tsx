import { type ReactNode, useEffect, useRef, useState } from "react";
import { FIRST_SHARES, gridOf, percentOf, resized, type Shares, widthsOf } from "./panes.ts";
import { Separator } from "./Separator.tsx";
import { remember, remembered } from "./storage.ts";
import { Tabs } from "./Tabs.tsx";
import { useNarrow } from "./useNarrow.ts";
import { useWidth } from "./useWidth.ts";

export type PaneName = "plan" | "tree" | "person";
type Props = {
  plan: ReactNode;
  tree: ReactNode;
  person: ReactNode;
  personTitle: string;
  shown: PaneName;
  show: (pane: PaneName) => void;
};

const LABELS = { plan: "Plan", tree: "Downline", person: "Person" } as const;

/** Plan left, tree middle, person right; on a narrow screen one at a time, all of them alive. */
export function Panes({ plan, tree, person, personTitle, shown, show }: Props) {
  const main = useRef<HTMLElement>(null);
  const total = useWidth(main);
  const isNarrow = useNarrow();
  const [shares, setShares] = useState<Shares>(() => ({ ...FIRST_SHARES, ...remembered<Shares>("panes") }));
  useEffect(() => void remember("panes", shares), [shares]);
  const widths = widthsOf(shares, total);
  const contents = { plan, tree, person };

  if (isNarrow)
    return (
      <main className="panes narrow" ref={main}>
        <Tabs
          tabs={[
            { name: "plan", title: "Plan" },
            { name: "tree", title: "Downline" },
            { name: "person", title: personTitle },
          ]}
          shown={shown}
          show={show}
        />
        {(["plan", "tree", "person"] as const).map((name) => (
          <div
            key={name}
            role="tabpanel"
            id={`pane-${name}`}
            aria-labelledby={`tab-${name}`}
            className={`pane ${name}-pane`}
            hidden={name !== shown}
          >
            {contents[name]}
          </div>
        ))}
      </main>
    );
  const separator = (which: keyof Shares) => (
    <Separator
      label={which === "plan" ? "Width of the plan" : "Width of the person"}
      controls={`pane-${which}`}
      percent={percentOf(widths[which], total)}
      resize={(by) => setShares((now) => resized(now, which, by, total))}
      reset={() => setShares((now) => ({ ...now, [which]: FIRST_SHARES[which] }))}
    />
  );
  return (
    <main className="panes" ref={main} style={{ gridTemplateColumns: gridOf(widths) }}>
      <section id="pane-plan" className="pane plan" aria-label={LABELS.plan}>
        {plan}
      </section>
      {separator("plan")}
      <section id="pane-tree" className="pane tree" aria-label={LABELS.tree}>
        {tree}
      </section>
      {separator("person")}
      <section id="pane-person" className="pane person-pane" aria-label={LABELS.person}>
        {person}
      </section>
    </main>
  );
}
