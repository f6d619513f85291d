import { posix } from 'node:path';
import type { ChangedFile } from '../../model/change/change.ts';
import type { CheckFinding } from '../check.ts';
import type { ChangeView } from '../view/change-view.ts';
import { quoteLine } from '../view/quote.ts';
import { at, keysOf, type LockFormat } from './locks/lock-format.ts';
import type { Manifest } from './locks/manifests.ts';
import { attempt, listNames } from './stale-manifest.ts';

/** A lock file that changes although its manifest does not, and loses what the manifest asks for or records what it does not. */
export async function inspectLock(
  change: ChangeView,
  file: ChangedFile,
  manifest: Manifest,
): Promise<CheckFinding | null> {
  const directory = file.path.slice(0, file.path.lastIndexOf('/') + 1);
  if (file.status !== 'modified' || change.changed(directory + manifest.file)) return null;
  const name = posix.basename(file.path);
  const format = manifest.locks[name];
  const text = await change.readHead(directory + manifest.file);
  const view = change.view(file);
  const [before, after] = [await view.read('old'), await view.read('new')];
  if (!format || text === null || before === null || after === null) return null;
  const found = attempt(() => compareLocks(format, { manifest, text, before, after }));
  if (!found) return null;
  const [first] = view.search(/^.*\S.*$/gm);
  const place = {
    path: file.path,
    line: first?.line ?? null,
    quote: first ? quoteLine(first.text, first.column) : null,
    kind: 'regression' as const,
    fix: 'Commit the manifest that belongs to it, or restore the lock file.',
  };
  if (found.lost.length > 0)
    return {
      ...place,
      severity: 'important',
      title: `${name} loses ${listNames(found.lost)}`,
      explanation: `${directory}${manifest.file} asks for ${listNames(found.lost)} as before, and the lock file, which recorded it, no longer does: an installation that may not write the lock file refuses.`,
    };
  if (found.extra.length > 0)
    return {
      ...place,
      severity: 'suggestion',
      title: `${name} records what no manifest asks for: ${listNames(found.extra)}`,
      explanation: `The part of the lock file that repeats ${directory}${manifest.file} changes, yet the manifest does not, so the two disagree.`,
    };
  return null;
}

/** A manifest and its lock file before and after the change. */
interface LockTexts {
  readonly manifest: Manifest;
  readonly text: string;
  readonly before: string;
  readonly after: string;
}

/** The names of what a lock file no longer records of its manifest, and of what it newly records beside it. */
function compareLocks(format: LockFormat, { manifest, text, before, after }: LockTexts) {
  const told = {
    lockBefore: before,
    directory: '',
    manifest: text,
    rootManifest: text,
    ownNames: new Set<string>(),
    members: new Set<string>(),
  };
  const [then, now] = [format.open({ ...told, lock: before }), format.open({ ...told, lock: after })];
  const lost = manifest
    .readRequests(text)
    .filter(([name, range]) => then(name, range, range) === true && now(name, range, range) === false)
    .map(([name]) => name);
  const [known, recorded] = [format.readRoot?.(before), format.readRoot?.(after)];
  if (!known || !recorded) return { lost: [...new Set(lost)], extra: [] };
  const asked = namesAskedFor(text);
  const extra = [...recorded].filter((name) => !known.has(name) && !asked.has(name));
  return { lost: [...new Set(lost)], extra };
}

/** All that a package.json asks for, of whatever kind; nothing where the manifest is in another format. */
function namesAskedFor(text: string): ReadonlySet<string> {
  const manifest: unknown = attempt(() => JSON.parse(text));
  const tables = keysOf(manifest).filter((key) => /ependencies$/.test(key));
  return new Set(tables.flatMap((key) => keysOf(at(manifest, key))));
}
