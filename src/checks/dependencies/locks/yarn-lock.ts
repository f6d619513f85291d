import {
  at,
  escapePattern,
  keepLast,
  type LockedManifest,
  type LockFormat,
  type Records,
} from './lock-format.ts';
import { chosenRange } from './npm-locks.ts';

const entriesOf = keepLast((lock) => lock.replaceAll('\r', '').split(/\n{2,}/));

/** Both formats of `yarn.lock`: Berry's has a part `__metadata` and an entry for every workspace. */
export const yarn: LockFormat = {
  open: (locked) => (/^__metadata:/m.test(locked.lock) ? openBerry(locked) : openClassic(locked)),
  leavesOutMembers: true,
};

function openBerry({ lock, directory, manifest, ownNames }: LockedManifest): Records {
  const chosen = chosenRange(manifest, ['devDependencies', 'optionalDependencies', 'dependencies']);
  const own = new RegExp(`^"?[^\\n]*@workspace:${escapePattern(directory || '.')}(?:"|,|:$)`, 'm');
  const entry = entriesOf(lock).find((text) => own.test(`${text.slice(0, 1000).split(':\n', 1)[0]}"`));
  return (name, range) => {
    if (
      entry === undefined ||
      ownNames.has(name) ||
      /^(?:catalog|patch|portal|link|file|exec|workspace):/.test(range)
    )
      return null;
    const recorded = new RegExp(`^ {4}"?${escapePattern(name)}"?: (.*)$`, 'm').exec(entry)?.[1];
    if (recorded === undefined) return false;
    const plain = (text: string) => text.replace(/^["']|["']$/g, '').replace(/^npm:/, '');
    const [held, wanted] = [plain(recorded), plain(String(chosen(name) ?? range))];
    return held === wanted || (/^[\^~<>=]*\d/.test(range) ? false : null);
  };
}

function openClassic(locked: LockedManifest): Records {
  const { lock, lockBefore, directory, rootManifest, ownNames, members } = locked;
  const chosen = chosenRange(locked.manifest, ['optionalDependencies', 'dependencies', 'devDependencies']);
  const root: unknown = rootManifest === null ? null : JSON.parse(rootManifest);
  const resolutions = JSON.stringify(at(root, 'resolutions') ?? '');
  const isWorkspace = at(root, 'workspaces') !== undefined;
  const holds = (text: string | null, name: string, range: string) =>
    text !== null &&
    [`${name}@${range}`, `${name}@npm:${range}`].some(
      (key) => text.includes(`${key}"`) || text.includes(`${key},`) || text.includes(`${key}:`),
    );
  return (name, range, before) => {
    if (holds(lock, name, String(chosen(name) ?? range))) return true;
    // Packages of a workspace itself are not in the lock file: only what was there before, or is asked for at the root, must be.
    const isTracked = before === null ? directory === '' : holds(lockBefore, name, before);
    const isForeign = !ownNames.has(name) && !members.has(name) && !resolutions.includes(name);
    return isTracked && isForeign && (directory === '' || isWorkspace) && /^[\^~<>=]*\d/.test(range)
      ? false
      : null;
  };
}
