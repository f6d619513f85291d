import { describe, expect, test } from 'vitest';
import { focused, openScene, printReview, unfocused } from '../../../helpers/action-scene.ts';
import { pullRequestPayload } from '../../../helpers/action-step.ts';

describe('a pull request', () => {
  test.each([
    ['a draft, where drafts are skipped', { draft: true }, { drafts: 'skip' }, /is a draft/],
    [
      'one with the label that skips',
      { labels: ['trivial'] },
      { 'skip-label': 'trivial' },
      /label "trivial"/,
    ],
    ['a closed one', { state: 'closed' }, {}, /is closed/],
  ])('%s is passed, and said not to be reviewed', async (_, facts, inputs, reason) => {
    const scene = await openScene();
    scene.github.isDraft = 'draft' in facts;
    scene.github.state = 'state' in facts ? 'closed' : 'open';
    scene.github.labels = 'labels' in facts ? facts.labels : [];
    const labels = scene.github.labels.map((name) => ({ name }));
    const payload = pullRequestPayload(scene.repository, { ...facts, labels });
    const step = await scene.run({ payload, with: inputs });
    expect(step.outputs).toMatchObject({
      verdict: 'skipped',
      gate: 'pass',
      blocking: '0',
      'report-json': '',
    });
    expect(step.summary).toMatch(/^# Deep Review\n\n> \*\*Not reviewed\*\*, and passed/);
    expect(step.summary).toMatch(reason);
    expect(step.log).toMatch(/^::notice::Not reviewed, and passed/m);
  });

  test.each([
    ['a draft', { draft: true }, {}],
    [
      'a skipped one with the label that forces',
      {},
      { 'skip-label': 'x', 'force-label': 'y', drafts: 'skip' },
    ],
  ])('%s is reviewed', async (_, facts, inputs) => {
    const scene = await openScene();
    scene.github.isDraft = true;
    scene.github.labels = ['x', 'y'];
    const step = await scene.run({ payload: pullRequestPayload(scene.repository, facts), with: inputs });
    expect(step.outputs).toMatchObject({ verdict: 'merge-with-fixes', gate: 'block' });
  });

  test('goes by its labels as they are now, not as they were when the run was first started', async () => {
    const scene = await openScene();
    const payload = pullRequestPayload(scene.repository, { labels: [{ name: 'trivial' }] });
    expect((await scene.run({ payload, with: { 'skip-label': 'trivial' } })).outputs.gate).toBe('block');
  });

  test('that holds nothing passes', async () => {
    const scene = await openScene();
    scene.push(unfocused);
    expect((await scene.run()).outputs).toMatchObject({ verdict: 'skipped', gate: 'pass' });
  });

  test('whose head has moved on is reviewed as it was, and nothing is posted', async () => {
    const scene = await openScene();
    const payload = pullRequestPayload(scene.repository);
    const moved = scene.push({ 'b.js': 'b();\n' });
    const step = await scene.run({ payload, with: { comment: 'sticky' } });
    expect(step.outputs.gate).toBe('block');
    expect(step.report?.change.head).toBe(payload.pull_request.head.sha);
    expect(step.report?.review.notes.join()).toContain(`moved on to ${moved.slice(0, 12)}`);
    expect(scene.github.comments).toEqual([]);
  });
});

describe('a change that was reviewed before', () => {
  const agent = printReview();

  test.each([
    ['in a comment', { comment: 'sticky' }],
    ['in a review', { comment: 'review' }],
    ['in the artifact of an earlier run', { comment: 'off' }],
  ])(
    'and is remembered %s keeps its verdict, without an agent, at the same head and after a rebase',
    async (_, inputs) => {
      const scene = await openScene({ agent });
      const first = await scene.run({ with: inputs });
      expect(first.outputs).toMatchObject({ verdict: 'merge', reviewers: 'mine' });
      scene.listArtifact();

      const again = await scene.run({ with: inputs, environment: { GITHUB_RUN_ATTEMPT: '2' } });
      expect(again.log).not.toMatch(/mine started/);
      expect(again.outputs).toMatchObject({ verdict: 'merge', gate: 'pass', reviewers: 'mine' });
      expect(again.summary).toMatch(/^> \*\*Not reviewed again\*\* — Nothing changed since .* round 1/);
      scene.listArtifact();

      rebase(scene);
      const rebased = await scene.run({ with: inputs });
      expect(rebased.log).not.toMatch(/mine started/);
      expect(rebased.summary).toMatch(/The change is the same as at/);
      expect(scene.github.comments.length + scene.github.reviews.length).toBe(
        inputs.comment === 'off' ? 0 : 1,
      );
    },
  );

  test.each([
    ['with other inputs', { 'fail-on': 'rework' }, () => {}],
    ['that is to be reviewed all the same', { unchanged: 'review' }, () => {}],
    [
      'and has the label that forces',
      { 'force-label': 'again' },
      (scene: Scene) => scene.github.labels.push('again'),
    ],
    [
      'with other white space',
      {},
      (scene: Scene) => void scene.push({ 'a.test.js': `  ${focused['a.test.js']}` }),
    ],
    [
      'where somebody with write access declined a finding',
      {},
      (scene: Scene) => {
        scene.github.permissions.grace = 'write';
        scene.github.addComment('grace', '/deep-review decline I1 Wanted.', '2999-01-01T00:00:00Z');
      },
    ],
  ])('%s is reviewed again', async (_, inputs, change) => {
    const scene = await openScene();
    await scene.run({ with: { comment: 'sticky' } });
    change(scene);
    const step = await scene.run({ with: { comment: 'sticky', ...inputs } });
    expect(step.report?.review.round).toBe(2);
  });

  test('but not to a verdict is reviewed again', async () => {
    const scene = await openScene({ agent: 'process.exit(1);' });
    expect((await scene.run({ with: { comment: 'sticky' } })).outputs.verdict).toBe('inconclusive');
    expect((await scene.run({ with: { comment: 'sticky' } })).log).toMatch(/mine started/);
  });

  test.each([
    ['a fork', { repository: 'mallory/queue' }],
    ['another workflow', { path: '.github/workflows/other.yml' }],
    ['another branch', { branch: 'other' }],
  ])('by a run of %s is not believed', async (_, run) => {
    const scene = await openScene();
    await scene.run();
    scene.listArtifact(run);
    expect((await scene.run()).report?.review.round).toBe(1);
  });

  test('is not believed where the artifact is not what GitHub recorded', async () => {
    const scene = await openScene();
    await scene.run();
    scene.listArtifact();
    scene.github.artifacts = scene.results.artifacts.map((each) => ({
      ...each,
      digest: `sha256:${'0'.repeat(64)}`,
    }));
    expect((await scene.run()).report?.review.round).toBe(1);
  });
});

describe('a merge group', () => {
  const groupOf = (scene: Scene) => {
    const { git } = scene.repository;
    const [base, head] = [git('rev-parse', 'main'), git('rev-parse', 'feature')];
    git('checkout', '--quiet', '-b', 'queue', 'main');
    git('merge', '--quiet', '--no-ff', '--message', 'Merge', 'feature');
    const head_ref = `refs/heads/gh-readonly-queue/main/pr-7-${base}`;
    const merge_group = { head_sha: git('rev-parse', 'HEAD'), base_sha: base, head_ref };
    expect(merge_group.head_sha).not.toBe(head);
    return { event: 'merge_group', payload: { action: 'checks_requested', merge_group } };
  };

  test('gets the verdict of its pull request where that is known, and no comment', async () => {
    const scene = await openScene();
    await scene.run({ with: { comment: 'sticky' } });
    const step = await scene.run({ ...groupOf(scene), with: { comment: 'sticky' } });
    expect(step.outputs.gate).toBe('block');
    expect(step.summary).toMatch(/The merge group holds the change of pull request #7, .* round 1/);
    expect(scene.github.comments).toHaveLength(1);
  });

  test('is reviewed where none is known, and gets no comment', async () => {
    const scene = await openScene();
    const step = await scene.run({ ...groupOf(scene), with: { comment: 'sticky' } });
    expect(step.report?.review.round).toBe(1);
    expect(step.outputs.gate).toBe('block');
    expect(scene.github.comments).toEqual([]);
  });

  test('is passed where that is wanted, and says so', async () => {
    const scene = await openScene();
    const step = await scene.run({ ...groupOf(scene), with: { 'merge-group': 'pass' } });
    expect(step.outputs).toMatchObject({ verdict: 'skipped', gate: 'pass' });
    expect(step.summary).toMatch(/Merge groups are passed without a review/);
  });
});

describe('without a pull request', () => {
  test('a push is reviewed from where it began', async () => {
    const { repository, run } = await openScene();
    const [before, after] = [repository.git('rev-parse', 'main'), repository.git('rev-parse', 'feature')];
    const step = await run({ event: 'push', payload: { before, after, ref: 'refs/heads/feature' } });
    expect(step.outputs.gate).toBe('block');
  });

  test('a deleted branch passes', async () => {
    const { repository, run } = await openScene();
    const payload = {
      before: repository.git('rev-parse', 'main'),
      after: '0'.repeat(40),
      ref: 'refs/heads/feature',
    };
    expect((await run({ event: 'push', payload })).outputs.verdict).toBe('skipped');
  });

  test.each(['workflow_dispatch', 'schedule'])('%s reviews the revisions it names', async (event) => {
    const { run } = await openScene();
    const step = await run({ event, payload: {}, with: { base: 'main', head: 'feature' } });
    expect(step.outputs.gate).toBe('block');
    expect(step.report?.change.pullRequest).toBeNull();
  });
});

type Scene = Awaited<ReturnType<typeof openScene>>;

/** Has the pull request's branch begin at a later base, with the same change. */
function rebase({ repository, github }: Scene): void {
  const { git } = repository;
  git('checkout', '--quiet', 'main');
  repository.commit('Elsewhere', { 'other.js': 'other();\n' });
  git('checkout', '--quiet', 'feature');
  git('rebase', '--quiet', 'main');
  github.headSha = git('rev-parse', 'feature');
  github.baseSha = git('rev-parse', 'main');
}
