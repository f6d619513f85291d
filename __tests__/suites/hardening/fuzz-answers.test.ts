import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { readReview } from '../../../src/findings/read-review.ts';
import { readRulings } from '../../../src/findings/read-rulings.ts';
import { severities } from '../../../src/model/answers/review-schema.ts';
import type { Reading } from '../../../src/model/finding.ts';
import { fuzz } from './fuzz.ts';
import { anyReview, anyText, textOf } from './fuzz-texts.ts';

const json = textOf([
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    ':',
    ',',
    '\\',
    '\\"',
    '\\u',
    '\n',
    '```json\n',
    '\n```\n',
    '//',
    '/*',
    '*/',
  ],
  ...[
    '"findings":',
    '"severity":',
    '"critical"',
    '"title":',
    '"startLine":',
    '"__proto__":',
    '"constructor":',
  ],
  ...['-1', '1e999', 'NaN', 'null', 'true', '0x1', '{"result":"', '"findings":[{"title":"x"}]', '…', '[['],
]);
const markdown = textOf([
  ...[
    '# ',
    '## Critical Issues\n',
    '## Important\n',
    '### I1. ',
    '- ',
    '1. ',
    '**Title**',
    '`a.ts:1`',
    ' — ',
    '\n',
  ],
  ...[
    '\n\n',
    '> ',
    '```',
    '```diff\n',
    '|a|b|\n',
    '|---|---|\n',
    '<details>',
    '<!--',
    '-->',
    '</',
    '[x](',
    '[^1]',
  ],
  ...[
    'Fix: ',
    'severity: critical',
    'None.',
    '    ',
    '\t',
    '* * *\n',
    '***',
    '___',
    '![',
    '&#0;',
    '&amp;',
    '\\',
  ],
]);

/** What code relies on in every reading. */
function expectSound(reading: Reading): void {
  if (reading.form === 'unreadable') {
    expect(reading.reason).not.toBe('');
    return;
  }
  const ids = reading.review.findings.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { severity, title, startLine, endLine, explanation } of reading.review.findings) {
    expect(severities).toContain(severity);
    expect([typeof title, typeof explanation]).toEqual(['string', 'string']);
    if (startLine !== null) expect(startLine).toBeGreaterThanOrEqual(1);
    if (endLine !== null) expect(endLine).toBeGreaterThanOrEqual(startLine ?? Number.POSITIVE_INFINITY);
  }
}

describe('An answer', () => {
  fuzz('of any text is read or refused, soundly', anyText, (text) => expectSound(readReview(text)), 2);
  fuzz('that is nearly JSON is read or refused, soundly', json, (text) => expectSound(readReview(text)), 2);
  fuzz(
    'that is nearly Markdown is read or refused, soundly',
    markdown,
    (text) => expectSound(readReview(text)),
    5,
  );
  fuzz(
    'is read alike twice',
    fc.oneof(json, markdown),
    (text) => {
      expect(readReview(text)).toEqual(readReview(text));
    },
    5,
  );

  fuzz(
    'that meets the schema is read as it is',
    anyReview,
    (review) => {
      const reading = readReview(JSON.stringify(review));
      expectSound(reading);
      expect(reading.form).toBe('strict');
      if (reading.form === 'unreadable') return;
      expect(reading.review.findings.map(({ severity }) => severity)).toEqual(
        review.findings.map(({ severity }) => severity),
      );
    },
    2,
  );

  fuzz(
    'that ends anywhere claims nothing it did not say',
    fc.tuple(anyReview, fc.double({ min: 0, max: 1, noNaN: true })),
    ([review, share]) => {
      const whole = JSON.stringify(review);
      const reading = readReview(whole.slice(0, Math.floor(whole.length * share)));
      expectSound(reading);
      if (reading.form !== 'strict' && reading.form !== 'salvaged') return;
      expect(reading.review.findings.length).toBeLessThanOrEqual(review.findings.length);
    },
    5,
  );

  fuzz('with rulings of any text is read or refused', fc.oneof(json, anyText), (text) => {
    expect(() => readRulings(text)).not.toThrow();
  });

  const nested = fc.tuple(
    fc.constantFrom('[', '{"a":', '> ', '- ', '**', '[(', '<b>', '`'),
    fc.integer({ min: 1, max: 20_000 }),
  );
  fuzz(
    'nested however deep is read or refused, soundly',
    nested,
    ([piece, times]) => {
      expectSound(readReview(piece.repeat(times)));
      expectSound(readReview(`## Critical Issues\n\n1. **Title** — \`a.ts:1\`\n\n${piece.repeat(times)}`));
    },
    40,
  );
});
