import { describe, expect, test } from 'vitest';
import { openScene, printReview } from '../../../helpers/action-scene.ts';
import { runStep } from '../../../helpers/action-step.ts';

/** Ends by nothing but SIGKILL, and has a child that does neither. */
const endless = `
  const { spawn } = await import('node:child_process');
  process.on('SIGTERM', () => {});
  spawn('sh', ['-c', 'trap "" TERM INT; sleep 300'], { stdio: 'ignore' });
  setInterval(() => {}, 1000);`;
const finding = `{ findings: [{ severity: 'critical', kind: 'gap', title: 'It is the only test', path: 'a.test.js', startLine: 1,
  endLine: 1, quote: "it.only('a', () => {});", explanation: 'The others do not run.', evidence: [], fix: null, patch: null }] }`;
/** Finds something at once, and never comes to rule. */
const endlessRuler = `
  if (process.env.DEEP_REVIEW_ROLE === 'adjudicator') { ${endless} } else { ${printReview(finding)} }`;
const rulers = { agents: 'checks, mine', adjudication: 'mine' };

/** A cancelled step ends in this time, with two seconds left for a loaded machine. */
const bound = 5_000;

describe('a step that is cancelled', () => {
  test.each<[string, string, Record<string, string>, (log: string) => boolean, RegExp]>([
    ['while agents review', endless, {}, (log) => log.includes('mine started'), /This review was cut short/],
    [
      'while an agent rules',
      endlessRuler,
      rulers,
      (log) => log.includes('as adjudicator'),
      /This review was cut short/,
    ],
  ])(
    '%s ends in time with what is known, and leaves nothing behind',
    async (_, agent, inputs, cancelWhen, summary) => {
      const { results, run } = await openScene({ agent });
      const step = await run({ with: inputs, cancelWhen });
      console.log(`Cancelled ${_}: ${Math.round(step.cancelledMs ?? 0)} ms`);
      expect(step.cancelledMs).toBeLessThan(bound);
      expect(step.summary).toMatch(summary);
      expect(step.outputs.gate).not.toBe('pass');
      expect(Object.keys(results.files())).toContain('deep-review/report.json');
    },
  );

  test('while GitHub hangs at the start ends in time', async () => {
    const { github, run } = await openScene();
    github.fault = 'hang';
    const step = await run({ with: { comment: 'sticky' }, cancelWhen: () => github.calls.length > 0 });
    expect(step.cancelledMs).toBeLessThan(bound);
    expect(step.summary).toMatch(/This review was cut short/);
  });

  test('while it posts ends in time, with the whole report', async () => {
    const { github, results, run } = await openScene();
    const post = 'POST /repos/acme/queue/issues/7/comments';
    github.faults.set(post, ['hang', 'hang', 'hang']);
    const posts = () => github.calls.some(({ method, path }) => post === `${method} ${path}`);
    const step = await run({ with: { comment: 'sticky' }, cancelWhen: posts });
    expect(step.cancelledMs).toBeLessThan(bound);
    expect(step.outputs.gate).toBe('block');
    expect(results.artifacts).toHaveLength(1);
  });

  test('while it uploads ends in time, with the whole report in the summary', async () => {
    const { results, run } = await openScene();
    results.fault = 'hangs';
    const step = await run({ cancelWhen: (log) => log.includes('Artifact name is valid') });
    console.log(`Cancelled while it uploads: ${Math.round(step.cancelledMs ?? 0)} ms`);
    expect(step.cancelledMs).toBeLessThan(bound);
    expect(step.outputs).toMatchObject({ gate: 'block', 'artifact-id': '' });
    expect(step.summary).toMatch(/could not be uploaded: it took too long/);
  });
});

test('a step that is killed leaves a summary of how far it came', async () => {
  const { stepWith } = await openScene({ agent: 'setTimeout(() => {}, 2000);' });
  const cancelWhen = (log: string) => log.includes('mine started');
  const { summary } = await runStep({ ...stepWith(), cancelWhen, isKilled: true });
  expect(summary).toMatch(/^# Deep Review\n\n> \*\*Not finished\*\*/);
  expect(summary).toMatch(/mine started as reviewer/);
});
