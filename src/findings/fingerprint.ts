import { hash } from 'node:crypto';
import type { Sources } from '../model/change/sources.ts';
import type { Finding } from '../model/finding.ts';

/** Words that say how a title is put, not what it is about: severities, kinds, articles. */
const emptyWords = new Set(
  (
    'a an and are as at be by can could does for from has have if in into is it its may might no not of on or should ' +
    'so that the then there this to was when which will with would critical important suggestion regression gap pre existing'
  ).split(' '),
);

/**
 * The identity of a finding across rounds, 16 hexadecimal digits: its path, the code it is anchored at (its quote where it
 * has no lines) without layout, and the words of its title. Line numbers, severity, kind and agent do not count, so that
 * it survives code moving and levels changing. Code that stands in the file more than once is told apart by its order there.
 */
export function fingerprint(finding: Finding, sources: Sources): string {
  const { path, startLine, endLine, side } = finding.anchor;
  const lines = path === null ? null : sources.lines(path, side);
  const anchored =
    lines === null || startLine === null ? null : lines.slice(startLine - 1, endLine ?? startLine);
  const code = plain(anchored?.join('\n') ?? finding.quote ?? '');
  const words = finding.title
    .toLowerCase()
    .split(/[^\p{L}\p{N}_]+/u)
    .filter((word) => word !== '' && !emptyWords.has(word));
  const copiesBefore = anchored === null ? 0 : countBefore(lines ?? [], startLine ?? 1, anchored.length);
  const identity = [
    path ?? '',
    code,
    [...new Set(words)].sort().join(' '),
    ...(copiesBefore > 0 ? [copiesBefore] : []),
  ];
  return hash('sha256', JSON.stringify(identity)).slice(0, 16);
}

const plain = (text: string): string => text.trim().replace(/\s{2,}|[^\S ]/g, ' ');

/** A file's lines without layout, and by line the one before it that reads the same; -1 where none does. */
interface PlainFile {
  readonly lines: readonly string[];
  readonly copyBefore: readonly number[];
}

const plainFiles = new WeakMap<readonly string[], PlainFile>();

/** Worked out once a file. */
function plainFile(lines: readonly string[]): PlainFile {
  const known = plainFiles.get(lines) ?? readPlain(lines.map(plain));
  plainFiles.set(lines, known);
  return known;
}

function readPlain(lines: readonly string[]): PlainFile {
  const last = new Map<string, number>();
  const copyBefore = lines.map((line, index) => {
    const before = last.get(line) ?? -1;
    last.set(line, index);
    return before;
  });
  return { lines, copyBefore };
}

/** How often some lines of a file stand in it before this place. */
function countBefore(file: readonly string[], startLine: number, length: number): number {
  const { lines, copyBefore } = plainFile(file);
  const start = startLine - 1;
  const isCopy = (index: number) => {
    for (let offset = 1; offset < length; offset++)
      if ((lines[index + offset] ?? '') !== (lines[start + offset] ?? '')) return false;
    return true;
  };
  let count = 0;
  for (let index = copyBefore[start] ?? -1; index >= 0; index = copyBefore[index] ?? -1)
    if (isCopy(index)) count += 1;
  return count;
}
