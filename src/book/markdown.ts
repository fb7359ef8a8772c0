/** The small part of Markdown that the book is written in: headings with anchors, tables, fenced blocks. */

/** The anchor of a heading as GitHub makes it, before it is told apart from others of the same text. */
export const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[^\p{L}\p{N}_\- ]/gu, "")
    .replaceAll(" ", "-");

export type Heading = { readonly level: number; readonly text: string; readonly anchor: string };

/** The headings of a text, outside of fenced blocks, each with the anchor that leads to it. */
export function headingsOf(markdown: string): readonly Heading[] {
  const seen = new Map<string, number>();
  return withoutFences(markdown)
    .split("\n")
    .flatMap((line) => {
      const match = /^(#{1,6}) (.+)$/.exec(line);
      if (!match) return [];
      const slug = slugOf(match[2]!);
      const times = seen.get(slug) ?? 0;
      seen.set(slug, times + 1);
      return [{ level: match[1]!.length, text: match[2]!, anchor: times === 0 ? slug : `${slug}-${times}` }];
    });
}

/** A text without what stands in its fenced blocks. */
export const withoutFences = (markdown: string): string => markdown.replace(/^```[\s\S]*?^```$/gm, "");

/** A table, each column as wide as its widest cell. `|` inside of a cell is escaped. */
export function tableOf(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  figures: readonly boolean[] = [],
): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = head.map((_, i) => Math.max(3, ...cells.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => (figures[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join(" | ")} |`;
  const rule = `| ${widths.map((width, i) => (figures[i] ? `${"-".repeat(width - 1)}:` : "-".repeat(width))).join(" | ")} |`;
  return [line(cells[0]!), rule, ...cells.slice(1).map(line)].join("\n");
}

/** A fenced block; its fence is longer than any inside. */
export const fenced = (language: string, text: string): string =>
  `\`\`\`${language}\n${text.replace(/\n+$/, "")}\n\`\`\``;

/** One line of code; inside of a table too. */
export const code = (text: string): string => (text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``);
