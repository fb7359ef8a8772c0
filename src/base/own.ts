/**
 * What a table of words has under a word that somebody wrote. Only what is the table's own: `constructor` and `toString` are
 * words like others, and every object has something under them.
 */
export const own = <Value>(table: Readonly<Record<string, Value>>, word: string): Value | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;
