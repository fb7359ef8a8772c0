/** How wide the panes are, as shares of the page: so that they mean the same after a turn of the screen. */
export type Shares = { readonly plan: number; readonly person: number };
export const FIRST_SHARES: Shares = { plan: 0.335, person: 0.225 };

/** Below this width there is one column with tabs. */
export const NARROW = "(max-width: 799px)";

const LEAST_PX = { plan: 280, tree: 300, person: 232 } as const;
const MOST_SHARE = 0.6;

export type Widths = { readonly plan: number; readonly person: number };

/** The widths in pixels, each pane no less than can be used. */
export function widthsOf(shares: Shares, total: number): Widths {
  const plan = Math.max(LEAST_PX.plan, Math.round(shares.plan * total));
  const person = Math.max(LEAST_PX.person, Math.round(shares.person * total));
  const over = Math.max(0, plan + person + LEAST_PX.tree - total);
  return { plan: Math.max(LEAST_PX.plan, plan - over), person };
}

/** Moves one border: `by` pixels to the right. */
export function resized(shares: Shares, which: keyof Shares, by: number, total: number): Shares {
  const { plan, person } = widthsOf(shares, total);
  const width = which === "plan" ? plan + by : person - by;
  const other = which === "plan" ? person : plan;
  const most = Math.min(MOST_SHARE * total, total - other - LEAST_PX.tree);
  return { ...shares, [which]: Math.max(LEAST_PX[which], Math.min(most, width)) / total };
}

/** For `aria-valuenow`: how much of the page a pane takes, in whole percent. */
export const percentOf = (width: number, total: number): number =>
  total > 0 ? Math.round((width / total) * 100) : 0;

/** Pixels that an arrow key moves a border by; null for another key. */
export function stepOf(key: string, isFast: boolean): number | null {
  const by = isFast ? 80 : 16;
  return key === "ArrowLeft" ? -by : key === "ArrowRight" ? by : null;
}

export const gridOf = ({ plan, person }: Widths): string => `${plan}px 1px minmax(0, 1fr) 1px ${person}px`;
