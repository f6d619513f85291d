import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { Report } from '../../src/report/report-schema.ts';
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

/** Starts `dist/cli.js` without waiting for it; killed with the test at the latest. */
export function startDeepReview(
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): StartedReview {
  const out = join(temporaryDirectory(), 'report');
  const temporary = join(temporaryDirectory(), 'tmp');
  mkdirSync(temporary);
  const child = spawn(process.execPath, [cli, ...argv, '--out', out], {
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: temporary, TMPDIR: temporary, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<StartedEnd>((resolve) => {
    child.once('close', (exitCode, signal) => {
      const file = join(out, 'report.json');
      const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : null;
      resolve({ exitCode, signal, stderr, report });
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
