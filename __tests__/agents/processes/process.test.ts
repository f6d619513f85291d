import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { killAllGroups, type ProcessRequest, runProcess } from '../../../src/agents/processes/process.ts';
import { processesWith } from '../../helpers/processes.ts';
import { temporaryDirectory } from '../../helpers/repository.ts';
import { fixture } from '../../helpers/run-fixture.ts';

/** A request for a fixture; afterwards no process of it may be left. */
function requestFor(name: string, overrides: Partial<ProcessRequest> = {}) {
  const directory = temporaryDirectory();
  onTestFinished(() => expect(processesWith(directory)).toEqual([]));
  const request: ProcessRequest = {
    command: [process.execPath, fixture(name)],
    workingDirectory: directory,
    environment: { PATH: process.env.PATH ?? '', TEST_DIRECTORY: directory },
    stdinFile: null,
    stdoutFile: join(directory, 'stdout'),
    stderrFile: join(directory, 'stderr'),
    timeoutMs: 15_000,
    outputLimitBytes: 1_000_000,
    signal: new AbortController().signal,
    ...overrides,
  };
  return {
    request,
    directory,
    stdout: () => readFileSync(request.stdoutFile, 'utf8'),
    stderr: () => readFileSync(request.stderrFile, 'utf8'),
  };
}

const timed = async <T>(promise: Promise<T>): Promise<{ end: T; durationMs: number }> => {
  const startedAt = performance.now();
  return { end: await promise, durationMs: performance.now() - startedAt };
};

test('A program that does not exist is an end, not an error', async () => {
  const { request } = requestFor('good', { command: ['deep-review-no-such-program'] });
  expect(await runProcess(request)).toMatchObject({ cause: 'missing', exitCode: null });
});

test('A program that cannot be executed is an end, not an error', async () => {
  const { request, directory } = requestFor('good');
  writeFileSync(join(directory, 'plain'), 'no program');
  const end = await runProcess({ ...request, command: [join(directory, 'plain')] });
  expect(end).toMatchObject({ cause: 'unstartable', startError: expect.stringContaining('EACCES') });
});

test('A command with a NUL is an end, not an error', async () => {
  const { request } = requestFor('good', { command: ['no\0de'] });
  expect(await runProcess(request)).toMatchObject({ cause: 'unstartable' });
});

test('Output is whole, and the exit code is told', async () => {
  const { request, stdout } = requestFor('fails-with-answer');
  expect(await runProcess(request)).toMatchObject({
    cause: 'exited',
    exitCode: 1,
    signal: null,
    startError: null,
  });
  expect(JSON.parse(stdout())).toMatchObject({ summary: 'One problem.' });
});

test('A child that never reads what it is told answers all the same', async () => {
  const { request, directory, stdout } = requestFor('reads-nothing');
  writeFileSync(join(directory, 'stdin'), 'b'.repeat(10_000_000));
  const end = await runProcess({ ...request, stdinFile: join(directory, 'stdin') });
  expect(end).toMatchObject({ cause: 'exited', exitCode: 0 });
  expect(JSON.parse(stdout())).toMatchObject({ summary: 'One problem.' });
});

test('A death by signal is told', async () => {
  const { request, stderr } = requestFor('dies');
  expect(await runProcess(request)).toMatchObject({ cause: 'exited', exitCode: null, signal: 'SIGABRT' });
  expect(stderr()).toContain('something broke inside');
});

test('A child that ignores SIGTERM is dead two seconds after its time', async () => {
  const { request } = requestFor('ignores-sigterm', { timeoutMs: 500 });
  const { end, durationMs } = await timed(runProcess(request));
  expect(end).toMatchObject({ cause: 'timed-out', signal: 'SIGKILL' });
  expect(durationMs).toBeLessThan(4_000);
});

test('A child that obeys SIGTERM is not waited for', async () => {
  const { request } = requestFor('hangs', { timeoutMs: 300 });
  const { end, durationMs } = await timed(runProcess(request));
  expect(end).toMatchObject({ cause: 'timed-out', signal: 'SIGTERM' });
  expect(durationMs).toBeLessThan(1_800);
});

test.for(['leaves-grandchild', 'leaves-daemon'])(
  'What a child leaves behind neither delays the end nor survives it: %s',
  async (name) => {
    const { request, stdout } = requestFor(name);
    const { end, durationMs } = await timed(runProcess(request));
    expect(end).toMatchObject({ cause: 'exited', exitCode: 0 });
    expect(durationMs).toBeLessThan(4_000);
    expect(JSON.parse(stdout())).toMatchObject({ summary: 'One problem.' });
  },
);

test('A flood on standard output ends the child and is cut at the limit', async () => {
  const { request, stdout } = requestFor('floods-output');
  expect(await runProcess(request)).toMatchObject({ cause: 'flooded' });
  expect(stdout()).toHaveLength(1_000_000);
});

test('A flood on standard error costs only its own beginning', async () => {
  const { request, stdout, stderr } = requestFor('floods-errors');
  expect(await runProcess(request)).toMatchObject({ cause: 'exited', exitCode: 0 });
  expect(stderr().endsWith('the last word\n')).toBe(true);
  expect(stderr().length).toBeLessThan(8_000_000);
  expect(JSON.parse(stdout())).toMatchObject({ summary: 'One problem.' });
});

test('An abort stops the child, also when it came first', async () => {
  const abort = new AbortController();
  const { request } = requestFor('ignores-sigterm', { signal: abort.signal });
  setTimeout(() => abort.abort(), 300);
  const { end, durationMs } = await timed(runProcess(request));
  expect(end).toMatchObject({ cause: 'cancelled' });
  expect(durationMs).toBeLessThan(4_000);
  expect(await runProcess(request)).toMatchObject({ cause: 'cancelled', exitCode: null, signal: null });
});

test('Every group can be killed at once, synchronously', async () => {
  const { request, directory } = requestFor('ignores-sigterm');
  const running = Promise.all([runProcess(request), runProcess(request)]);
  while (processesWith(directory).length < 2) await sleep(20);
  killAllGroups();
  const ends = await running;
  expect(ends.map(({ signal }) => signal)).toEqual(['SIGKILL', 'SIGKILL']);
});
