/** What the checker lets no plan say. Where it is met all the same the mistake is ours, and not the plan's. */
export function impossible(what: string): never {
  throw new Error(`a checked plan has ${what}`);
}
