/** The two entries of `dist/`, each loaded with only the chunks it needs. */
export const runAction = async (): Promise<void> => (await import('./action.ts')).runAction();

/** See {@link runAction}; `argv` is without the program's name. */
export const runCli = async (argv: readonly string[]): Promise<void> =>
  (await import('./cli.ts')).runCli(argv);
