import { posix } from 'node:path';
import type { ChangedFile } from '../../model/change/change.ts';
import type { CheckFinding } from '../check.ts';
import type { ChangeView } from '../view/change-view.ts';

/** A `yarn.lock` of Yarn 2 or newer that something else wrote in the form of Yarn 1, as npm does where it finds one. */
export async function inspectRewritten(change: ChangeView, file: ChangedFile): Promise<CheckFinding | null> {
  if (posix.basename(file.path) !== 'yarn.lock' || file.status !== 'modified') return null;
  const view = change.view(file);
  const [before, after] = [await view.read('old'), await view.read('new')];
  if (before === null || after === null || !isModern(before) || isModern(after)) return null;
  const directory = file.path.slice(0, file.path.lastIndexOf('/') + 1);
  const manifest = (await change.readHead(`${directory}package.json`)) ?? '';
  const settings = await change.readHead(`${directory}.yarnrc.yml`);
  const manager = /"packageManager"\s*:\s*"(\w+@\d+)/.exec(manifest)?.[1];
  if (manager === undefined ? settings === null : !/^yarn@(?:[2-9]|\d\d)/.test(manager)) return null;
  return {
    severity: 'important',
    kind: 'regression',
    title: 'yarn.lock is no longer in the form that this version of Yarn writes',
    path: file.path,
    line: null,
    quote: null,
    explanation:
      'It was written anew in the form of Yarn 1, without check sums, as `npm install` does beside a lock file of Yarn: an installation that may not write the lock file refuses.',
    fix: 'Restore yarn.lock, install with Yarn, and leave the lock file of another package manager out.',
  };
}

const isModern = (lock: string): boolean => /^__metadata:/m.test(lock);
