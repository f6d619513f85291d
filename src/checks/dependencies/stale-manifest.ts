import { posix } from 'node:path';
import type { ChangedFile } from '../../model/change/change.ts';
import type { CheckFinding } from '../check.ts';
import type { ChangeView } from '../view/change-view.ts';
import type { AddedMatch } from '../view/file-view.ts';
import { quoteLine } from '../view/quote.ts';
import { findLocks, type Lock, openLock } from './locks/find-locks.ts';
import type { Manifest, Requests } from './locks/manifests.ts';

/** New or changed requests of a manifest that no lock file of its project records. */
export async function inspectManifest(
  change: ChangeView,
  file: ChangedFile,
  manifest: Manifest,
): Promise<{ readonly lock: string; readonly finding: CheckFinding } | null> {
  const view = change.view(file);
  const [before, after] = [await view.read('old'), await view.read('new')];
  if (after === null) return null;
  const wanted = attempt(() =>
    newRequests(before === null ? [] : manifest.readRequests(before), manifest.readRequests(after)),
  );
  if (!wanted) return null;
  if (wanted.length === 0) return inspectDropped(change, file, manifest, [before ?? '', after]);
  const locks = await findLocks(change, file, manifest);
  const answers = await Promise.all(
    locks.map(async (lock) => {
      const records = await openLock(change, lock, after, wanted);
      return {
        lock,
        told: attempt(() =>
          wanted.map((request) => ({ name: request[0], range: request[1], is: records(...request) })),
        ),
      };
    }),
  );
  // Old lock files lie about; one that knows everything is the one in use.
  if (answers.some(({ told }) => told?.every(({ is }) => is === true))) return null;
  for (const { lock, told } of answers) {
    const missing = (told ?? []).filter(({ is }) => is === false);
    if (missing.length > 0)
      return { lock: lock.path, finding: describeManifest(change, file, lock, missing) };
  }
  return null;
}

/** Requests that are gone from a manifest while every lock file that refuses such a difference still records them. */
async function inspectDropped(
  change: ChangeView,
  file: ChangedFile,
  manifest: Manifest,
  [before, after]: readonly [string, string],
): Promise<{ readonly lock: string; readonly finding: CheckFinding } | null> {
  const dropped = attempt(() => {
    const [known, kept] = [before, after].map(
      (text) => new Set(manifest.readRequests(text).map(([name]) => name)),
    );
    return [...(known ?? [])].filter((name) => !kept?.has(name) && !after.includes(`"${name}"`));
  });
  if (!dropped || dropped.length === 0) return null;
  const locks = await findLocks(change, file, manifest);
  const [lock] = locks;
  const isStale = ({ text, path, relative }: Lock) => {
    const format = manifest.locks[posix.basename(path)];
    const recorded = format?.refusesMore && relative === '' ? attempt(() => format.readRoot?.(text)) : null;
    return recorded ? dropped.every((name) => recorded.has(name)) : false;
  };
  if (!lock || !locks.every(isStale)) return null;
  const [first] = change.view(file).search(/^.*\S.*$/gm);
  const list = listNames(dropped);
  return {
    lock: lock.path,
    finding: {
      severity: 'important',
      kind: 'regression',
      title: `${posix.basename(lock.path)} still records ${list}`,
      path: file.path,
      line: first?.line ?? null,
      quote: first ? quoteLine(first.text) : null,
      explanation: `This manifest no longer asks for ${list}, and ${lock.path} still records it as asked for: an installation that may not write the lock file refuses.`,
      fix: `Run the package manager and commit ${lock.path}.`,
    },
  };
}

function describeManifest(
  change: ChangeView,
  file: ChangedFile,
  { path }: Lock,
  requests: readonly { readonly name: string; readonly range: string }[],
): CheckFinding {
  const view = change.view(file);
  const names = [...new Set(requests.map(({ name }) => name.slice(name.indexOf(' ') + 1)))];
  const place = findRequest([...view.search(/^.*\S.*$/gm)], names);
  const list = listNames(names);
  const [first] = requests;
  const range =
    requests.length === 1 && /^[\w.^~<>=*|, -]{1,40}$/.test(first?.range ?? '')
      ? ` at \`${first?.range}\``
      : '';
  return {
    severity: 'important',
    kind: 'regression',
    title: `${posix.basename(path)} does not record ${list}`,
    path: file.path,
    line: place?.line ?? null,
    quote: place ? quoteLine(place.text) : null,
    explanation: `This manifest newly asks for ${list}${range}, and ${path} records nothing that fits: an installation that may not write the lock file refuses, takes what is locked, or what nobody locked.`,
    fix: `Run the package manager and commit ${path}.`,
  };
}

/** The added line that asks for one of some packages: where its name is a key, else where it is a word, else the first. */
function findRequest(added: readonly AddedMatch[], names: readonly string[]): AddedMatch | undefined {
  const wanted = new Set(names);
  const holds = ({ text }: AddedMatch, pattern: RegExp) =>
    Array.from(text.matchAll(pattern)).some(([name]) => wanted.has(name));
  return (
    added.find((line) => holds(line, /[\w@/.-]+(?=["']?\s*[:=<>~!^[])/g)) ??
    added.find((line) => holds(line, /[\w@/.-]+/g)) ??
    added[0]
  );
}

/** Names as a title has them. */
export const listNames = (names: readonly string[]): string =>
  names
    .slice(0, 5)
    .map((name) => `\`${name}\``)
    .join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');

/** The requests that are new; of a package that stands in other tables than before, with no new range, the last. */
function newRequests(
  before: Requests,
  after: Requests,
): [name: string, range: string, before: string | null][] {
  const [known, now] = [rangesByName(before), rangesByName(after)];
  return [...now].flatMap(([name, ranges]) => {
    const old = known.get(name) ?? [];
    if (old.length === ranges.length && old.every((range, index) => range === ranges[index])) return [];
    const changed = new Set(ranges.filter((range) => !old.includes(range)));
    const replaced = old.find((range) => !ranges.includes(range)) ?? old.at(-1) ?? null;
    return (changed.size > 0 ? [...changed] : ranges.slice(-1)).map(
      (range): [string, string, string | null] => [name, range, replaced],
    );
  });
}

function rangesByName(requests: Requests): ReadonlyMap<string, readonly string[]> {
  const ranges = new Map<string, string[]>();
  for (const [name, range] of requests) {
    const known = ranges.get(name);
    if (known) known.push(range);
    else ranges.set(name, [range]);
  }
  return ranges;
}

/** What a reading gives, or null for a file that does not parse, which is reported elsewhere. */
export function attempt<Result>(read: () => Result): Result | null {
  try {
    return read();
  } catch {
    return null;
  }
}
