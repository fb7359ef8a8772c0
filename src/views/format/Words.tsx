/** A sentence for the reader; its pieces of plan and file text, which stand between backquotes, are set as such. */
export function Words({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: one piece may stand in a sentence twice.
      <code key={index}>{part}</code>
    ) : (
      part
    ),
  );
}
