/** The two entries of `dist/`, each loaded with only the chunks it needs. */
export const runAction = async (): Promise<void> => (await import('./action.ts')).runAction();

/** See {@link runAction}; `argv` is without the program's name. */
export const runCli = async (argv: readonly string[]): Promise<void> =>
  (await import('./cli.ts')).runCli(argv);

// A reader that has gone, as `head` does, ends no review.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
