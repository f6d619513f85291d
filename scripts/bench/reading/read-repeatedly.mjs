// Reads one change in a process of its own, for the first time and then again and again, and prints the times in milliseconds and the peak memory in megabytes.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportsOf } from '../measuring/exports-of.mjs';
import { meanProcessorMs } from '../measuring/processor-time.mjs';

const [build, directory, base, head, repetitions] = process.argv.slice(2);
const {
  resolveRevisions,
  readFiles,
  anchorPlace,
  openSources,
  readChange,
  emptyConfiguration,
  silentLogger,
} = await exportsOf(build, [
  'resolveRevisions',
  'readFiles',
  'anchorPlace',
  'openSources',
  'readChange',
  'emptyConfiguration',
  'silentLogger',
]);
const temporaryDirectory = mkdtempSync(join(tmpdir(), 'deep-review-bench-'));
const ports = {
  log: silentLogger,
  clock: { now: Date.now },
  environment: process.env,
  emit() {},
  temporaryDirectory,
};

const request = {
  directory,
  base,
  head,
  pullRequest: null,
  repository: null,
  webUrl: null,
  branch: null,
  token: null,
  openApi: null,
};
const findEnds = () => resolveRevisions(request, ports);
const revisions = await findEnds();

const first = await time(readAndAnchor);
const memory = Math.round(process.resourceUsage().maxRSS / 1024);
const rounds = Number(repetitions);
const git = await best(rounds, runGitDiff);
const read = await best(rounds, readAndAnchor);
const readWhole = () => readChange(revisions, emptyConfiguration, ports);
const whole = await best(rounds, readWhole);
const ends = await best(rounds, findEnds);
const processor = {
  git: await meanProcessorMs(rounds, runGitDiff),
  whole: await meanProcessorMs(rounds, readWhole),
};
rmSync(temporaryDirectory, { recursive: true });
console.log(JSON.stringify({ git, first, read, whole, ends, memory, processor }));

/** The best of several times: whatever else runs on the machine only ever adds. */
async function best(count, run) {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < count; round++) least = Math.min(least, await time(run));
  return least;
}

async function time(run) {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

function runGitDiff() {
  const child = spawn(
    'git',
    ['--git-dir', revisions.git.gitDirectory, 'diff', revisions.mergeBase, revisions.head],
    {
      stdio: ['ignore', 'ignore', 'ignore'],
    },
  );
  return new Promise((resolve) => child.on('close', resolve));
}

/** A finding in each of the first hundred files is enough to need what anchoring prepares. */
async function readAndAnchor() {
  const { files } = await readFiles(revisions, emptyConfiguration, ports, async () => new Map());
  const change = { files };
  const sources = openSources({ resolved: {}, texts: {} }, change);
  for (const file of change.files.slice(0, 100)) {
    const line = file.hunks[0]?.newStart ?? 1;
    anchorPlace({ path: file.path, startLine: line, endLine: line, quote: null }, change, sources);
  }
}
