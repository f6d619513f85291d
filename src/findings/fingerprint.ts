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
  const copiesBefore = anchored === null ? 0 : countBefore(lines ?? [], startLine ?? 1, anchored);
  const identity = [
    path ?? '',
    code,
    [...new Set(words)].sort().join(' '),
    ...(copiesBefore > 0 ? [copiesBefore] : []),
  ];
  return hash('sha256', JSON.stringify(identity)).slice(0, 16);
}

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

const plainFiles = new WeakMap<readonly string[], readonly string[]>();

/** Every line of a file without layout, worked out once a file. */
function plainLines(lines: readonly string[]): readonly string[] {
  const known = plainFiles.get(lines) ?? lines.map(plain);
  plainFiles.set(lines, known);
  return known;
}

/** How often some lines of a file stand in it before this place. */
function countBefore(lines: readonly string[], startLine: number, code: readonly string[]): number {
  const file = plainLines(lines);
  const [first = '', ...rest] = code.map(plain);
  let count = 0;
  for (
    let index = file.indexOf(first);
    index >= 0 && index < startLine - 1;
    index = file.indexOf(first, index + 1)
  )
    if (rest.every((line, offset) => line === (file[index + 1 + offset] ?? ''))) count += 1;
  return count;
}
