import type { Scope, ScopedFile } from '../../src/model/report/scope-schema.ts';

/** A file of a scope, read in round 1. */
const scopedFile = (path: string, state: ScopedFile['state']): ScopedFile => ({
  path,
  state,
  content: '',
  why: '',
  since: 1,
  readers: [],
  touches: [],
  declares: [],
});

/** An incremental round in which some files keep their reading and the others are reviewed. */
export const scopeOf = (
  files: Readonly<Record<string, ScopedFile['state']>>,
  changed: string[] = [],
): Scope => ({
  mode: 'incremental',
  reason: 'Some changed.',
  terms: '',
  agents: '',
  changed,
  files: Object.entries(files).map(([path, state]) => scopedFile(path, state)),
  formerly: [],
});
