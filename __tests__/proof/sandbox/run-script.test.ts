import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createScriptRunner, type ScriptRun } from '../../../src/proof/sandbox/run-script.ts';
import type { ScriptLimits } from '../../../src/proof/sandbox/script-sandbox.ts';
import { giveAllTo } from '../../../src/proof/sandbox/script-user.ts';
import { findToolchain } from '../../../src/proof/sandbox/toolchain.ts';
import { trySandbox } from '../../../src/proof/sandbox/try-sandbox.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { temporaryDirectory } from '../../helpers/repository.ts';

const limits: ScriptLimits = {
  timeoutMs: 20_000,
  memoryMb: 512,
  processes: 200,
  tasks: 200,
  outputBytes: 100_000,
  diskMb: 64,
};

async function runConfined(script: string, given: Partial<ScriptLimits> = {}): Promise<ScriptRun> {
  const ports = buildPorts({
    environment: { PATH: process.env.PATH, HOME: process.env.HOME },
    temporaryDirectory: temporaryDirectory(),
  });
  const toolchain = await findToolchain(ports);
  const sandbox = await trySandbox(toolchain, join(ports.temporaryDirectory, 'user'), ports);
  if ('trouble' in sandbox) throw new Error(sandbox.trouble);
  const runner = createScriptRunner(sandbox.bubblewrap, toolchain, sandbox.user, ports);
  const tree = join(ports.temporaryDirectory, 'tree');
  mkdirSync(tree);
  writeFileSync(join(tree, 'file'), 'text\n');
  giveAllTo(runner.user, tree);
  return runner.run(script, { tree, home: null, reused: new Map(), network: false }, { ...limits, ...given });
}

describe('a script that starts more than it may', { timeout: 60_000 }, () => {
  // The system's own limit binds nobody who is root; counts are small, so that nothing else on this machine lacks anything.
  test('is refused by the system itself, also where we are root', async () => {
    const script = `python3 - <<'CODE'
import os, time
started = 0
for _ in range(80):
    try:
        if os.fork() == 0:
            time.sleep(2)
            os._exit(0)
        started += 1
    except BlockingIOError:
        break
print('started', started)
CODE`;
    const { stdout } = await runConfined(script, { tasks: 40 });
    const started = Number(/^started (\d+)$/m.exec(stdout)?.[1]);
    expect(started).toBeGreaterThan(20);
    expect(started).toBeLessThan(40);
  });
});

describe('whom a script runs as', { timeout: 60_000 }, () => {
  test('is nobody who may do more than read the system, and has a name and places of its own', async () => {
    const { stdout, output } = await runConfined(`
      id -u; whoami
      for place in . "$HOME" "$TMPDIR" /dev/shm; do touch "$place/mine" && echo "writes $place"; done
      echo text > file && echo "changes its tree"
      echo "by name" >> /dev/stdout
      grep CapEff /proc/self/status
      touch /usr/mine /etc/mine /var/mine /run/mine 2>/dev/null && echo "writes to the system"`);
    expect(output).not.toContain('writes to the system');
    expect(stdout).toMatch(/^(?!0$)\d+\n\w+$/m);
    for (const place of ['.', '/tmp/home', '/tmp', '/dev/shm']) expect(stdout).toContain(`writes ${place}\n`);
    expect(stdout).toContain('changes its tree');
    expect(stdout).toContain('by name');
    expect(stdout).toMatch(/CapEff:\s0+$/m);
  });
});
