import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { Report } from '../../src/model/report/report-schema.ts';
import { cli } from './deep-review.ts';
import { temporaryDirectory } from './repository.ts';

/** How a started review ended. */
export interface StartedEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  readonly report: Report | null;
}

/** A review that runs beside its test. */
export interface StartedReview {
  readonly child: ChildProcess;
  readonly out: string;
  /** Its TMPDIR, and so part of the environment of everything that it starts. */
  readonly temporary: string;
  readonly ended: Promise<StartedEnd>;
  /** Waits until `events.jsonl` holds a text, or the review has ended. */
  sees(text: string): Promise<void>;
}

/** What a started review may be given. */
export interface StartOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly out?: string;
  /** Goes before the command, such as a shell that sets limits. */
  readonly wrapper?: readonly string[];
}

/** Starts `dist/cli.js` without waiting for it; killed with the test at the latest. */
export function startDeepReview(argv: readonly string[], options: StartOptions = {}): StartedReview {
  const out = options.out ?? join(temporaryDirectory(), 'report');
  const temporary = join(temporaryDirectory(), 'tmp');
  mkdirSync(temporary);
  const [program = '', ...parameters] = [
    ...(options.wrapper ?? []),
    ...[process.execPath, cli, ...argv, '--out', out],
  ];
  const child = spawn(program, parameters, {
    cwd: temporary,
    env: {
      ...{ PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: temporary, TMPDIR: temporary },
      ...options.environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<StartedEnd>((resolve) => {
    child.once('close', (exitCode, signal) => {
      resolve({ exitCode, signal, stderr, report: readReport(join(out, 'report.json')) });
    });
  });
  const events = join(out, 'events.jsonl');
  return {
    child,
    out,
    temporary,
    ended,
    async sees(text) {
      while (child.exitCode === null && child.signalCode === null) {
        if (existsSync(events) && readFileSync(events, 'utf8').includes(text)) return;
        await sleep(10);
      }
    },
  };
}

function readReport(file: string): Report | null {
  if (!existsSync(file) || !statSync(file).isFile()) return null;
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}
