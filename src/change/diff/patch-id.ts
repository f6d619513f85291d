import type { Revisions } from '../ends/revisions.ts';

/**
 * Names what a change does, whatever it is based on: the `git patch-id` of its diff. White space counts, since it means something in
 * some languages, and ten lines around each hunk do, so that the same lines elsewhere are not the same change. Null where git
 * is older than 2.39, which cannot tell this, or has not got the files.
 */
export async function readPatchId({ git, mergeBase, head, told }: Revisions): Promise<string | null> {
  if (told !== null) return null;
  const options = [
    '-r',
    '-p',
    '--full-index',
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
    '--unified=10',
  ];
  // Not `git diff`, which heeds a user's order of files, prefixes and algorithm.
  const diff = await git.attempt(['diff-tree', ...options, '--end-of-options', mergeBase, head]);
  if (diff.exitCode !== 0) return null;
  const named = await git.attempt(['patch-id', '--verbatim'], { input: diff.stdout });
  return /^[0-9a-f]{40,64}/.exec(named.stdout.toString('latin1'))?.[0] ?? null;
}
