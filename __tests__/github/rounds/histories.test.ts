import fc from 'fast-check';
import { test } from 'vitest';
import type { Request } from '../../helpers/fake-github.ts';
import { type Part, parts } from '../../helpers/flawed-code.ts';
import { type Happening, PullRequestHistory, tamperings } from '../../helpers/pull-request-history.ts';

/** How many histories are tried; a release tries 20,000 and more. */
const histories = Number(process.env.HISTORIES ?? '60');

const fault = fc.option(
  fc.constantFrom<Request>(
    'list',
    'readRun',
    'readFile',
    'listComments',
    'listReviews',
    'listInlineComments',
    'readViewer',
    'readEdits',
    'readPermission',
    'readPullRequest',
  ),
  { freq: 3 },
);
const one = <T extends string>(...values: T[]) => fc.constantFrom(...values);
/** Few flaws, so that a green check is in reach, and some that come and go. */
const flaws = fc.oneof(
  fc.constant([]),
  fc.subarray([1, 4] as Part[]),
  fc.subarray([...parts], { maxLength: 2 }),
);
/** Agents see all, nothing or some of it. */
const raised = fc.oneof(fc.constant([...parts]), fc.constant([]), fc.subarray([...parts]));
const rarely = fc.nat(9).map((number) => number === 0);

const push = fc.record({
  type: one('push'),
  flaws,
  moves: fc.boolean(),
  renames: one('no', 'no', 'as a rename', 'as a new file'),
  copies: rarely,
  hides: rarely,
});
const review = fc.record({
  type: one('review'),
  raised,
  ends: one('well', 'well', 'well', 'crashed', 'cancelled', 'moved on'),
  fault,
  unkept: one('none', 'none', 'none', 'artifact', 'comment', 'both'),
});
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: push },
  { weight: 2, arbitrary: fc.record({ type: one('force-push back') }) },
  { weight: 1, arbitrary: fc.record({ type: one('base moves') }) },
  { weight: 2, arbitrary: fc.record({ type: one('retarget'), branch: one('main', 'release') }) },
  { weight: 8, arbitrary: review },
  { weight: 2, arbitrary: fc.record({ type: one('queue'), isAlone: fc.boolean(), fault }) },
  { weight: 1, arbitrary: fc.record({ type: one('skip'), why: one('draft', 'label'), fault }) },
  {
    weight: 5,
    arbitrary: fc.record({
      type: one('say'),
      who: one('boss', 'dev', 'ada', 'stranger'),
      verb: one('decline', 'decline', 'undecline'),
      which: fc.nat(5),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: one('withdraw'), how: one('edit', 'delete') }) },
  { weight: 3, arbitrary: fc.record({ type: one('tamper'), how: fc.constantFrom(...tamperings) }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: one('echo'), forgery: one('nothing', 'milder', 'elsewhere', 'gone') }),
  },
  { weight: 1, arbitrary: fc.record({ type: one('mode'), mode: one('off', 'sticky', 'review') }) },
);

const pushed = (...flawed: Part[]): Extract<Happening, { type: 'push' }> => ({
  type: 'push',
  flaws: flawed,
  moves: false,
  renames: 'no',
  copies: false,
  hides: false,
});
const reviewed = (saw: readonly Part[], unkept: 'none' | 'artifact' | 'comment' = 'none'): Happening => ({
  type: 'review',
  raised: saw,
  ends: 'well',
  fault: null,
  unkept,
});
const mode: Happening = { type: 'mode', mode: 'sticky' };

test.each<[string, Happening[]]>([
  ['flaw that comes back', [pushed(1), reviewed([1]), pushed(), reviewed([]), pushed(1), reviewed([])]],
  [
    'head that comes back',
    [pushed(1), reviewed([1]), pushed(), reviewed([]), { type: 'force-push back' }, reviewed([])],
  ],
  [
    'change that went to another branch for a while',
    [
      pushed(1),
      reviewed([1]),
      { type: 'retarget', branch: 'release' },
      reviewed([]),
      { type: 'retarget', branch: 'main' },
      reviewed([]),
    ],
  ],
  [
    'flaw that only an expired artifact knows',
    [
      mode,
      pushed(1),
      reviewed([1]),
      pushed(1, 2),
      reviewed([2], 'comment'),
      { type: 'tamper', how: 'expire the artifact' },
      pushed(2),
      reviewed([]),
    ],
  ],
  [
    'flaw told much like one that is gone and was declined',
    [
      pushed(2),
      reviewed([2]),
      pushed(4),
      { type: 'say', who: 'boss', verb: 'decline', which: 0 },
      reviewed([], 'artifact'),
      reviewed([4]),
      reviewed([], 'artifact'),
    ],
  ],
  [
    'flaw of the same line in another place as one that was declined',
    [
      { ...pushed(4), copies: true },
      reviewed([4]),
      { ...pushed(5), copies: true },
      { type: 'say', who: 'boss', verb: 'decline', which: 0 },
      { type: 'review', raised: [5], ends: 'well', fault: 'readPermission', unkept: 'none' },
      reviewed([], 'artifact'),
    ],
  ],
  [
    'flaw that a comment in our name calls milder',
    [mode, pushed(1), reviewed([1]), { type: 'echo', forgery: 'milder' }, reviewed([])],
  ],
  [
    'flaw that a comment in our name has elsewhere',
    [mode, pushed(1), reviewed([1]), { type: 'echo', forgery: 'elsewhere' }, reviewed([])],
  ],
])('a %s is no green check', async (_, happenings) => {
  const pullRequest = new PullRequestHistory();
  for (const each of happenings) await pullRequest.happen(each);
});

test('no check is green while a blocker stands that was found and not declined, and none is red without a cause', async () => {
  // What happens is as a rule followed by a run.
  const step = fc.tuple(happening, fc.option(review, { freq: 3 }));
  const further = fc.array(step, { minLength: 2, maxLength: 9, size: 'max' });
  const trial = fc.asyncProperty(push, review, further, async (first, second, others) => {
    const pullRequest = new PullRequestHistory();
    for (const each of [first, second, ...others.flat()]) if (each !== null) await pullRequest.happen(each);
  });
  await fc.assert(trial, {
    numRuns: histories,
    ...(process.env.SEED ? { seed: Number(process.env.SEED) } : {}),
  });
}, 3_600_000);
