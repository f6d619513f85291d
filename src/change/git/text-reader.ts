import type { Change, ChangedFile, Side } from '../../model/change/change.ts';
import type { GitRepository } from './git.ts';

/** Files whose texts one git process reads at once, and that are kept until others are asked for. */
const filesAtOnce = 64;

/**
 * A reader of changed files' texts, whole, at both ends of the change; null for what is absent, binary, over 8 MiB or not in
 * the change. Asked for in the order of {@link Change.files}, hundreds of files cost a handful of processes.
 */
export function createTextReader(
  change: Change,
  git: GitRepository,
): (path: string, side: Side) => Promise<string | null> {
  const places = new Map<string, { readonly oid: string; readonly group: number }>();
  change.files.forEach((file, index) => {
    const group = Math.floor(index / filesAtOnce);
    for (const [key, oid] of blobsOf(file)) places.set(key, { oid, group });
  });
  let current: { readonly group: number; readonly texts: Promise<Map<string, string>> } | null = null;

  return async (path, side) => {
    const place = places.get(`${side}:${path}`);
    if (!place) return null;
    if (current?.group !== place.group) {
      const files = change.files.slice(place.group * filesAtOnce, (place.group + 1) * filesAtOnce);
      const oids = files.flatMap((file) => blobsOf(file).map(([, oid]) => oid));
      current = { group: place.group, texts: git.readBlobs(oids) };
    }
    return (await current.texts).get(place.oid) ?? null;
  };
}

/** A file's blobs by side and path there; a submodule has none. */
export function blobsOf(file: ChangedFile): readonly (readonly [key: `${Side}:${string}`, oid: string])[] {
  const isBlob = (mode: string) => mode !== '000000' && mode !== '160000';
  return [
    ...(isBlob(file.newMode) ? [[`new:${file.path}`, file.newOid] as const] : []),
    ...(isBlob(file.oldMode) ? [[`old:${file.oldPath ?? file.path}`, file.oldOid] as const] : []),
  ];
}
