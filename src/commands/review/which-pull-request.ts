import { resolve } from 'node:path';
import { readOrigin, withoutUserInfo } from '../../change/ends/remote.ts';
import { type GitRepository, openRepository } from '../../change/git/git.ts';
import { UserError } from '../../model/errors.ts';
import type { Ports } from '../../model/ports.ts';
import type { CommandLine } from '../line/parse-arguments.ts';
import type { NamedChange } from './which-change.ts';

/** `123`, `#123`, or an address that ends so. */
const numbered = /^(?:#|https?:\/\/\S+\/pull\/)?(?<number>[1-9]\d{0,9})\/?$/;

/**
 * Fetches the pull request that a command line names; objects alone, without a ref.
 * @throws {UserError} where the word is no number, or the remote has no such pull request or cannot be read.
 */
export async function whichPullRequest(line: CommandLine, ports: Ports): Promise<NamedChange> {
  const [word = ''] = line.operands;
  const number = numbered.exec(word)?.groups?.number;
  if (number === undefined)
    throw new UserError(`"${word}" is no pull request: give its number, as in "deep-review pr 123".`);
  const { repo, base = null } = line.values;
  const directory = resolve(repo ?? '.');
  const git = await openRepository(directory, ports);
  const address = await readOrigin(git);
  if (address === null)
    throw new UserError(
      `${directory} has no remote "origin" to fetch pull request ${number} from: add it with "git remote add origin ADDRESS".`,
    );
  const { head, merge } = await fetchPullRequest(git, number);
  const target = base ?? (merge === null ? null : await targetOf(git, merge, head));
  const from = `This is pull request ${number} of ${withoutUserInfo(address)}.`;
  const unknown =
    'Which branch it is for is not known, since the two conflict or it is closed: it is compared with the default branch. Name another with --base.';
  return {
    ...{ directory, base: target, head, leftOut: Promise.resolve('') },
    notes: [target === null ? `${from} ${unknown}` : from],
  };
}

/** The names that GitHub gives a pull request: its head, and its trial merge where there is one. */
async function fetchPullRequest(
  git: GitRepository,
  number: string,
): Promise<{ readonly head: string; readonly merge: string | null }> {
  const names = [`refs/pull/${number}/head`, `refs/pull/${number}/merge`] as const;
  const listed = await git.attempt(['ls-remote', '--quiet', '--end-of-options', 'origin', ...names]);
  if (listed.exitCode !== 0) throw unreachable(number, listed.stderr);
  const there = new Map(
    listed.stdout
      .toString('utf8')
      .split('\n')
      .map((row) => row.split('\t'))
      .map(([oid = '', name = '']) => [name, oid]),
  );
  const [head, merge] = names.map((name) => there.get(name) ?? null);
  if (!head)
    throw new UserError(`The remote "origin" has no pull request ${number}: check its number there.`);
  const wanted = names.filter((name) => there.has(name));
  const options = ['--quiet', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head', '--refmap='];
  const fetched = await git.attempt(['fetch', ...options, '--end-of-options', 'origin', ...wanted]);
  if (fetched.exitCode !== 0) throw unreachable(number, fetched.stderr);
  return { head, merge: merge ?? null };
}

/** The commit that a trial merge adds the head to; null where the trial is of another head. */
async function targetOf(git: GitRepository, merge: string, head: string): Promise<string | null> {
  return (await git.resolve(`${merge}^2`)) === head ? git.resolve(`${merge}^1`) : null;
}

function unreachable(number: string, complaint: string): UserError {
  return new UserError(
    `Pull request ${number} could not be fetched from "origin": ${withoutUserInfo(complaint.trim())}. Git needs access to it, as for "git fetch origin"; "gh auth setup-git" lends it that of GitHub's own command line.`,
  );
}
