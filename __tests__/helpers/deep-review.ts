import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../src/model/report/report-schema.ts';
import { temporaryDirectory } from './repository.ts';

/** The built command line: what users run. */
export const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** How a run of the command line ended. */
export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The directory given with `--out`. */
  readonly out: string;
  /** `report.json` there, or null. */
  readonly report: Report | null;
}

/** Runs `dist/cli.js` as a child, with nothing of this machine's agents in sight and `--out` in a temporary directory for commands that write. */
export function deepReview(
  argv: readonly string[],
  options: {
    cwd?: string;
    environment?: Record<string, string>;
    input?: string;
    out?: string;
    /** Goes before the command, such as a shell that sets limits. */
    wrapper?: readonly string[];
  } = {},
): CliResult {
  const out = options.out ?? join(temporaryDirectory(), 'report');
  const isWord =
    argv.includes('--help') ||
    /^(doctor|schema|read|cluster|completion|version|--version)$/.test(argv[0] ?? '');
  const command = [
    ...(options.wrapper ?? []),
    process.execPath,
    cli,
    ...argv,
    ...(isWord ? [] : ['--out', out]),
  ];
  const ended = spawnSync(command[0] ?? '', command.slice(1), {
    cwd: options.cwd ?? temporaryDirectory(),
    env: { PATH: bareSearchPath(), HOME: temporaryDirectory(), ...options.environment },
    input: options.input ?? '',
    encoding: 'utf8',
    timeout: 50_000,
    maxBuffer: 1 << 28,
  });
  const file = join(out, 'report.json');
  return {
    exitCode: ended.status,
    stdout: ended.stdout,
    stderr: ended.stderr,
    out,
    report: existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : null,
  };
}

/** System directories and Node's own, so that agents installed on the machine are not found. */
function bareSearchPath(): string {
  return ['/usr/local/sbin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'].join(':');
}
