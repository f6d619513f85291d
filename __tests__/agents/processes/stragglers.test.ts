import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isOnlyZombies } from '../../../src/agents/processes/stragglers.ts';

/** Starts a child in a group of its own, names it, and never asks how it ended. */
const neglect = `
  const { pid } = require('node:child_process').spawn('true', { detached: true });
  require('node:fs').writeSync(1, String(pid));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20_000);`;

test.runIf(process.platform === 'linux')('a group of zombies is told from one that lives', async () => {
  const parent = spawn(process.execPath, ['-e', neglect], { detached: true });
  try {
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    await expect.poll(() => isOnlyZombies(Number(line.toString())), { timeout: 10_000 }).toBe(true);
    expect(isOnlyZombies(parent.pid ?? 0)).toBe(false);
  } finally {
    parent.kill('SIGKILL');
  }
});
