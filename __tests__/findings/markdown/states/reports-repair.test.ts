import { describe, expect, test } from 'vitest';
import { readReview } from '../../../../src/findings/read-review.ts';

const point = (words: string) => `# Review\n\n## Critical\n\n- **\`src/a.ts:10\`** ${words}\n`;
const section = (title: string, problem: string, fix: string) =>
  `# Review\n\n## Critical\n\n### ${title}\n\n**File:** \`src/a.ts:10\`\n\n${problem}\n\n**Fix:** ${fix}\n`;

function readingOf(answer: string): { places: string[]; notes: string } {
  const reading = readReview(answer);
  if (reading.form === 'unreadable') return { places: [], notes: reading.reason };
  return {
    places: reading.review.findings.map(({ path, startLine }) => `${path}:${startLine}`),
    notes: reading.notes.join('\n'),
  };
}

describe('a point that was repaired', () => {
  test.each([
    point('The check was broken. Fix: Moved the check before the call.'),
    point('The checks were missing. **Resolution:** Added `@require_role` to the handler.'),
    section('C1. The lock was never released', 'It was held when the call threw.', 'Moved the release.'),
    section('1. Empty list', '**Problem:** The list was empty after a restart.', 'Changed the loader.'),
    section('1. Cache key', 'The key did not hold the tenant.', 'Replaced the key with one that does.'),
  ])('is dealt with, and is told: %j', (answer) => {
    const { places, notes } = readingOf(answer);
    expect(places).toEqual([]);
    expect(notes).toContain('1 marked as dealt with left out');
  });
});

describe('a point stays a finding', () => {
  test.each([
    ['problem in the present', point('The check is broken. Fix: Moved the check before the call.')],
    ['problem without a verb', point('Missing permission check. Fix: Added `@require_role`.')],
    ['verb without an auxiliary', point('The lock leaks. It was held too long. Fix: Moved the release.')],
    ['title in the present', section('The key omits the tenant', 'It was short.', 'Added the tenant.')],
    ['consequence in the present', point('The guard was wrong, so the queue drops jobs. Fix: Added one.')],
    ['fix that is asked for', point('The check was broken. Fix: Move the check before the call.')],
    ['fix that is suggested', point('The flag was lost. Suggested fix: Added a copy of it.')],
    ['fix that is not whole', point('The check was missing. Fix: Added it, but DELETE is left out.')],
    ['change that broke it', point('The null check was removed. Fix: Added a null check.')],
    ['what could happen', point('The name was not escaped. It could inject SQL. Fix: Added a parameter.')],
    [
      'evidence',
      section(
        '1. Empty list',
        'The list was empty.\n\n**Evidence:** `src/a.ts:10` returns early.',
        'Added it.',
      ),
    ],
  ])('with a %s', (_, answer) => expect(readingOf(answer).places).toEqual(['src/a.ts:10']));
});
