import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ports } from '../ports.ts';
import type { ProbeResult } from './agent.ts';
import { childEnvironment } from './environment.ts';
import { runProcess } from './process.ts';

const outputLimitBytes = 1024 * 1024;

/** Runs a short command in an empty directory with an empty HOME; never throws for what it does. */
export async function probe(
  command: readonly string[],
  timeoutMs: number,
  ports: Ports,
  signal = ports.signal,
): Promise<ProbeResult> {
  const directory = await mkdtemp(join(ports.temporaryDirectory, 'probe-'));
  const [stdoutFile, stderrFile] = [join(directory, 'stdout'), join(directory, 'stderr')];
  try {
    const end = await runProcess({
      command,
      workingDirectory: directory,
      environment: childEnvironment(ports.environment, { home: directory, temporary: directory }, {}),
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
    await rm(directory, { recursive: true, force: true });
  }
}
