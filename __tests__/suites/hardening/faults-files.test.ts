import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { makeChange, temporaryDirectory } from '../../helpers/repository.ts';
import { type StartOptions, startDeepReview } from '../../helpers/start-deep-review.ts';
import { named, product, tryCells } from './cells.ts';
import { printReview, reviewedBy } from './custom-agent.ts';
import { expectSurvival } from './survival.ts';

const preload = (name: string) =>
  `--import=${fileURLToPath(new URL(`../../fixtures/faults/${name}.mjs`, import.meta.url))}`;
const small = () => makeChange({ 'a.js': 'one();\n' }, { 'a.js': 'two();\n' }).directory;
const start = (options: StartOptions = {}, agents = reviewedBy(printReview('{}'))) =>
  startDeepReview(['--repo', small(), ...agents], options);

/** Where a review touches the disk: the operation, and what its path looks like. */
const stages = {
  'a temporary directory is made': ['mkdtemp', 'deep-review-$'],
  'the output directory is made': ['mkdir', '/report$'],
  'an earlier report is removed': ['rm', 'report\\.json$'],
  'the configuration is read': ['readFile', 'deep-review\\.yml$'],
  'a prompt is read': ['readFile', 'reviewer\\.md$'],
  'an event is noted': ['appendFile', 'events\\.jsonl$'],
  'a workspace is prepared': ['writeFile', 'objects/info/alternates$'],
  'a workspace is copied': ['cp', '/runs/'],
  'the brief is handed over': ['writeFile', 'brief\\.md$'],
  'standard input is written': ['writeFile', '/stdin$'],
  'the streams of an agent are opened': ['open', '/stdout$'],
  'the end of an agent is read': ['open', '/stderr$'],
  'a run is recorded': ['writeFile', 'mine/stdout\\.txt'],
  'a run takes its place': ['rename', 'mine/run\\.json'],
  'the review is recorded': ['writeFile', 'raw/change\\.json'],
  'the recording is sealed': ['rename', 'raw/review\\.json'],
  'the page is written': ['writeFile', 'report\\.html'],
  'the report takes its place': ['rename', 'report\\.json'],
  'workspaces are removed': ['rm', '/runs'],
} as const;
const codes = named('ENOSPC', 'EROFS', 'EACCES', 'EIO', 'EMFILE', 'ENOENT', 'EBUSY');

test('whatever the disk answers, wherever, ends the review soundly', { timeout: 900_000 }, async () => {
  await tryCells(product(stages, codes), async ([[operation, path], code]) => {
    const seen = join(temporaryDirectory(), 'seen');
    const fault = JSON.stringify({ operation, path, code, seen });
    await expectSurvival(start({ environment: { NODE_OPTIONS: preload('break-files'), FAULT: fault } }));
    expect(existsSync(seen), 'the fault was met').toBe(true);
  });
});

const hour = 3_600_000;
test('a clock that jumps ends the review soundly', { timeout: 300_000 }, async () => {
  const jumps = { 'a day ahead': 24 * hour, 'an hour back': -hour, 'to the epoch': -Date.now() };
  await tryCells(product(jumps, named(1, 2, 3, 5, 8, 13, 21)), async ([ms, call]) => {
    const environment = { NODE_OPTIONS: preload('jump-clock'), JUMP: JSON.stringify({ call, ms }) };
    await expectSurvival(start({ environment }));
  });
});

/** A file system of its own; only root may have one. */
function smallDisk(kibibytes: number): string {
  const directory = temporaryDirectory();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'tmpfs', directory]);
  onTestFinished(() => void execFileSync('umount', ['--lazy', directory]));
  return directory;
}
const mayMount = (() => {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
})();

const sizes = named(0, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 512);
test.skipIf(!mayMount)(
  'a disk that is full sooner or later ends the review soundly',
  async () => {
    await tryCells(
      product({ 'for reports': 'out', 'for workspaces': 'temporary' } as const, sizes),
      async ([purpose, size]) => {
        const disk = smallDisk(Math.max(4, size));
        if (size === 0) writeFileSync(join(disk, 'ballast'), Buffer.alloc(4096));
        await expectSurvival(
          start(purpose === 'out' ? { out: join(disk, 'report') } : { environment: { RUNNER_TEMP: disk } }),
        );
      },
    );
  },
  300_000,
);

test('limits of the system end the review soundly', { timeout: 300_000 }, async () => {
  const limits = {
    ...Object.fromEntries(
      [1, 4, 8, 16, 32, 64, 128].map((blocks) => [`files of ${blocks} blocks`, `-f ${blocks}`]),
    ),
    ...Object.fromEntries([24, 28, 32, 40, 48, 64].map((files) => [`${files} open files`, `-n ${files}`])),
  };
  await tryCells(limits, (limit) =>
    expectSurvival(start({ wrapper: ['/bin/sh', '-c', `ulimit ${limit}; exec "$0" "$@"`] })),
  );
});

test('an output directory that is none ends the review soundly', { timeout: 300_000 }, async () => {
  const spoilers: Readonly<Record<string, (out: string) => void>> = {
    'a file': (out) => writeFileSync(out, ''),
    'with a file for a folder': (out) => {
      mkdirSync(out);
      writeFileSync(join(out, 'raw'), '');
    },
    'with folders for files': (out) => mkdirSync(join(out, 'report.json/x'), { recursive: true }),
    'with a folder for events': (out) => mkdirSync(join(out, 'events.jsonl/x'), { recursive: true }),
    ...(process.getuid?.() !== 0 && {
      'read-only': (out) => {
        mkdirSync(out);
        chmodSync(out, 0o500);
      },
    }),
  };
  await tryCells(spoilers, async (spoil) => {
    const out = join(temporaryDirectory(), 'there');
    spoil(out);
    const { exitCode, stderr } = await start({ out }).ended;
    expect(stderr).toMatch(/could not be read or written/);
    expect(stderr).not.toMatch(/bug of ours|^ {4}at /m);
    expect(exitCode).toBe(3);
  });
});

test('a reader that goes away, or a full terminal, ends no review', async () => {
  const readers = {
    'closed at once': 'exec "$0" "$@" | true',
    'closed after a line': 'exec "$0" "$@" | head -1',
    'a full device': 'exec "$0" "$@" > /dev/full',
    'no standard output': 'exec "$0" "$@" >&-',
  };
  await tryCells(readers, async (script) => {
    const review = start({ wrapper: ['/bin/sh', '-c', script] });
    const { report, stderr } = await review.ended;
    expect(stderr).not.toMatch(/bug of ours|^ {4}at |EPIPE/m);
    expect(report?.verdict.level).toBe('merge');
  });
});
