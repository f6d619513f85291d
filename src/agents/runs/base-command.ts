import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import type { Revisions } from '../../change/ends/revisions.ts';

/** Why a command is not run. */
export interface Refusal {
  readonly refused: string;
}

/** A command whose repository files lie in a checkout of the base revision; null where it names none. */
export interface BaseCommand {
  readonly command: readonly string[];
  readonly checkout: string | null;
}

const option = /^(--?[\w-]+=)(.+)$/;

/** A part of a command that may name a file of the repository: what stands before the name, and the path. */
export function readCommandPart(part: string): { readonly prefix: string; readonly path: string } | null {
  const [, prefix = '', written = part] = option.exec(part) ?? [];
  const path = posix.normalize(written).replace(/\/$/, '');
  const isElsewhere =
    written.startsWith('-') || posix.isAbsolute(path) || path === '.' || path.startsWith('..');
  return isElsewhere ? null : { prefix, path };
}

/**
 * Replaces the parts of a command that name files of the repository (also as `--option=file`) by the base
 * revision's copies in a checkout of its own: a pull request must not bring the program that reviews it.
 * @param checkOut makes that checkout, when it is needed, and says where it is.
 */
export async function baseCommand(
  command: readonly string[],
  { git, base, head }: Revisions,
  checkOut: () => Promise<string>,
): Promise<BaseCommand | Refusal> {
  const exists = async (revision: string, path: string) =>
    (await git.run(['ls-tree', '--full-tree', '--name-only', revision, '--', path])) !== '';
  // Not committed at all; a bare word is a program of the system, whatever lies about.
  const isOnDisk = (path: string) => path.includes('/') && existsSync(posix.join(git.directory, path));
  let checkout: string | null = null;
  const parts: string[] = [];
  for (const part of command) {
    const named = readCommandPart(part);
    if (named === null) {
      parts.push(part);
      continue;
    }
    const { prefix, path } = named;
    if (await exists(base, path)) {
      checkout ??= await checkOut();
      parts.push(`${prefix}${posix.join(checkout, path)}`);
    } else if ((await exists(head, path)) || isOnDisk(path) || (parts.length === 0 && path.includes('/'))) {
      return {
        refused: `Its command names ${path}, which is not in the base revision, and a change cannot bring the program that reviews it. On your own machine name it by its absolute path, in a file for --config; for pull requests, merge it.`,
      };
    } else {
      parts.push(part);
    }
  }
  return { command: parts, checkout };
}
