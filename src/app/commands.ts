export type Command = { readonly name: string; readonly keys?: string; readonly run: () => void };

/** The commands that hold every word that was typed, those that begin with the text first. */
export function matching(commands: readonly Command[], text: string): readonly Command[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = commands.filter(({ name }) => words.every((word) => name.toLocaleLowerCase().includes(word)));
  const begins = ({ name }: Command): number => (name.toLocaleLowerCase().startsWith(words[0] ?? "") ? 0 : 1);
  return found.toSorted((a, b) => begins(a) - begins(b));
}
