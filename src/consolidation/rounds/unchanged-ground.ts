import { type FileWords, readWords } from '../../change/files/file-words.ts';
import { openSources } from '../../change/places/sources.ts';
import type { Recording } from '../../model/recording.ts';
import type { Scope } from '../../model/report/scope-schema.ts';
import { createReach, type Reach } from './reach.ts';

/** As much of a recording as tells what changed since the last round. */
export type GroundBasis = Pick<Recording, 'change' | 'sources' | 'previous'> & {
  readonly review: Pick<Recording['review'], 'scope'>;
};

/** Whether nothing that counts changed at a path, as somebody cites it. */
export type IsUnchanged = (path: string) => boolean;

/**
 * Tells of a path whether nothing that counts changed there since the last round: it is a file whose reading is carried, or one that
 * the round neither reviews nor saw changed, by its name now or at the merge base. Of a file outside the change that holds where it names
 * nothing that changed, and nothing that changed names it. Null where rounds are whole, or this one is: then nothing is.
 */
export function unchangedGround({ review, change, sources, previous }: GroundBasis): IsUnchanged | null {
  const { scope } = review;
  if (scope?.mode !== 'incremental') return null;
  const opened = openSources(sources, change);
  const states = new Map(scope.files.map(({ path, state }) => [path, state]));
  const names = change.files.map(({ path, oldPath }) => [path, oldPath ?? path] as const);
  const inChange = new Set([...states.keys(), ...names.flat()]);
  const reviewed = new Set(names.filter(([path]) => states.get(path) === 'reviewed').flat());
  for (const [path, state] of states) if (state === 'reviewed') reviewed.add(path);
  const changed = new Set(scope.changed);
  const wordsOf = (path: string): FileWords | undefined => {
    const lines = opened.lines(path, 'new') ?? opened.lines(path, 'old');
    return lines === null ? undefined : readWords(lines.join('\n'));
  };
  const known = new Map(previous?.scope?.files.map((file) => [file.path, file]));
  let reach: Reach | null = null;
  const touchesChange = (path: string): boolean => {
    reach ??= createReach(changed, known, wordsOf);
    return reach(path, wordsOf(path)) !== null;
  };
  return (cited) => {
    const path = opened.resolve(cited) ?? cited;
    if (changed.has(path) || reviewed.has(path)) return false;
    return inChange.has(path) || !touchesChange(path);
  };
}

/** Paths of a change that keep an earlier round's reading. */
export const carriedPaths = (scope: Scope | undefined): ReadonlySet<string> =>
  new Set(scope?.files.filter(({ state }) => state === 'carried').map(({ path }) => path));
