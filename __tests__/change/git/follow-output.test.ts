import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { GitFailure } from '../../../src/change/git/bare-git.ts';
import { followOutput } from '../../../src/change/git/follow-output.ts';
import { openRepository } from '../../../src/change/git/git.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { makeRepository, temporaryDirectory } from '../../helpers/repository.ts';

function follow(script: string, directory = temporaryDirectory()) {
  const pieces: Buffer[] = [];
  const start = (output: number) =>
    spawn(process.execPath, ['-e', script], { stdio: ['ignore', output, 'pipe'] });
  const ending = followOutput(directory, start, (piece) => pieces.push(Buffer.from(piece)));
  return { ending, printed: () => Buffer.concat(pieces).toString('utf8'), directory };
}

describe('what a program prints', () => {
  test.each([0, 5, 256 * 1024, 1_000_003])('is handed over whole: %i bytes', async (size) => {
    const { ending, printed, directory } = follow(`process.stdout.write('x'.repeat(${size}))`);
    expect(await ending).toEqual({ exitCode: 0, stderr: '' });
    expect(printed()).toBe('x'.repeat(size));
    expect(readdirSync(directory)).toEqual([]);
  });

  test('comes with its complaint where it fails', async () => {
    const { ending, printed, directory } = follow(
      `console.log('half'); console.error('no more'); process.exitCode = 3`,
    );
    expect(await ending).toEqual({ exitCode: 3, stderr: 'no more\n' });
    expect(printed()).toBe('half\n');
    expect(readdirSync(directory)).toEqual([]);
  });

  test('ends where nobody can take it', async () => {
    let ended: Promise<unknown> = Promise.resolve();
    const start = (output: number) => {
      const script = `require('node:fs').writeSync(1, 'x'.repeat(600_000)); setTimeout(() => {}, 20_000)`;
      const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', output, 'pipe'] });
      ended = once(child, 'exit');
      return child;
    };
    const following = followOutput(temporaryDirectory(), start, () => {
      throw new Error('no more');
    });
    await expect(following).rejects.toThrow('no more');
    expect(await ended).toEqual([null, 'SIGTERM']);
  });

  test('comes while it still runs', async () => {
    const { ending, printed } = follow(
      `require('node:fs').writeSync(1, 'x'.repeat(600_000)); process.stdin.resume(); setTimeout(() => {}, 400)`,
    );
    let isEnded = false;
    const ended = ending.then(() => {
      isEnded = true;
    });
    await expect.poll(() => printed().length, { interval: 5, timeout: 5000 }).toBeGreaterThan(500_000);
    expect(isEnded).toBe(false);
    await ended;
    expect(printed().length).toBe(600_000);
  });
});

describe('a git command', () => {
  test('fails with what git says', async () => {
    const git = await openRepository(makeRepository().directory, buildPorts());
    const reading = git.follow(['cat-file', 'blob', 'nowhere'], () => {});
    await expect(reading).rejects.toThrow(GitFailure);
    await expect(reading).rejects.toThrow('Not a valid object name nowhere');
  });

  test('is not begun where it is ended already', async () => {
    const git = await openRepository(makeRepository().directory, buildPorts());
    const wait = ['-c', 'alias.wait=!echo begun; exec sleep 20', 'wait'];
    const take = () => expect.unreachable();
    expect(await git.follow(wait, take, { until: AbortSignal.abort() })).toBe('');
  });

  test('is ended when told to, and what it printed counts', async () => {
    const git = await openRepository(makeRepository().directory, buildPorts());
    const pieces: string[] = [];
    const begun = Date.now();
    const wait = ['-c', 'alias.wait=!echo begun; exec sleep 20', 'wait'];
    await git.follow(wait, (piece) => pieces.push(piece.toString('utf8')), {
      until: AbortSignal.timeout(500),
    });
    expect(pieces.join('')).toBe('begun\n');
    expect(Date.now() - begun).toBeLessThan(15_000);
  });
});
