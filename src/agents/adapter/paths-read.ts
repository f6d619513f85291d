import { isAbsolute, relative, sep } from 'node:path';

/** Paths as a CLI's log names them, relative to the workspace, each once; those outside it are left out. */
export function relativePaths(paths: readonly string[], workspace: string): string[] {
  const inside = paths.flatMap((path) => {
    const relativePath = isAbsolute(path) ? relative(workspace, path) : path.replace(/^\.\//, '');
    const isInside = relativePath !== '' && !relativePath.startsWith('..') && !isAbsolute(relativePath);
    return isInside ? [relativePath.split(sep).join('/')] : [];
  });
  return [...new Set(inside)];
}

/**
 * Words of a shell command that could be paths: `sed -n '1,9p' src/a.ts` names `src/a.ts`, `git show HEAD:src/b.ts` names
 * `src/b.ts`. A guess, to be matched with known paths.
 */
export function pathsInCommand(command: string): string[] {
  return command
    .split(/[\s'"`;|&()<>=]+/)
    .map((word) => word.replace(/^(?:HEAD|base|[0-9a-f]{7,40})[~^\d]*:/, ''))
    .filter((word) => /^[\w@.+[\]/-]*[./][\w@.+[\]/-]*[\w\]]$/.test(word) && !word.startsWith('-'));
}
