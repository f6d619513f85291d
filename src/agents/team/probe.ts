import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ports } from '../../model/ports.ts';
import type { ProbeResult } from '../adapter/agent.ts';
import { childEnvironment } from '../processes/environment.ts';
import { runProcess } from '../processes/process.ts';
import { removeTree } from '../processes/remove-tree.ts';

const outputLimitBytes = 1024 * 1024;

/**
 * Runs a short command with an empty HOME and a TMPDIR beside it (Codex starts no sandbox from a HOME inside TMPDIR); never
 * throws for what the command does.
 */
export async function probe(
  command: readonly string[],
  timeoutMs: number,
  ports: Ports,
  signal = ports.signal,
): Promise<ProbeResult> {
  const directory = await mkdtemp(join(ports.temporaryDirectory, 'probe-'));
  const [home, temporary] = [join(directory, 'home'), join(directory, 'tmp')];
  const [stdoutFile, stderrFile] = [join(directory, 'stdout'), join(directory, 'stderr')];
  try {
    await Promise.all([mkdir(home), mkdir(temporary)]);
    const end = await runProcess({
      command,
      workingDirectory: home,
      environment: childEnvironment(ports.environment, { home, temporary }, {}),
      stdinFile: null,
      stdoutFile,
      stderrFile,
      timeoutMs,
      outputLimitBytes,
      signal,
    });
    const [stdout, stderr] = await Promise.all([readFile(stdoutFile, 'utf8'), readFile(stderrFile, 'utf8')]);
    return {
      exitCode: end.cause === 'exited' ? end.exitCode : null,
      stdout: ports.redact(stdout),
      stderr: ports.redact(stderr),
      missing: end.cause === 'missing',
    };
  } finally {
    await removeTree(directory);
  }
}
