import { expect, test } from 'vitest';
import { openScene, printReview } from '../helpers/action-scene.ts';
import { pullRequestPayload } from '../helpers/action-step.ts';

test('a draft passes unreviewed where drafts are skipped', async () => {
  const { repository, github, run } = await openScene();
  github.isDraft = true;
  const payload = pullRequestPayload(repository, { draft: true });
  const step = await run({ payload, with: { drafts: 'skip' } });
  expect(step.outputs).toMatchObject({ verdict: 'skipped', gate: 'pass', blocking: '0', 'report-json': '' });
  expect(step.summary).toMatch(/^# Deep Review\n\n> \*\*Not reviewed\*\*, and passed — .* draft/);
});

test('a head that has moved on is reviewed as it was, and nothing is posted', async () => {
  const { repository, github, run, push } = await openScene();
  const payload = pullRequestPayload(repository);
  const moved = push({ 'b.js': 'b();\n' });
  const step = await run({ payload, with: { comment: 'sticky' } });
  expect(step.outputs.gate).toBe('block');
  expect(step.report?.change.head).toBe(payload.pull_request.head.sha);
  expect(step.report?.review.notes.join()).toContain(`moved on to ${moved.slice(0, 12)}`);
  expect(github.comments).toEqual([]);
});

test.each([['sticky'], ['off']])(
  'an unchanged change keeps its verdict, and no agent runs (comment: %s)',
  async (comment) => {
    const { github, run, listArtifact } = await openScene({ agent: printReview() });
    const first = await run({ with: { comment } });
    expect(first.outputs).toMatchObject({ verdict: 'merge', reviewers: 'mine' });
    listArtifact();
    const again = await run({ with: { comment }, environment: { GITHUB_RUN_ATTEMPT: '2' } });
    expect(again.log).not.toMatch(/mine started/);
    expect(again.outputs).toMatchObject({ verdict: 'merge', gate: 'pass', reviewers: 'mine' });
    expect(again.summary).toMatch(/^> \*\*Not reviewed again\*\* — Nothing changed since .* round 1/);
    expect(github.comments).toHaveLength(comment === 'sticky' ? 1 : 0);
  },
);

test.each([['sticky'], ['review']])(
  'a command is answered where it was given, also where no agent runs (comment: %s)',
  async (comment) => {
    const { github, run, listArtifact } = await openScene();
    github.permissions.boss = 'admin';
    const step = { with: { comment } };
    await run(step);
    listArtifact();
    const refused = github.addComment('mallory', '/deep-review decline I1 Trust me.');
    const again = await run({ ...step, environment: { GITHUB_RUN_ATTEMPT: '2' } });
    expect(again.log).toMatch(/mallory could not decline I1/);
    const body = () => (comment === 'sticky' ? github.comments : github.reviews).find(isReport)?.body;
    expect(body()).toMatch(/\| `mallory` \| \[`decline I1`\]\(.*\) \| refused: that needs write access \|/);
    expect([...github.reactions]).toEqual([`${refused.node_id} THUMBS_DOWN`]);
    listArtifact();
    const accepted = github.addComment('boss', '/deep-review decline I1 On purpose.', '2026-04-02T00:00:00Z');
    const third = await run({ ...step, environment: { GITHUB_RUN_ATTEMPT: '3' } });
    expect(third.outputs.gate).toBe('pass');
    expect(body()).toMatch(/\| `boss` \| .* \| accepted \|/);
    expect([...github.reactions]).toContain(`${accepted.node_id} THUMBS_UP`);
    expect([...github.comments, ...github.reviews].filter(isReport)).toHaveLength(1);
  },
);

const isReport = ({ body }: { body: string }): boolean => body.startsWith('<!-- deep-review ');
