import type { KeyboardEvent } from "react";
import type { PaneName } from "./Panes.tsx";

type Props = {
  tabs: readonly { readonly name: PaneName; readonly title: string }[];
  shown: PaneName;
  show: (pane: PaneName) => void;
};

/** The panes of a narrow screen: one tab stop, arrows between them. */
export function Tabs({ tabs, shown, show }: Props) {
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = tabs.findIndex(({ name }) => name === shown);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length]!;
    show(next.name);
    document.getElementById(`tab-${next.name}`)?.focus();
  };
  return (
    <div role="tablist" aria-label="Parts of the page" className="tabs" onKeyDown={onKeyDown}>
      {tabs.map(({ name, title }) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${name}`}
          aria-controls={`pane-${name}`}
          aria-selected={name === shown}
          tabIndex={name === shown ? 0 : -1}
          onClick={() => show(name)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
