import { describe, expect, test } from 'vitest';
import type { Permission } from '../../../src/github/api/client.ts';
import { reactToCommands, renderAnswers } from '../../../src/github/publish/answer-commands.ts';
import { markerOf } from '../../../src/github/rounds/marker.ts';
import { composeMemory } from '../../../src/github/rounds/memory.ts';
import {
  listPlaces,
  noRound,
  type PreviousRound,
  withDecisions,
} from '../../../src/github/rounds/previous-round.ts';
import { collectCommands } from '../../../src/github/rounds/said-commands.ts';
import { FakeGitHub, forbidden, outage, person } from '../../helpers/fake-github.ts';
import { findingOf, reportOf } from '../../helpers/report.ts';

const report = reportOf({ findings: [findingOf({ id: 'I1', fingerprint: 'one' })] });
const memory = composeMemory(
  {
    report,
    identity: { head: 'a', mergeBase: 'b', patchId: null, terms: 't' },
    pullNumber: 7,
    declined: [],
    storedAt: 1,
    runId: null,
  },
  null,
  { comment: 0, inline: 0, review: 0 },
);

/** A pull request after its first round, with people of either kind. */
function openPullRequest(): FakeGitHub {
  const github = new FakeGitHub();
  Object.assign(github.permissions, { boss: 'admin', dev: 'write' } satisfies Record<string, Permission>);
  return github;
}

/** What was said, and the answers to it. */
async function answer(github: FakeGitHub, round: Partial<PreviousRound> = { memory }) {
  const said = await collectCommands(await listPlaces(github), github, markerOf('review.yml review'));
  return withDecisions({ ...noRound, ...round, said }, { author: 'admin' }, 'ada').answers;
}

describe('a command', () => {
  test('is answered at its comment, once however often the step runs', async () => {
    const github = openPullRequest();
    const { nodeId: accepted } = github.say(person('dev'), '/deep-review decline I1 On purpose.');
    const { nodeId: refused } = github.say(
      person('mallory'),
      '/deep-review decline I1 Trust me.',
      github.reviews,
    );
    for (let run = 0; run < 3; run++) expect(await reactToCommands(await answer(github), github)).toEqual([]);
    expect([...github.reactions]).toEqual([
      [accepted, ['THUMBS_UP']],
      [refused, ['THUMBS_DOWN']],
    ]);
    expect(github.asked.filter((request) => request === 'addReaction')).toHaveLength(2);
  });

  test('of which another thing is true later has the other answer', async () => {
    const github = openPullRequest();
    const { nodeId } = github.say(person('dev'), '/deep-review decline I1 On purpose.');
    await reactToCommands(await answer(github), github);
    delete github.permissions.dev;
    await reactToCommands(await answer(github), github);
    expect(github.reactions.get(nodeId ?? '')).toEqual(['THUMBS_DOWN']);
  });

  test('beside another in one comment has its own', async () => {
    const github = openPullRequest();
    const both = '/deep-review decline I1 On purpose.\n/deep-review decline I9 This too.';
    const { nodeId } = github.say(person('dev'), both);
    await reactToCommands(await answer(github), github);
    expect(github.reactions.get(nodeId ?? '')).toEqual(['THUMBS_UP', 'THUMBS_DOWN']);
  });

  test.each([
    ['before the first round', { memory: null }, 'there was no round yet'],
    ['while the last round is lost', { memory: null, isLost: true }, 'the last round could not be read'],
  ])('%s is refused, and why', async (_, round, why) => {
    const github = openPullRequest();
    github.say(person('dev'), '/deep-review decline I1 On purpose.');
    expect(await answer(github, round)).toEqual([expect.objectContaining({ refusal: why })]);
  });

  test.each([
    ['may not react', forbidden],
    ['is not answered', outage],
  ])('where one %s is a note, and no failure', async (_, fault) => {
    const github = openPullRequest();
    github.say(person('dev'), '/deep-review decline I1 On purpose.');
    github.faults.set('addReaction', fault);
    expect(await reactToCommands(await answer(github), github)).toEqual([
      `Not every command got its reaction; our comment answers each of them. ${fault.message}`,
    ]);
  });

  test('without end costs no more than the last thirty', async () => {
    const github = openPullRequest();
    for (let count = 0; count < 90; count++)
      github.say(person('mallory'), '/deep-review decline I1 Trust me.');
    const answers = await answer(github);
    await reactToCommands(answers, github);
    expect(github.reactions.size).toBe(30);
    expect(renderAnswers(answers)?.split('\n').at(-1)).toBe('60 earlier ones are not shown.');
  });
});

test('our comment says who asked for what, and what came of it', async () => {
  const github = openPullRequest();
  expect(renderAnswers(await answer(github))).toBeNull();
  const { url } = github.say(person('dev'), '/deep-review decline I1 On | purpose. @boss');
  const { url: other } = github.say(person('mallory'), '/deep-review decline I1 Trust me.');
  expect(renderAnswers(await answer(github))).toBe(
    [
      '## Commands\n',
      '| who | command | answer |',
      '| --- | --- | --- |',
      `| \`dev\` | [\`decline I1\`](${url}) | accepted |`,
      `| \`mallory\` | [\`decline I1\`](${other}) | refused: that needs write access |`,
    ].join('\n'),
  );
});
