import type { Scope } from '../../model/report/scope-schema.ts';

/**
 * Tells of a path whether nothing that counts changed there since the last round: it is a file whose reading is carried, or one that
 * the round neither reviews nor saw changed. Null where rounds are whole, or this one is: then nothing is.
 */
export function unchangedGround(scope: Scope | undefined): ((path: string) => boolean) | null {
  if (scope?.mode !== 'incremental') return null;
  const changed = new Set(scope.changed);
  const reviewed = new Set(scope.files.filter(({ state }) => state === 'reviewed').map(({ path }) => path));
  return (path) => !changed.has(path) && !reviewed.has(path);
}

/** Paths of a change that keep an earlier round's reading. */
export const carriedPaths = (scope: Scope | undefined): ReadonlySet<string> =>
  new Set(scope?.files.filter(({ state }) => state === 'carried').map(({ path }) => path));
