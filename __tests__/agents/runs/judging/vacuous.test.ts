import { expect, test } from 'vitest';
import { type ReviewSigns, vacuousReason } from '../../../../src/agents/runs/judging/vacuous.ts';
import { readReview } from '../../../../src/findings/read-review.ts';

const account =
  'I read the parser and its callers; the new bounds check is right, the error message names the line, and both tests fail without it.';

/** Signs of a review of one file and ten lines, as a model's CLI reports them. */
function signs(answer: object, overrides: Partial<ReviewSigns> = {}): ReviewSigns {
  const reading = readReview(JSON.stringify({ summary: account, findings: [], ...answer }));
  if (reading.form === 'unreadable') throw new Error(reading.reason);
  return {
    review: reading.review,
    turns: 3,
    toolCalls: 2,
    outputTokens: 400,
    wasShown: null,
    pathsRead: [],
    durationMs: 20_000,
    files: 1,
    changedLines: 10,
    inlined: true,
    ...overrides,
  };
}

const covered = { coverage: [{ path: 'a.ts', status: 'read' }] };
const listed = { coverage: [{ path: 'a.ts', status: 'listed' }] };
const silent = { turns: null, toolCalls: null, outputTokens: null } as const;
const finding = { severity: 'suggestion', title: 'Rename x', path: 'a.ts', explanation: 'It misleads.' };

test.for<[string, ReviewSigns]>([
  ['a clean review with coverage', signs(covered)],
  ['a clean review with an account of itself and tools used', signs({})],
  [
    'a finding, whatever else is missing',
    signs({ summary: '', findings: [finding] }, { toolCalls: 0, durationMs: 1 }),
  ],
  [
    'a program that held one rule against the change',
    signs({ ...listed, summary: 'No rule was broken.' }, silent),
  ],
  ['a custom agent with coverage', signs({ ...covered, summary: '' }, silent)],
  ['a custom agent with an account only', signs({}, silent)],
  ['a fast custom agent', signs(covered, { ...silent, durationMs: 5, changedLines: 100_000 })],
  ['an inlined change reviewed without tools', signs(covered, { toolCalls: 0, turns: 1 })],
  ['a shard without files', signs({ summary: '' }, { files: 0 })],
])('May be a review: %s', ([, given]) => {
  expect(vacuousReason(given)).toBeNull();
});

test.for<[string, ReviewSigns, RegExp]>([
  ['nothing at all', signs({ summary: '' }), /empty review/],
  ['two words from a custom agent', signs({ summary: 'LGTM' }, silent), /next to nothing/],
  ['no tool used on a change in files', signs(covered, { inlined: false, toolCalls: 0 }), /without opening/],
  ['no token spent', signs(covered, { outputTokens: 0 }), /never asked/],
  ['no turn taken', signs(covered, { turns: 0 }), /never asked/],
  ['faster than any model reads', signs(covered, { durationMs: 900, changedLines: 50_000 }), /too fast/],
])('Is no review: %s', ([, given, reason]) => {
  expect(vacuousReason(given)).toMatch(reason);
});
