import { describe, expect, test } from 'vitest';
import { readReview } from '../../../src/findings/read-review.ts';

const open = [
  'Open',
  'Not fixed',
  'Partially fixed',
  'To be fixed',
  'Unresolved',
  'Not yet resolved',
  'Still not addressed',
  'Resolved?',
  'NO RESUELTO',
  'Nicht behoben',
  'non résolu',
  'не исправлено',
  '未修复',
  '未解決',
  '미해결',
];
const settled = ['Fixed', 'Resolved', 'RESUELTO', 'Behoben', '已修复', '✅ Fixed'];

/** The forms in which a review says of a finding what became of it. */
const forms: readonly (readonly [string, (status: string) => string])[] = [
  [
    'in a field',
    (status) =>
      `## Findings\n\n### 1. The job is lost\n\n- **Severity:** critical\n- **Status:** ${status}\n\n\`src/queue.ts:40\` drops it.\n`,
  ],
  [
    'behind a title',
    (status) =>
      `## Findings\n\n### 1. The job is lost — ${status}\n\n**Severity:** critical\n\n\`src/queue.ts:40\` drops it.\n`,
  ],
  [
    'in a table',
    (status) =>
      `## Findings\n\n| # | Severity | File | Issue | Status |\n|---|---|---|---|---|\n| 1 | critical | src/queue.ts:40 | The job is lost | ${status} |\n`,
  ],
];

function severities(answer: string): string[] {
  const reading = readReview(answer);
  return reading.form === 'unreadable'
    ? ['unreadable']
    : reading.review.findings.map((each) => each.severity);
}

describe.each(forms)('What became of a finding, %s', (_, write) => {
  test.each(open)('"%s" leaves it open', (status) => expect(severities(write(status))).toEqual(['critical']));
  test.each(settled)('"%s" settles it', (status) => expect(severities(write(status))).toEqual([]));
});
