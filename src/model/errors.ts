/**
 * The user can mend it: a wrong input, a missing repository, a broken configuration. The message says what
 * happened, where, and what to do; entries print it without a stack and exit with {@link exitCodes.usage}.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** Exit codes of the command line; the action maps everything but `pass` to a failed step. */
export const exitCodes = { pass: 0, block: 1, inconclusive: 2, usage: 3 } as const;
