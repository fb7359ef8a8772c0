const memory = new WeakMap<object, Map<string, unknown>>();

/** What was worked out from something, as long as that is there. */
export function kept<T>(of: object, key: string, make: () => T): T {
  let known = memory.get(of);
  if (!known) memory.set(of, (known = new Map()));
  if (!known.has(key)) known.set(key, make());
  return known.get(key) as T;
}
