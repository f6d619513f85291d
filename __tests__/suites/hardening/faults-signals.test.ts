import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { reportSchema } from '../../../src/model/report/report-schema.ts';
import { fakePrograms } from '../../helpers/fake-programs.ts';
import { makeChange } from '../../helpers/repository.ts';
import { type StartedReview, startDeepReview } from '../../helpers/start-deep-review.ts';
import { tryCells } from './cells.ts';
import { reviewedBy } from './custom-agent.ts';
import { expectNothingLeft, expectWholeRecording } from './survival.ts';

/** The runner kills ten seconds after its first signal. */
const runnersPatienceMs = 10_000;
let slowestMs = 0;
afterAll(() => console.log(`From a signal to the end: ${slowestMs.toFixed(0)} ms at most`));

/** Ignores SIGTERM, as some CLIs do, and has a child that does, too. */
const endless = `
  import { spawn } from 'node:child_process';
  process.on('SIGTERM', () => {});
  spawn('sh', ['-c', 'trap "" TERM INT; sleep 300'], { stdio: 'ignore' });
  setInterval(() => {}, 1000);`;

const start = (environment: Readonly<Record<string, string>> = {}) => {
  const { directory } = makeChange({ 'a.js': 'one();\n' }, { 'a.js': 'two();\n' });
  return startDeepReview(['--repo', directory, ...reviewedBy(endless)], { environment });
};

/** Sends a signal and expects the end in time, with nothing left; gives how it ended. */
async function endBy(review: StartedReview, signal: NodeJS.Signals) {
  const signalledAt = performance.now();
  review.child.kill(signal);
  const ended = await review.ended;
  const tookMs = performance.now() - signalledAt;
  slowestMs = Math.max(slowestMs, tookMs);
  expect(tookMs).toBeLessThan(runnersPatienceMs);
  expect(ended.stderr).not.toMatch(/bug of ours|^ {4}at /m);
  expectNothingLeft(review);
  await expectWholeRecording(review.out);
  if (ended.report !== null) expect(() => reportSchema.parse(ended.report)).not.toThrow();
  return ended;
}

describe.each(['SIGINT', 'SIGTERM'] as const)('%s', (signal) => {
  test.each([
    ['"type":"change-read"', 0],
    ['"type":"run-started"', 0],
    ['"type":"run-started"', 50],
    ['"type":"run-started"', 700],
  ])('after %s and %d ms ends the review in time, with a report and nothing left', async (event, pauseMs) => {
    const review = start();
    await review.sees(event);
    await sleep(pauseMs);
    const { exitCode, report } = await endBy(review, signal);
    expect(report).toMatchObject({ review: { complete: false }, verdict: { level: 'inconclusive' } });
    expect(exitCode).toBeGreaterThan(0);
  });

  test('at any time ends the review in time, never with a pass', { timeout: 300_000 }, async () => {
    // Numbers of a fixed sequence: the same moments in every run.
    const moments = Array.from({ length: 16 }, (_, index) => Math.round(((index * 0.618) % 1) * 1_600));
    const cells = Object.fromEntries(moments.map((moment) => [`after ${moment} ms`, moment]));
    await tryCells(
      cells,
      async (moment) => {
        const review = start();
        await sleep(moment);
        const { exitCode, signal: endedBy } = await endBy(review, signal);
        expect(exitCode ?? endedBy).not.toBe(0);
      },
      4,
    );
  });
});

test('a second signal ends the process at once and leaves nothing', async () => {
  const review = start();
  await review.sees('"type":"run-started"');
  review.child.kill('SIGINT');
  await sleep(100);
  expect((await endBy(review, 'SIGINT')).exitCode).toBe(130);
});

test('a signal while git hangs ends the process in time and leaves nothing', async () => {
  const programs = fakePrograms({ git: 'sleep 300' });
  const review = start({ PATH: `${programs}:/usr/bin:/bin` });
  await sleep(1_000);
  expect((await endBy(review, 'SIGTERM')).exitCode).toBe(130);
});
