import type { GitRepository } from '../git/git.ts';
import type { ChangeRequest } from './change-request.ts';

export type History = { readonly depth: number } | { readonly deepen: number } | 'all' | 'lacking';

/** Where missing history comes from. */
export interface Remote {
  /**
   * Fetches commits by full name.
   * @param history how much of the history behind them: so many commits (of a repository without any), so many more than a
   *   shallow checkout has, all, or what is lacking up to what is here.
   * @returns why it failed, or null.
   */
  fetch(commits: readonly string[], history: History): Promise<string | null>;
  /** Full name of a branch's or tag's commit there, or null. */
  lookUp(name: string): Promise<string | null>;
}

/** The address of the remote `origin`; null where there is none. */
export async function readOrigin(git: GitRepository): Promise<string | null> {
  const result = await git.attempt(['remote', 'get-url', 'origin']);
  return result.exitCode === 0 ? result.stdout.toString('utf8').trim() : null;
}

/** The remote `origin`, or else the address of the repository that the event names; null when neither is known. */
export function openRemote(git: GitRepository, origin: string | null, request: ChangeRequest): Remote | null {
  const address = origin ?? request.webUrl;
  if (address === null) return null;
  const name = origin === null ? address : 'origin';
  const configuration = credentials(address, request);

  return {
    async fetch(commits, history) {
      const result = await git.attempt(
        [
          'fetch',
          '--quiet',
          '--no-tags',
          '--no-recurse-submodules',
          '--no-write-fetch-head',
          '--refmap=',
          ...historyOptions(history),
          '--end-of-options',
          name,
          ...commits,
        ],
        { configuration },
      );
      return result.exitCode === 0 ? null : withoutUserInfo(result.stderr.trim());
    },

    async lookUp(branchOrTag) {
      const wanted = [`refs/heads/${branchOrTag}`, `refs/tags/${branchOrTag}`];
      const result = await git.attempt(['ls-remote', '--quiet', '--end-of-options', name, ...wanted], {
        configuration,
      });
      return result.exitCode === 0
        ? (/^[0-9a-f]{40,64}/.exec(result.stdout.toString('utf8'))?.[0] ?? null)
        : null;
    },
  };
}

const githubAddress =
  /^(?:https:\/\/(?:[^@/]*@)?|(?:ssh:\/\/)?git@)github\.com[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/;

function historyOptions(history: History): string[] {
  if (history === 'lacking') return [];
  if (history === 'all') return ['--unshallow'];
  return ['depth' in history ? `--depth=${history.depth}` : `--deepen=${history.deepen}`];
}

/** `owner/name` where an address is one of GitHub's, whatever user or password is in it. */
export function repositoryOf(address: string | null): string | null {
  return githubAddress.exec(address ?? '')?.[1] ?? null;
}

/**
 * The token as configuration of one command, in its environment only, and only for the host that issued it. The empty
 * value first: a checkout that persisted its credentials would otherwise send two headers, which GitHub refuses.
 */
function credentials(
  address: string,
  { token, webUrl }: ChangeRequest,
): readonly (readonly [key: string, value: string])[] {
  if (token === null || webUrl === null) return [];
  const host = URL.canParse(address) ? new URL(address).origin : null;
  if (host === null || host === 'null' || host !== new URL(webUrl).origin) return [];
  const key = `http.${host}/.extraheader`;
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return [
    [key, ''],
    [key, `AUTHORIZATION: basic ${basic}`],
  ];
}

/** A text without the user or password of any address in it. */
export const withoutUserInfo = (text: string) => text.replace(/\/\/[^@/\s]+@/g, '//');
