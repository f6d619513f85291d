import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type GitRepository, openRepository } from '../../change/git/git.ts';
import {
  commitUncommitted,
  countUncommitted,
  findWorkTree,
  type Uncommitted,
} from '../../change/worktree/work-tree.ts';
import { UserError } from '../../model/errors.ts';
import type { Ports } from '../../model/ports.ts';
import { countOf } from '../../model/report/wording.ts';
import type { CommandLine } from '../line/parse-arguments.ts';
import { hintAt } from '../line/parse-arguments.ts';

/** The change that a command line names. */
export interface NamedChange {
  readonly directory: string;
  readonly base: string | null;
  readonly head: string | null;
  /** For the report. */
  readonly notes: readonly string[];
  /** What of the work tree is left out, in a sentence; empty where nothing is. It is counted while the change is read. */
  readonly leftOut: Promise<string>;
}

/**
 * Reads which change is meant: `--base` and `--head`, a range (`main..feat`, `main...feat`), a revision to compare with, a directory, or
 * uncommitted work.
 * @throws {UserError} where two of them contradict, or a word is none of them.
 */
export async function whichChange(line: CommandLine, ports: Ports): Promise<NamedChange> {
  const [word] = line.operands;
  const { repo, base = null, head = null } = line.values;
  if (word !== undefined && (base !== null || head !== null))
    throw new UserError(`Both "${word}" and --base or --head name a change: leave out one of them.`);
  const isFolder = word !== undefined && !isRange(word) && (await isDirectory(word));
  const directory = resolve(isFolder && repo === undefined ? word : (repo ?? '.'));
  const open = () => openRepository(directory, ports);
  const ends = word === undefined || isFolder ? { base, head } : await readWord(word, await open());
  const named = { directory, ...ends };
  const what = line.flags.has('staged')
    ? 'staged'
    : line.flags.has('worktree') || line.flags.has('untracked')
      ? 'worktree'
      : null;
  if (what === null) {
    const leftOut = findLeft(directory, ends.head, ports);
    // Whoever waits for it hears of what went wrong. Nobody does where the review fails before.
    leftOut.catch(() => {});
    return { ...named, notes: [], leftOut };
  }
  // What is no repository, opening it explains.
  const finding = findWorkTree(directory, ports).catch(() => null);
  const git = await open();
  const workTree = await finding;
  if (workTree === null || ends.head !== null)
    throw new UserError(
      `--${what} reviews the files of a work tree, on top of HEAD: leave out ${workTree === null ? 'a bare repository' : `"${ends.head}"`}, or --${what}.`,
    );
  const untracked = line.flags.has('untracked');
  const commit = await commitUncommitted(git, workTree, { what, untracked }, ports);
  const left = await countUncommitted(workTree, ports);
  return {
    ...named,
    base: ends.base ?? (await git.resolve('HEAD')),
    head: commit,
    notes: [
      `This is ${what === 'staged' ? 'what is staged' : 'the work tree'}, not committed yet; ${commit.slice(0, 12)} is a commit that no branch has.`,
    ],
    leftOut: Promise.resolve(
      describeLeft({
        staged: 0,
        unstaged: what === 'staged' ? left.unstaged : 0,
        submodules: left.submodules,
        untracked: untracked ? 0 : left.untracked,
      }),
    ),
  };
}

/** Dots that are a part of a path by themselves lead to a folder above: `..`, `../other`. */
const isRange = (word: string): boolean => word.includes('..') && !word.split('/').includes('..');

/** Both ends of a range; of a single revision, the one to compare with. */
async function readWord(word: string, git: GitRepository): Promise<Pick<NamedChange, 'base' | 'head'>> {
  const range = /^(?<base>.*?)\.{2,3}(?<head>.*)$/.exec(word)?.groups;
  if (range) return { base: range.base || 'HEAD', head: range.head || null };
  const isKnown = (await git.resolve(word)) ?? (await git.resolve(`refs/remotes/origin/${word}`));
  if (isKnown !== null) return { base: word, head: null };
  throw new UserError(
    `unknown command "${word}"${hintAt(word)}, and no revision or directory of that name either. Run "deep-review --help".`,
  );
}

/** Uncommitted work is missed only in a review of what it is on top of. */
async function findLeft(directory: string, head: string | null, ports: Ports): Promise<string> {
  const [isCheckedOut, left] = await Promise.all([
    head === null || head === 'HEAD' || isHead(head, directory, ports),
    countUncommitted(directory, ports),
  ]);
  return isCheckedOut ? describeLeft(left) : '';
}

async function isHead(revision: string, directory: string, ports: Ports): Promise<boolean> {
  const found = await (await openRepository(directory, ports)).resolveAll([revision, 'HEAD']);
  return found.get(revision) === found.get('HEAD');
}

function describeLeft({ staged, unstaged, untracked, submodules }: Uncommitted): string {
  const parts = [
    ...(staged > 0 ? [`${staged} staged`] : []),
    ...(unstaged > 0 ? [`${unstaged} unstaged`] : []),
    ...(untracked > 0 ? [`${untracked} untracked`] : []),
    ...(submodules > 0 ? [`uncommitted work in ${countOf(submodules, 'submodule')}`] : []),
  ];
  return parts.length === 0 ? '' : `Not included: ${parts.join(', ')}.`;
}

const isDirectory = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
