import { describe, expect, test } from 'vitest';
import { presentReport, showInvisible } from '../../../src/report/markdown/visible-text.ts';
import { findingOf, reportOf } from '../../helpers/report.ts';

describe('characters that hide or reorder text are written out', () => {
  test.each([
    ['bidirectional controls', 'a\u202Eb\u2066c', 'a⟨U+202E⟩b⟨U+2066⟩c'],
    ['zero-width characters', 'a\u200Bb\uFEFFc\u00ADd', 'a⟨U+200B⟩b⟨U+FEFF⟩c⟨U+00AD⟩d'],
    ['joiners between Latin letters', 'a\u200Db', 'a⟨U+200D⟩b'],
    ['tags', 'a\u{E0041}', 'a⟨U+E0041⟩'],
    ['variation selectors that carry data', 'a\uFE01\uFE02', 'a⟨U+FE01⟩⟨U+FE02⟩'],
    ['line separators', 'a\u2028b', 'a⟨U+2028⟩b'],
    ['lone surrogates', 'a\ud800b', 'a⟨U+D800⟩b'],
    [
      'terminal sequences',
      '\u001b[31mred\u001b[0m \u001b]8;;https://a.example\u0007link\u001b]8;;\u0007',
      'red link',
    ],
    ['control characters', 'a\0b\u0007c\u0085d', 'abcd'],
    ['carriage returns', 'a\r\nb\rc', 'a\nb\nc'],
  ])('%s', (_, text, expected) => {
    expect(showInvisible(text)).toBe(expected);
    expect(showInvisible(expected)).toBe(expected);
  });

  test.each(['plain\ttext\n', 'é ü ß 日本語 العربية', '👩‍💻 1️⃣ ❤️ 🏳️‍🌈', 'می‌خواهم'])('but %j stays', (text) => {
    expect(showInvisible(text)).toBe(text);
  });
});

test('a presented report has lines where lines belong, and bounded texts', () => {
  const finding = findingOf({
    title: 'two\n\nlines\u202E',
    explanation: `two\n\nlines ${'x'.repeat(500_000)}`,
  });
  const shown = presentReport(reportOf({ findings: [finding] })).findings[0];
  expect(shown?.title).toBe('two lines⟨U+202E⟩');
  expect(shown?.explanation).toMatch(/^two\n\nlines x+ … \(100,011 more characters\)$/);
  expect(shown?.blocking).toBe(true);
  expect(shown?.kind).toBe('regression');
});

test('what may be shown as it is stays the very same, and what may not leaves the report alone', () => {
  const fine = findingOf({ title: 'plain' });
  const report = reportOf({ findings: [fine, findingOf({ title: 'two\nlines' })] });
  const shown = presentReport(report);
  expect(shown.findings[0]).toBe(report.findings[0]);
  expect(shown.findings[1]?.title).toBe('two lines');
  expect(report.findings[1]?.title).toBe('two\nlines');
  expect(presentReport(report)).toBe(shown);
});
