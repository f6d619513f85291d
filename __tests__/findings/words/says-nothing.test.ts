import { describe, expect, test } from 'vitest';
import { readReview } from '../../../src/findings/read-review.ts';
import { saysNothing } from '../../../src/findings/words/says-nothing.ts';

const denials = [
  'None.',
  'None found',
  'N/A',
  'No critical issues.',
  'No correctness or security problems stood out.',
  'I found no blockers in this change.',
  'I did not find any blockers.',
  'There are no issues that must be fixed.',
  'Nothing blocking.',
  'This change introduces none.',
  'The diff looks correct.',
  '✅ All clear',
  'Keine kritischen Probleme gefunden.',
  '未发现严重问题。',
  '特になし',
  '없음',
];

/** Sentences with the same words that say what is missing. */
const findings = [
  'There is no lock around the counter, so two requests lose one.',
  'Nothing checks the token before the row is deleted.',
  'No error handling around the write of the index.',
  'No lock protects the issue list of the queue.',
  'The parser reports no errors when the file is cut.',
  'User input is not escaped anywhere; no test covers it.',
  'The retry looks good but never stops, and the queue hangs.',
  'The lock is not safe when two workers stop.',
  'The cache is no longer correct after a restart.',
  'The check is hardly sound for empty input.',
  'Retries are anything but safe here.',
  'The sum is only correct for ASCII.',
  'Keine Prüfung der Eingabe vor dem Schreiben.',
  '没有对输入进行校验，任何人都可以写入。',
  '認証がありません。誰でも消せます。',
];

describe('Where a critical finding should stand', () => {
  test.each(denials)('"%s" says that there is none', (words) => {
    expect(saysNothing(words)).toBe(true);
    expect(readReview(`## Summary\n\nShort.\n\n## Critical\n\n${words}\n`)).toMatchObject({
      form: 'markdown',
      review: { findings: [] },
    });
  });

  test.each(findings)('"%s" is one', (words) => {
    expect(saysNothing(words)).toBe(false);
    expect(readReview(`## Summary\n\nShort.\n\n## Critical\n\n${words}\n`)).toMatchObject({
      form: 'markdown',
      review: { findings: [{ severity: 'critical' }] },
    });
    expect(readReview(`## Critical\n\n- ${words}\n`)).toMatchObject({
      review: { findings: [{ severity: 'critical' }] },
    });
  });
});
