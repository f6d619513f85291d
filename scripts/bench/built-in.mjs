// A review by fixed rules alone, which needs nothing installed: of an ordinary commit, and of ever more lines. Then the rules by themselves, on
// changes that are read already: against `git diff --check`, which looks at every added line too, and on one line of 3 MB.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { repositoryOfBundle } from './built-in/repository-of-bundle.mjs';
import { runTimed } from './measuring/processor-time.mjs';
import { repositoryOf } from './reading/repository-of.mjs';

const own = fileURLToPath(new URL('../..', import.meta.url));
const runs = 3;
const sizes = [10_000, 100_000, 1_000_000];
/** The last commits of this repository are what an ordinary one is. */
const ordinaryCommits = 8;
/** Linux counts a process's time in hundredths of a second, and git needs a fraction of one. */
const checkRuns = 5;

/** What a review leaves of its peak memory in kilobytes; nobody else can ask for it. */
const tellPeak = `import { writeFileSync } from 'node:fs';
process.on('exit', () =>
  writeFileSync(process.env.DEEP_REVIEW_BENCH_PEAK, String(process.resourceUsage().maxRSS)));`;

export async function* measure(options, build) {
  yield* measureReviews(options, build);
  yield* measureRules(build);
}

function* measureReviews({ sizes: chosen }, build) {
  const bare = best(() =>
    sum(runTimed('git', ['-C', own, 'diff', 'HEAD~1', 'HEAD']), runTimed(process.execPath, ['-e', '0'])),
  );
  const review = best(() => reviewWith(build, own, 'HEAD~1', 'HEAD'));
  yield { name: 'git diff of the last commit, and node -e 0', value: bare.processorMs, unit: 'ms' };
  yield { name: 'review of the last commit by fixed rules', value: review.processorMs, unit: 'ms' };
  yield {
    name: 'wall clock of that review ÷ git diff and node -e 0',
    value: review.wallMs / bare.wallMs,
    most: 2,
  };
  for (const size of chosen?.split(',').map(Number) ?? sizes) {
    const { processorMs, peakMb } = reviewWith(build, repositoryOf(size), 'base', 'head');
    yield {
      name: `review of ${size} lines by fixed rules, beyond that of the last commit`,
      value: processorMs === null ? null : processorMs - review.processorMs,
      unit: 'ms',
      ...(size === 1_000_000 && { most: 3_000 }),
      growth: { of: 'lines reviewed by fixed rules', size },
    };
    yield {
      name: `review of ${size} lines by fixed rules: peak memory`,
      value: peakMb,
      unit: 'MB',
      growth: { of: 'lines reviewed by fixed rules, at their peak', size },
    };
  }
}

/**
 * What rules take of processors' time in a process of their own, with reading and the start of Node left out, ÷ what `git diff --check` takes
 * as a whole, half of which is git's start on an ordinary commit. The first time that rules run, there is code to load and compile, as in
 * every review.
 */
function* measureRules(build) {
  const args = ['-C', own, 'log', `-${ordinaryCommits}`, '--no-merges', '--format=%H'];
  const heads = execFileSync('git', args, { encoding: 'utf8' }).trim().split('\n');
  const rules = heads.map((head) => runRules(build, own, `${head}~1`, head, 5));
  const first = mean(rules.map((times) => times.first));
  const again = mean(rules.map((times) => times.again));
  const check = mean(heads.map((head) => checkMs(own, `${head}~1`, head)));
  yield { name: 'git diff --check of an ordinary commit', value: check, unit: 'ms' };
  yield { name: 'rules on an ordinary commit', value: first, unit: 'ms' };
  yield { name: 'rules on an ordinary commit ÷ git diff --check', value: ratio(first, check), most: 3 };
  yield { name: 'rules on an ordinary commit again ÷ git diff --check', value: ratio(again, check) };
  const million = repositoryOf(1_000_000);
  const many = runRules(build, million, 'base', 'head').first;
  const checkOfMany = checkMs(million, 'base', 'head');
  yield { name: 'rules on 1000000 lines ÷ git diff --check', value: ratio(many, checkOfMany), most: 3 };
  const inLines = runRules(build, repositoryOfBundle(false), 'base', 'head').first;
  const inOne = runRules(build, repositoryOfBundle(true), 'base', 'head').first;
  yield { name: 'rules on 3 MB of lines', value: inLines, unit: 'ms' };
  yield { name: 'rules on a line of 3 MB ÷ 3 MB of lines', value: inOne / inLines, most: 1 };
}

function runRules(build, repository, base, head, furtherRuns = 0) {
  const script = fileURLToPath(new URL('./built-in/run-rules.mjs', import.meta.url));
  const told = execFileSync(process.execPath, [script, build, repository, base, head, String(furtherRuns)], {
    encoding: 'utf8',
  });
  return JSON.parse(told);
}

/** It exits with 2 where it finds something. */
const checkMs = (repository, base, head) =>
  mean(
    Array.from(
      { length: checkRuns },
      () =>
        runTimed('git', ['-C', repository, 'diff', '--check', base, head], { stdio: 'ignore' }, [0, 2])
          .processorMs,
    ),
  );

/** Null where no /proc tells what git took. */
const ratio = (ms, ofGit) => (ofGit > 0 ? ms / ofGit : null);
const mean = (values) => values.reduce((total, value) => total + value, 0) / values.length;

function reviewWith(build, repository, base, head) {
  const out = mkdtempSync(join(tmpdir(), 'deep-review-bench-'));
  try {
    const words = [
      'review',
      '--repo',
      repository,
      '--base',
      base,
      '--head',
      head,
      '--agents',
      'checks',
      '--out',
      out,
    ];
    // What blocks, or cannot be decided, fails the command; it was reviewed all the same.
    const options = { stdio: ['ignore', 'ignore', 'pipe'] };
    const node = ['--import', `data:text/javascript,${encodeURIComponent(tellPeak)}`];
    const peak = join(out, 'peak');
    const environment = { ...process.env, DEEP_REVIEW_BENCH_PEAK: peak };
    const program = [...node, join(build, 'dist/cli.js'), ...words];
    const times = runTimed(process.execPath, program, { ...options, env: environment }, [0, 1, 2]);
    return { ...times, peakMb: Math.round(Number(readFileSync(peak, 'utf8')) / 1024) };
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** The least of several runs: whatever else runs on the machine only ever adds. */
function best(run) {
  const all = Array.from({ length: runs }, run);
  const least = (name) => Math.min(...all.map((one) => one[name] ?? Number.NaN));
  return { wallMs: least('wallMs'), processorMs: least('processorMs') };
}

const sum = (a, b) => ({ wallMs: a.wallMs + b.wallMs, processorMs: a.processorMs + b.processorMs });
