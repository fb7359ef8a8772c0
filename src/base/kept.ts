const memory = new WeakMap<object, Map<string, unknown>>();

/**
 * What was worked out from something, as long as that is there. For what follows from it alone, and what nobody changes: then
 * nothing tells whether it was kept or worked out anew.
 */
export function kept<T>(of: object, key: string, make: () => T): T {
  let known = memory.get(of);
  if (!known) memory.set(of, (known = new Map()));
  let value = known.get(key) as T | undefined;
  if (value === undefined && !known.has(key)) known.set(key, (value = make()));
  return value as T;
}
