/** The command line was not understood, or names a file that cannot be read. Its message is a sentence for the user. */
export class UsageError extends Error {}
