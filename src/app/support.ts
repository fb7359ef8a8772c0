/**
 * What the page needs of a browser, asked for before anything else runs: Chrome 123, Firefox 121 and Safari 17.5 have
 * all of it. An older one gets a polite sentence instead of a blank page.
 */
export function missingFeatures(): readonly string[] {
  const needed: readonly (readonly [string, () => boolean])[] = [
    ["grouping", () => "groupBy" in Object],
    ["sorted copies", () => "toSorted" in Array.prototype],
    ["workers", () => typeof Worker === "function"],
    ["light and dark colours", () => CSS.supports("color", "light-dark(red, blue)")],
    ["dialogs", () => "HTMLDialogElement" in globalThis],
  ];
  return needed.filter(([, has]) => !has()).map(([name]) => name);
}
