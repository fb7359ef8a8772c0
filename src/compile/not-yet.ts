/** A form of the language that no code is made for: the plain evaluator works such a plan out. */
export class NotCompiled extends Error {
  override readonly name = "NotCompiled";
}

export function notYet(form: string): never {
  throw new NotCompiled(form);
}
