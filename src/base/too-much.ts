/** A plan that asks for more work than there is time or memory for. The message is a sentence for whoever wrote it. */
export class TooMuch extends Error {
  override readonly name = "TooMuch";
}
