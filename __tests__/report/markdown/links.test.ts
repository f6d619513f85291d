import { describe, expect, test } from 'vitest';
import { linksOf } from '../../../src/report/markdown/links.ts';
import { reportOf } from '../../helpers/report.ts';

const report = reportOf();
const at = (webUrl: string | null) => linksOf(reportOf({ change: { ...report.change, webUrl } }));
const links = linksOf(report);
const { head, mergeBase } = report.change;
const place = { path: 'src/a.ts', startLine: 3, endLine: 7, side: 'new' } as const;

describe('permalinks', () => {
  test.each([
    ['lines', place, `/blob/${head}/src/a.ts#L3-L7`],
    ['one line', { ...place, endLine: 3 }, `/blob/${head}/src/a.ts#L3`],
    ['a file', { ...place, startLine: null, endLine: null }, `/blob/${head}/src/a.ts`],
    ['the merge base', { ...place, side: 'old' as const }, `/blob/${mergeBase}/src/a.ts#L3-L7`],
    ['a file that GitHub renders', { ...place, path: 'README.md' }, `/blob/${head}/README.md?plain=1#L3-L7`],
    ['an odd name', { ...place, path: 'a b/#1?.ts' }, `/blob/${head}/a%20b/%231%3F.ts#L3-L7`],
  ])('to %s', (_, target, expected) => {
    expect(links.toPlace(target)).toBe(`https://github.com/acme/queue${expected}`);
  });

  test('to a commit', () => {
    expect(links.toCommit(head)).toBe(`https://github.com/acme/queue/commit/${head}`);
  });

  test.each([null, 'javascript:alert(1)', 'not an address', 'file:///etc'])(
    'to nowhere from %s',
    (webUrl) => {
      expect(at(webUrl).toPlace(place)).toBeNull();
      expect(at(webUrl).repository).toBeNull();
    },
  );
});

describe('known addresses', () => {
  test.each(['https://github.com/a/b', 'http://github.com/', 'https://docs.github.com/en'])(
    '%s is',
    (address) => {
      expect(links.isKnown(address)).toBe(true);
    },
  );

  test.each([
    'https://github.com.evil.example/',
    'https://evil.example/github.com',
    'https://github.com@evil.example/',
    'https://user:secret@github.com/',
    'https://github.com:8443/',
    'javascript://github.com/%0aalert(1)',
    'data:text/html,x',
    '//github.com/a',
    'github.com/a',
    '#top',
  ])('%s is not', (address) => {
    expect(links.isKnown(address)).toBe(false);
  });

  test('the host of the repository is', () => {
    expect(at('https://git.acme.example/a/b').isKnown('https://git.acme.example/x')).toBe(true);
  });
});
