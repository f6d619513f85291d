import { mkdir, mkdtemp, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ProcessEnd, runProcess } from '../../agents/processes/process.ts';
import { removeTree } from '../../agents/processes/remove-tree.ts';
import type { Ports } from '../../model/ports.ts';
import { watchExcess } from './excess.ts';
import {
  inside,
  type ScriptLimits,
  type ScriptPlaces,
  scriptEnvironment,
  scriptSandbox,
  withinLimits,
} from './script-sandbox.ts';
import { giveTo, type ScriptUser } from './script-user.ts';
import type { Toolchain } from './toolchain.ts';

/** How scripts are run on this machine. */
export interface ScriptRunner {
  /** Whose trees and homes have to be; null: ours. */
  readonly user: ScriptUser | null;
  run(script: string, places: RunPlaces, limits: ScriptLimits): Promise<ScriptRun>;
}

/** What a run is given. */
export type RunPlaces = Omit<ScriptPlaces, 'script' | 'user'>;

/** One run to its end. */
export interface ScriptRun {
  readonly end: ProcessEnd;
  readonly stdout: string;
  /** The end of both streams, redacted. */
  readonly output: string;
  readonly durationMs: number;
}

/** So much of either stream is kept. */
const keptBytes = 1024 * 1024;
const keptCharacters = 4_000;

/**
 * Makes a runner. In bubblewrap nothing of the machine is to be seen; without it a script only has its own folders and environment,
 * which is for a throw-away container that holds no secret.
 * @param bubblewrap its program; null: none.
 * @param user whom scripts run as in it; null: who we are.
 */
export function createScriptRunner(
  bubblewrap: string | null,
  toolchain: Toolchain,
  user: ScriptUser | null,
  ports: Ports,
): ScriptRunner {
  return {
    user,
    async run(script, places, limits) {
      const directory = await mkdtemp(join(ports.temporaryDirectory, 'script-'));
      const [stdoutFile, stderrFile] = [join(directory, 'stdout'), join(directory, 'stderr')];
      const scriptFile = join(directory, 'script');
      const startedAt = ports.clock.now();
      try {
        await writeFile(scriptFile, script);
        // A program may open what it writes to by its name.
        await Promise.all([stdoutFile, stderrFile].map((file) => writeFile(file, '', { mode: 0o600 })));
        for (const file of [scriptFile, stdoutFile, stderrFile]) giveTo(user, file);
        const { command, workingDirectory, environment } =
          bubblewrap !== null
            ? confined(bubblewrap, { ...places, script: scriptFile, user }, limits, toolchain)
            : await unconfined(scriptFile, directory, places, limits, toolchain);
        const end = await runProcess({
          command,
          workingDirectory: workingDirectory ?? directory,
          environment,
          stdinFile: null,
          stdoutFile,
          stderrFile,
          timeoutMs: limits.timeoutMs,
          outputLimitBytes: limits.outputBytes,
          signal: ports.signal,
          excess: watchExcess(limits, ports.temporaryDirectory),
        });
        const durationMs = ports.clock.now() - startedAt;
        const [stdout, stderr] = await Promise.all([readEnd(stdoutFile), readEnd(stderrFile)]);
        const output = [stdout, stderr].map((part) => part.trimEnd()).filter((part) => part !== '');
        return { end, stdout, output: ports.redact(output.join('\n')).slice(-keptCharacters), durationMs };
      } finally {
        await removeTree(directory);
      }
    },
  };
}

interface Prepared {
  readonly command: readonly string[];
  readonly workingDirectory: string | null;
  readonly environment: Readonly<Record<string, string>>;
}

function confined(
  bubblewrap: string,
  places: ScriptPlaces,
  limits: ScriptLimits,
  toolchain: Toolchain,
): Prepared {
  return {
    command: [bubblewrap, ...scriptSandbox(places, toolchain, limits), 'bash', inside.script],
    workingDirectory: null,
    environment: scriptEnvironment(toolchain, inside.home, '/tmp'),
  };
}

async function unconfined(
  script: string,
  directory: string,
  places: RunPlaces,
  limits: ScriptLimits,
  toolchain: Toolchain,
): Promise<Prepared> {
  const [home, temporary] = [places.home ?? join(directory, 'home'), join(directory, 'tmp')];
  await Promise.all([mkdir(home, { recursive: true }), mkdir(temporary)]);
  return {
    command: [...withinLimits(limits), 'bash', script],
    workingDirectory: places.tree,
    environment: scriptEnvironment(toolchain, home, temporary),
  };
}

async function readEnd(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const length = Math.min(size, keptBytes);
    const buffer = Buffer.alloc(length);
    await file.read(buffer, 0, length, size - length);
    return buffer.toString('utf8');
  } finally {
    await file.close();
  }
}
