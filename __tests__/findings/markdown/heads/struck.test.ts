import { describe, expect, test } from 'vitest';
import { readReview } from '../../../../src/findings/read-review.ts';

/** The severities of the findings of an answer with one heading. */
function severitiesOf(heading: string): string[] {
  const reading = readReview(`# Review\n\n## Critical\n\n### ${heading}\n\n\`src/queue.ts:40\` is where.\n`);
  return reading.form === 'unreadable' ? [] : reading.review.findings.map(({ severity }) => severity);
}

describe('a heading is open', () => {
  test.each([
    'The queue drops its last job — correct',
    'C1. The queue drops its last job (Correct)',
    'The total of the queue is never *correct*',
    'Connections are never *closed*',
    'The promise is never _resolved_',
    'CRITICAL: Failed orders are marked **completed**',
    '`[DONE]` marker is parsed as JSON and crashes the stream',
    '[DONE] sentinel crashes the stream',
    'CRITICAL: A ✅ is shown though saving failed',
    'A ✅ is shown though saving failed',
    '~~High~~ CRITICAL: The queue drops its last job',
    '[x] CRITICAL: The queue drops its last job',
    'Total time is wrong after a change of the clock',
    'CRITICAL: Total duration ignores pauses and is wrong',
  ])('%s', (heading) => expect(severitiesOf(heading)).toEqual(['critical']));
});

describe('a heading is dealt with', () => {
  test.each([
    '~~The queue drops its last job~~ (fixed)',
    'The queue drops its last job ✅',
    'The queue drops its last job ✅ Fixed in 0a1b2c3',
    'The queue drops its last job **Fixed**',
    '[Fixed] The queue drops its last job',
    '[fixed] the queue drops its last job',
    'The queue drops its last job — resolved',
  ])('%s', (heading) => expect(severitiesOf(heading)).toEqual([]));
});
