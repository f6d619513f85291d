import { createHash } from 'node:crypto';
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
 * it survives code moving and levels changing.
 */
export function fingerprint(finding: Finding, sources: Sources): string {
  const { path, startLine, endLine, side } = finding.anchor;
  const lines = path === null ? null : sources.lines(path, side);
  const anchored =
    lines === null || startLine === null ? null : lines.slice(startLine - 1, endLine ?? startLine).join('\n');
  const code = (anchored ?? finding.quote ?? '').replace(/\s+/g, ' ').trim();
  const words = finding.title
    .toLowerCase()
    .split(/[^\p{L}\p{N}_]+/u)
    .filter((word) => word !== '' && !emptyWords.has(word));
  const identity = [path ?? '', code, [...new Set(words)].sort().join(' ')];
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
}
