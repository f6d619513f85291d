import { expect, test } from 'vitest';
import { annotationsOf } from '../../../src/github/publish/annotations.ts';
import { findingOf, reportOf } from '../../helpers/report.ts';

const many = (severity: 'critical' | 'important' | 'suggestion', count: number) =>
  Array.from({ length: count }, (_, index) =>
    findingOf({ id: `${severity[0]}${index}`, severity, blocking: severity !== 'suggestion' }),
  );

test("the runner's room goes to the worst, some being left for our own words", () => {
  const annotations = annotationsOf(
    reportOf({ findings: [...many('suggestion', 30), ...many('important', 30), ...many('critical', 30)] }),
  );
  expect(annotations.map(({ level }) => level)).toEqual([
    ...Array<string>(9).fill('error'),
    ...Array<string>(8).fill('warning'),
    ...Array<string>(9).fill('notice'),
  ]);
});

test('what blocks comes before what does not', () => {
  const findings = [findingOf({ id: 'I1', blocking: false }), findingOf({ id: 'I2', blocking: true })];
  expect(annotationsOf(reportOf({ findings })).map(({ title }) => title.slice(0, 2))).toEqual(['I2', 'I1']);
});

test('a message fits the runner, a place without lines at the head has none', () => {
  const anchor = findingOf().anchor;
  const findings = [
    findingOf({ explanation: 'x'.repeat(10_000) }),
    findingOf({ anchor: { ...anchor, startLine: null, endLine: null, status: 'file' } }),
    findingOf({ anchor: { ...anchor, side: 'old' } }),
  ];
  const annotations = annotationsOf(reportOf({ findings }));
  expect(annotations).toHaveLength(1);
  expect(annotations[0]).toMatchObject({ file: 'src/queue.ts', startLine: 12, endLine: 14 });
  expect(annotations[0]?.message.length).toBeLessThan(4096);
});

test('it is said who found it, who confirmed it, and which person raised it too', () => {
  const finding = findingOf({ explanation: 'Long words. '.repeat(1_000), people: [{ by: 'bo', url: null }] });
  const [annotation] = annotationsOf(reportOf({ findings: [finding] }));
  expect(annotation?.message).toMatch(
    /words\.\n\nThe report has the rest\.\n\nFound by Codex; confirmed by Claude\. Also raised by bo\.$/,
  );
  expect(annotation?.message.length).toBeLessThanOrEqual(4_000);
});

test('a title is cut between characters', () => {
  const [annotation] = annotationsOf(reportOf({ findings: [findingOf({ title: '👩‍👩‍👧‍👦'.repeat(60) })] }));
  expect(annotation?.title).toMatch(/^I1: (?:👩‍👩‍👧‍👦)+$/u);
  expect(annotation?.title.length).toBeLessThanOrEqual(255);
});
