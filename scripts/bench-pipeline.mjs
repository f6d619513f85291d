// npm run bench:pipeline [-- --scale 8] [--old DIRECTORY]
// How much longer whole reviews take than their slowest reviewer: 200 made-up ones as real ones are, in virtual time, beside those of another
// compiled build where one is named; and one in earnest, with three agents of the durations of a real review (8:20, 4:06, 5:24) and rulings of
// realistic length, everything divided by the scale. What settling ten thousand findings takes, and proving one beside its scripts.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parseInputs } from '../lib/config/inputs.js';
import { silentLogger } from '../lib/model/ports.js';
import { withPorts } from '../lib/review/lifetime.js';
import { gatherReviews, settleReviews } from '../lib/review/straight-line.js';

import { proveFindings } from './bench-pipeline/prove-findings.mjs';
import { simulateReviews } from './bench-pipeline/simulate-reviews.mjs';

const { values } = parseArgs({
  options: { scale: { type: 'string', default: '8' }, old: { type: 'string' } },
});
const scale = Number(values.scale);
const fixture = fileURLToPath(new URL('../__tests__/fixtures/worker-stop', import.meta.url));
const agent = fileURLToPath(new URL('bench-pipeline/scripted-agent.mjs', import.meta.url));
const reviewers = [
  { name: 'claude', review: 'claude.md', seconds: 500, format: 'markdown' },
  { name: 'codex', review: 'codex.md', seconds: 246, format: 'markdown' },
  { name: 'gemini', review: 'gemini.json', seconds: 324, format: 'json' },
];

/** Wall clock ÷ slowest reviewer; scripts may not lengthen a review by more than they must. */
const mostRatio = { off: 1.25, blocking: 1.15 };
/** Of proving one finding, beside its scripts, in milliseconds. */
const mostOursMs = 2_000;

const directory = mkdtempSync(join(tmpdir(), 'deep-review-bench-'));
try {
  const simulated = simulateReviews(values.old);
  const repository = makeRepository();
  const passed = (await benchSchedule(repository, 'off')) && (await benchSchedule(repository, 'blocking'));
  const settled = benchSettling();
  const proved = await benchProofs();
  process.exitCode = simulated && passed && settled && proved ? 0 : 1;
} finally {
  rmSync(directory, { recursive: true, force: true });
}

async function benchProofs() {
  const figures = await proveFindings(join(directory, 'many-files'), 5_000);
  for (const { status, runs, oursMs, reason } of figures)
    console.log(
      `a finding proven in 5,000 files: ${status}, ${runs} runs, ${oursMs} ms beside them (at most ${mostOursMs} ms)${runs === 0 ? ` (${reason})` : ''}`,
    );
  return figures.every(({ runs, oursMs }) => runs === 0 || oursMs < mostOursMs);
}

/** @param mode of proofs: who raised a finding without a script is asked for one. */
async function benchSchedule(repository, mode) {
  const recording = await withPorts(
    { log: silentLogger, environment: process.env, outputDirectory: join(directory, 'report') },
    (ports) => gatherReviews(requestFor(repository, mode), ports),
  );
  const report = settleReviews(recording);
  const slowest = Math.max(
    ...report.runs.filter(({ role }) => role === 'reviewer').map(({ durationMs }) => durationMs),
  );
  const ratio = report.review.wallClockMs / slowest;
  printTimeline(report);
  const unruled = [...report.findings, ...report.refuted].filter(
    ({ raisedBy, ruling }) =>
      raisedBy.some(({ severity }) => severity !== 'suggestion') && ruling.by.length === 0,
  );
  console.log(`verdict: ${report.verdict.level}. ${report.verdict.reason}`);
  console.log(
    `critical and important findings without a ruling: ${unruled.length === 0 ? 'none' : unruled.map(({ id }) => id).join(', ')}`,
  );
  const words = mode === 'off' ? '' : ', with scripts asked for';
  console.log(`wall clock ÷ slowest reviewer${words}: ${ratio.toFixed(2)} (at most ${mostRatio[mode]})\n`);
  return ratio <= mostRatio[mode] && unruled.length === 0;
}

function makeRepository() {
  const repository = join(directory, 'repository');
  const git = (...words) =>
    execFileSync(
      'git',
      ['-C', repository, '-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', ...words],
      { stdio: 'pipe' },
    );
  cpSync(join(fixture, 'base'), repository, { recursive: true });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Begin');
  git('checkout', '--quiet', '-b', 'feature');
  cpSync(join(fixture, 'head'), repository, { recursive: true });
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Run workers on Windows');
  return repository;
}

function requestFor(repository, mode) {
  const agents = Object.fromEntries(
    reviewers.map(({ name, review, seconds, format }) => [
      `scripted-${name}`,
      {
        command: [process.execPath, agent, fixture, review, String(seconds), String(scale)],
        format,
        family: name,
      },
    ]),
  );
  const configurationFile = join(directory, 'configuration.yml');
  writeFileSync(configurationFile, JSON.stringify({ agents, proof: { mode } }));
  return {
    change: {
      directory: repository,
      base: 'main',
      head: 'feature',
      pullRequest: null,
      repository: null,
      webUrl: null,
      branch: null,
      token: null,
      openApi: null,
    },
    inputs: parseInputs({ agents: Object.keys(agents).join(' ') }),
    configuration: { from: 'disk', path: configurationFile },
    round: 1,
    previous: null,
    declined: [],
    notes: [],
    outputDirectory: join(directory, 'report'),
  };
}

/** One line a run: its bar on a common axis, its times as they would be in earnest. */
function printTimeline({ runs, review }) {
  const width = 72;
  const name = Math.max(...runs.map(({ id }) => id.length));
  const clock = (ms) => {
    const seconds = Math.round((ms * scale) / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  };
  console.log(
    `Times as in earnest, ${scale} times what was measured; r review, p script, a adjudication, e editor`,
  );
  for (const { id, role, startMs, durationMs, count } of runs) {
    const from = Math.round((startMs / review.wallClockMs) * width);
    const length = Math.max(1, Math.round((durationMs / review.wallClockMs) * width));
    const bar = `${' '.repeat(from)}${role[0].repeat(length)}`.padEnd(width + 1);
    console.log(
      `${id.padEnd(name)} |${bar}| ${clock(startMs)} to ${clock(startMs + durationMs)}${role === 'editor' ? '' : `, ${count} ${{ reviewer: 'findings', prover: 'scripts' }[role] ?? 'rulings'}`}`,
    );
  }
  console.log(
    `${'whole review'.padEnd(name)} |${'='.repeat(width).padEnd(width + 1)}| ${clock(review.wallClockMs)}`,
  );
}

/** Each size in a process of its own that may use 1 GB. */
function benchSettling() {
  const script = fileURLToPath(new URL('bench-pipeline/settle-many.mjs', import.meta.url));
  const rows = [100, 1_000, 10_000].map((count) =>
    JSON.parse(
      execFileSync(process.execPath, ['--max-old-space-size=1024', script, String(count)], {
        encoding: 'utf8',
      }),
    ),
  );
  console.log('findings of 10 agents   clusters   to verdict   to report   peak memory   (processor time)');
  for (const { findings, clusters, verdictMs, reportMs, peakMb } of rows) {
    console.log(
      `${String(findings).padStart(21)}   ${String(clusters).padStart(8)}   ${(verdictMs / 1000).toFixed(2).padStart(8)} s   ${(reportMs / 1000).toFixed(2).padStart(7)} s   ${String(peakMb).padStart(8)} MB`,
    );
  }
  const [, middle, last] = rows;
  console.log(
    `from 1,000 to 10,000: ${(last.verdictMs / middle.verdictMs).toFixed(1)} times as long; at most 5 s and 1,024 MB`,
  );
  return last.verdictMs < 5_000 && last.peakMb < 1_024;
}
