/** An environment as handed to adapters. */
type Environment = Readonly<Record<string, string | undefined>>;

/** The named variables that are set and not empty. */
export function pickVariables(environment: Environment, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name];
      return value ? [[name, value]] : [];
    }),
  );
}

/** Whether any of the named variables is set and not empty. */
export function hasVariable(environment: Environment, names: readonly string[]): boolean {
  return names.some((name) => Boolean(environment[name]));
}
