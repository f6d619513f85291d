import type { Change, Side } from '../../model/change/change.ts';
import type { LineEnds, RecordedSources, Sources } from '../../model/change/sources.ts';
import type { Ports } from '../../model/ports.ts';
import type { Revisions } from '../ends/revisions.ts';
import { blobsOf } from '../git/text-reader.ts';
import { createPathFinder } from './resolve-path.ts';

/** All texts together stay below this; the files cited first win. */
const largestTexts = 64 * 1024 * 1024;

/** Opens what was recorded; pure, so that a replay sees what the review saw. */
export function openSources(recorded: RecordedSources, change: Change): Sources {
  const changedPaths = new Set(change.files.flatMap((file) => [file.path, file.oldPath ?? file.path]));
  const opened = new Map<string, readonly string[]>();
  const ends = new Map<string, LineEnds>();
  const textOf = (key: string) => (Object.hasOwn(recorded.texts, key) ? (recorded.texts[key] ?? null) : null);

  const keyOf = (path: string, side: Side) => (changedPaths.has(path) ? `${side}:${path}` : `new:${path}`);

  return {
    resolve(cited) {
      if (Object.hasOwn(recorded.resolved, cited)) return recorded.resolved[cited] ?? null;
      return changedPaths.has(cited) || textOf(`new:${cited}`) !== null ? cited : null;
    },
    lines(path, side) {
      const key = keyOf(path, side);
      const known = opened.get(key);
      if (known) return known;
      const text = textOf(key);
      if (text === null) return null;
      const lines = splitLines(text);
      opened.set(key, lines);
      return lines;
    },
    text: (path, side) => textOf(keyOf(path, side)),
    lineEnds(path, side) {
      const key = keyOf(path, side);
      const text = textOf(key);
      if (text === null) return null;
      const known = ends.get(key) ?? lineEndsOf(text);
      ends.set(key, known);
      return known;
    },
  };
}

/**
 * Finds the files that cited paths mean and reads them at both ends.
 * @param cited paths as agents wrote them, the most important first.
 * @param redact takes secrets out of each text before it is kept; must keep its lines.
 */
export async function readSources(
  change: Change,
  cited: readonly string[],
  revisions: Revisions,
  _ports: Ports,
  redact: (text: string) => string = (text) => text,
): Promise<RecordedSources> {
  const paths = [...new Set(cited)];
  const known = createPathFinder(change, []);
  const atHead = new Set(change.files.map((file) => file.path));
  // The original of a copy is in the change, and its text at the head is not.
  const isTreeNeeded = paths.some((path) => !atHead.has(known.inChange(path) ?? ''));
  const tree = isTreeNeeded ? await revisions.git.listBlobs(revisions.head) : new Map<string, string>();
  const finder = createPathFinder(change, tree.keys());
  const resolved = paths.map((path) => [path, finder.inChange(path) ?? finder.inTree(path)] as const);

  const oids = oidsOf(change, new Set(resolved.map(([, path]) => path)), tree);
  const blobs = await revisions.git.readBlobs(oids.values());
  const texts: [string, string][] = [];
  let size = 0;
  for (const [key, oid] of oids) {
    const text = blobs.get(oid);
    if (text === undefined || size + text.length > largestTexts) continue;
    size += text.length;
    texts.push([key, redact(text)]);
  }
  return {
    resolved: Object.fromEntries(resolved.filter(([path, real]) => path !== real)),
    texts: Object.fromEntries(texts),
  };
}

/** Blob names by the keys of {@link RecordedSources.texts}. */
function oidsOf(
  change: Change,
  wanted: ReadonlySet<string | null>,
  tree: ReadonlyMap<string, string>,
): Map<string, string> {
  const oids = new Map<string, string>();
  for (const file of change.files) {
    if (!wanted.has(file.path) && !wanted.has(file.oldPath ?? file.path)) continue;
    for (const [key, oid] of blobsOf(file)) oids.set(key, oid);
  }
  const changedPaths = new Set(change.files.map((file) => file.path));
  for (const path of wanted) {
    const oid = path === null || changedPaths.has(path) ? undefined : tree.get(path);
    if (oid !== undefined) oids.set(`new:${path}`, oid);
  }
  return oids;
}

/** Lines as editors count them: a final line end begins no further line, and a carriage return belongs to it. */
function splitLines(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function lineEndsOf(text: string): LineEnds {
  const all = text.split('\n').length - 1;
  const withReturn = text.split('\r\n').length - 1;
  const each = withReturn === 0 ? 'lf' : withReturn === all ? 'crlf' : 'mixed';
  return { each, isLastEnded: text === '' || text.endsWith('\n') };
}
