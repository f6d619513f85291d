import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exitCodes } from '../../../src/errors.ts';
import { reportSchema } from '../../../src/report/report-schema.ts';
import { deepReview } from '../../helpers/deep-review.ts';
import { processesWith } from '../../helpers/processes.ts';
import { makeChange, temporaryDirectory } from '../../helpers/repository.ts';
import { startDeepReview } from '../../helpers/start-deep-review.ts';
import { printReview, reviewedBy } from './custom-agent.ts';

const change = () => makeChange({ 'a.js': 'one();\n' }, { 'a.js': 'two();\n' });
/** Ignores SIGTERM, as some CLIs do, and has a child that does, too. */
const endless = `
  import { spawn } from 'node:child_process';
  process.on('SIGTERM', () => {});
  spawn('sh', ['-c', 'trap "" TERM INT; sleep 300'], { stdio: 'ignore' });
  setInterval(() => {}, 1000);`;

describe.each(['SIGINT', 'SIGTERM'] as const)('%s', (signal) => {
  test.each([
    ['"type":"change-read"', 0],
    ['"type":"run-started"', 0],
    ['"type":"run-started"', 50],
    ['"type":"run-started"', 700],
  ])('after %s and %d ms ends the review in time, with a report and nothing left', async (event, pauseMs) => {
    const { directory } = change();
    const review = startDeepReview(['--repo', directory, ...reviewedBy(endless)]);
    await review.sees(event);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const signalledAt = performance.now();
    review.child.kill(signal);
    const { exitCode, stderr, report } = await review.ended;
    expect(performance.now() - signalledAt).toBeLessThan(5_000);
    expect(stderr).not.toMatch(/bug of ours|^ {4}at /m);
    expect(reportSchema.parse(report)).toMatchObject({
      review: { complete: false },
      verdict: { level: 'inconclusive' },
    });
    expect(exitCode).toBeGreaterThan(0);
    expect(processesWith(review.temporary)).toEqual([]);
    expect(readdirSync(review.temporary).filter((name) => name.startsWith('deep-review-'))).toEqual([]);
  });

  test('before anything was read ends at once, with nothing half-written', async () => {
    const { directory } = change();
    const review = startDeepReview(['--repo', directory, ...reviewedBy(endless)]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    review.child.kill(signal);
    const { exitCode, signal: endedBy, report } = await review.ended;
    expect(exitCode ?? endedBy).not.toBe(0);
    if (report !== null) expect(() => reportSchema.parse(report)).not.toThrow();
    expect(processesWith(review.temporary)).toEqual([]);
  });
});

test('a second signal ends the process at once and leaves nothing', async () => {
  const { directory } = change();
  const review = startDeepReview(['--repo', directory, ...reviewedBy(endless)]);
  await review.sees('"type":"run-started"');
  review.child.kill('SIGINT');
  await new Promise((resolve) => setTimeout(resolve, 100));
  review.child.kill('SIGINT');
  expect((await review.ended).exitCode).toBe(130);
  expect(processesWith(review.temporary)).toEqual([]);
});

describe('an output directory', () => {
  const refusal = (prepare: (out: string) => void, prefix: readonly string[] = []) => {
    const { directory } = change();
    const out = join(temporaryDirectory(), 'there');
    prepare(out);
    const ended = deepReview(['--repo', directory, '--agents', 'checks'], { out, wrapper: prefix });
    expect(ended.stderr).not.toMatch(/bug of ours|^ {4}at /m);
    expect(ended.stderr).toMatch(/could not be written/);
    expect(ended.exitCode).toBe(3);
    expect(existsSync(join(out, 'report.json'))).toBe(false);
  };

  test('that is a file is one clear message and exit code 3', () => refusal((out) => writeFileSync(out, '')));
  test('below a file is one clear message and exit code 3', () =>
    refusal((out) => {
      mkdirSync(out);
      writeFileSync(join(out, 'raw'), '');
    }));
  test.skipIf(process.getuid?.() === 0)('that is read-only is one clear message and exit code 3', () =>
    refusal((out) => {
      mkdirSync(out);
      chmodSync(out, 0o500);
    }),
  );
  test('on a disk without room is one clear message and exit code 3', () =>
    refusal(() => {}, ['/bin/sh', '-c', 'ulimit -f 4; exec "$0" "$@"']));
});

describe('a repository', () => {
  const objectsOf = (directory: string) => join(directory, '.git', 'objects');
  const objectPath = (directory: string, oid: string) =>
    join(objectsOf(directory), oid.slice(0, 2), oid.slice(2));

  test.each(['HEAD', 'HEAD^{tree}', 'HEAD:a.js', 'main', 'main:a.js'])(
    'whose object %s is corrupt is one clear message or a report',
    (revision) => {
      const { directory, git } = change();
      const path = objectPath(directory, git('rev-parse', revision));
      chmodSync(path, 0o644);
      writeFileSync(path, 'rubbish');
      expectEnd(deepReview(['--repo', directory, '--base', 'main', '--agents', 'checks']));
    },
  );

  test.each(['HEAD', 'HEAD^{tree}', 'HEAD:a.js', 'main:a.js'])(
    'whose object %s is missing is one clear message or a report',
    (revision) => {
      const { directory, git } = change();
      rmSync(objectPath(directory, git('rev-parse', revision)));
      expectEnd(deepReview(['--repo', directory, '--base', 'main', '--agents', 'checks']));
    },
  );

  test('that is locked is reviewed all the same', () => {
    const { directory } = change();
    for (const name of ['index.lock', 'HEAD.lock', 'config.lock', 'shallow.lock'])
      writeFileSync(join(directory, '.git', name), '');
    expect(deepReview(['--repo', directory, '--agents', 'checks']).report).not.toBeNull();
  });

  test.each([1, 2, 3, 5, 8, 13])(
    'whose git is killed at its call %i is one clear message or a report',
    (call) => {
      const { directory } = change();
      const programs = temporaryDirectory();
      const counter = join(programs, 'calls');
      const script = `#!/bin/sh\necho x >> ${counter}\n[ $(wc -l < ${counter}) -eq ${call} ] && kill -9 $$\nexec /usr/bin/git "$@"\n`;
      writeFileSync(join(programs, 'git'), script, { mode: 0o755 });
      expectEnd(
        deepReview(['--repo', directory, '--base', 'main', '--agents', 'checks'], {
          environment: { PATH: `${programs}:/usr/bin:/bin` },
        }),
      );
    },
  );
});

describe('an agent', () => {
  const review = printReview('{}');
  test.each([
    ['before it reads', `process.kill(process.pid, 'SIGKILL');`, 'crashed'],
    ['while it reads', `process.stdin.once('data', () => process.kill(process.pid, 'SIGKILL'));`, 'crashed'],
    [
      'with half an answer',
      `process.stdout.write('{"summary": "Half'); process.kill(process.pid, 'SIGSEGV');`,
      'crashed',
    ],
    ['after its answer', `${review} setTimeout(() => process.abort(), 200);`, 'completed'],
    ['by an exception', `throw new Error('no');`, 'crashed'],
    ['with nothing said', `process.exit(0);`, 'vacuous'],
    [
      'with its output closed',
      `import { closeSync } from 'node:fs'; closeSync(1); process.exit(0);`,
      'vacuous',
    ],
    ['out of memory', `const all = []; for (;;) all.push(new Array(1e6).fill(all.length));`, 'crashed'],
  ])('that dies %s is data, and the gate stays shut without a review', (_, script, outcome) => {
    const { directory } = change();
    const options = { environment: { NODE_OPTIONS: '--max-old-space-size=128' } };
    const ended = deepReview(
      ['--repo', directory, ...reviewedBy(script, { environment: ['NODE_OPTIONS'] })],
      script.includes('fill') ? options : {},
    );
    expect(ended.stderr).not.toMatch(/bug of ours|^ {4}at /m);
    expect(ended.report?.agents[0]).toMatchObject({ name: 'mine', outcome });
    expect(ended.report?.verdict.level).toBe(outcome === 'completed' ? 'merge' : 'inconclusive');
    expect(ended.exitCode).toBe(outcome === 'completed' ? exitCodes.pass : exitCodes.inconclusive);
  });
});

/** A report and the exit code of its gate, or exit code 3 and one message without a stack. */
function expectEnd({ exitCode, stderr, report }: ReturnType<typeof deepReview>): void {
  expect(stderr).not.toMatch(/bug of ours|^ {4}at /m);
  if (report === null) {
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^deep-review: /m);
  } else expect(exitCode).toBe(exitCodes[report.verdict.gate]);
}
