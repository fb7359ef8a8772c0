import type { Match, TreeNode } from "../../engine/protocol.ts";

/** A person's upline as one line, the top first; long ones lose their middle. */
export function uplineText(upline: Match["upline"], most = 3): string {
  const names = upline.map(({ name }) => name).reverse();
  return (names.length <= most ? names : [names[0]!, "…", ...names.slice(1 - most)]).join(" › ");
}

/**
 * What has to be asked for so that a person comes into the window: everybody above is open; if the branch that is drawn
 * is another one, the whole tree is drawn again.
 */
export function wayTo(
  { person, upline }: Pick<Match, "person" | "upline">,
  focus: number | null,
  open: readonly number[],
): { readonly focus: number | null; readonly open: readonly number[] } {
  const above = upline.map((each) => each.person);
  const inBranch = focus === null || focus === person || above.includes(focus);
  return { focus: inBranch ? focus : null, open: [...new Set([...open, ...above])] };
}

/** A person who is one of too many siblings is not in the window even so: then their own branch is drawn. */
export const isInWindow = (nodes: readonly TreeNode[], person: number): boolean =>
  nodes.some((node) => node.person === person);
