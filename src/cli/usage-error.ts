/**
 * The command line was not understood, or it names what is not there: a file, a period, a person. The message is a
 * sentence for the user.
 */
export class UsageError extends Error {
  /** The call that says more, where it is the spelling of this one that went wrong. */
  readonly help: string | null;

  constructor(message: string, help: string | null = null) {
    super(message);
    this.help = help;
  }
}
