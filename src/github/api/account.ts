/** Somebody who writes at GitHub. */
export interface Account {
  readonly login: string;
  /** An app, which no person can be: `github-actions[bot]` is one, a user named `github-actions` is not. */
  readonly isApp: boolean;
}

/** REST puts `[bot]` behind an app's name, which no user's can hold; GraphQL leaves it out, and names the type. */
export const accountOf = (login = 'ghost', type?: string): Account => ({
  login,
  isApp: type === undefined ? isAppLogin(login) : type === 'Bot',
});

/** Whether REST's name of an account is an app's. */
export const isAppLogin = (login: string): boolean => login.endsWith('[bot]');
