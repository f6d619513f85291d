// A review by fixed rules alone, which needs nothing installed: of an ordinary commit, and of ever more lines.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTimed } from './measuring/processor-time.mjs';
import { repositoryOf } from './reading/repository-of.mjs';

const own = fileURLToPath(new URL('../..', import.meta.url));
const runs = 3;
const sizes = [10_000, 100_000, 1_000_000];

/** What a review leaves of its peak memory in kilobytes; nobody else can ask for it. */
const tellPeak = `import { writeFileSync } from 'node:fs';
process.on('exit', () =>
  writeFileSync(process.env.DEEP_REVIEW_BENCH_PEAK, String(process.resourceUsage().maxRSS)));`;

export async function* measure({ sizes: chosen }, build) {
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
