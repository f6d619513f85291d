import { expect, test } from 'vitest';
import { readReview } from '../../src/findings/read-review.ts';
import { joinAnswers } from '../../src/model/answers/several-answers.ts';

const finding = (title: string) => ({
  ...{ severity: 'important', title, path: 'a.ts', startLine: 1, endLine: 1 },
  explanation: `It "fails": ${title}.`,
});
const titlesOf = (answer: string): string[] => {
  const reading = readReview(answer);
  return reading.form === 'unreadable' ? [] : reading.review.findings.map(({ title }) => title);
};
const whole = (...titles: string[]) => JSON.stringify({ summary: 'Read.', findings: titles.map(finding) });
const cut = whole('Leaks the handle', 'Drops the lock').slice(0, -20);
const markdown = '## Important\n\n- **Reads past the end** — a.ts:1\n\n  Why.\n';

test.each([
  ['a list of JSON', cut],
  ['a fence', `\`\`\`json\n${cut}`],
  [
    'a fence in Markdown',
    `${markdown.replace('Reads past the end', 'Frees it twice').replace('a.ts', 'c.ts')}\n\`\`\`ts\nconst a = [`,
  ],
])('An answer that is cut in %s hides nothing of the others', (_, first) => {
  for (const other of [
    cut
      .replace('Leaks the handle', 'Forgets a lock')
      .replace('Drops the lock', 'Counts one twice')
      .replaceAll('a.ts', 'b.ts'),
    whole('Overflows'),
    markdown,
  ]) {
    const titles = titlesOf(joinAnswers([first, other]));
    expect(titles).toEqual(expect.arrayContaining([...titlesOf(first), ...titlesOf(other)]));
    expect(titles.length).toBeGreaterThan(titlesOf(first).length);
  }
});

test('What two answers say is there once', () => {
  expect(titlesOf(joinAnswers([whole('Leaks', 'Overflows'), whole('Leaks')]))).toEqual([
    'Leaks',
    'Overflows',
  ]);
});

test('Findings that one answer speaks of and does not show count beside those of another', () => {
  const vague = 'I found 2 critical issues in this change.';
  expect(readReview(vague)).toMatchObject({ form: 'unreadable', missing: [expect.any(String)] });
  const reading = readReview(joinAnswers([whole('Leaks'), vague]));
  expect(reading).toMatchObject({ review: { findings: [{ title: 'Leaks' }, { severity: 'critical' }] } });
  expect(readReview(joinAnswers([vague, 'Hm.']))).toMatchObject({
    form: 'unreadable',
    missing: [expect.any(String)],
  });
});
