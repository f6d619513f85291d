// Reads one change in a process of its own and prints the times in milliseconds and the peak memory in megabytes.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anchorPlace } from '../../../lib/change/anchor.js';
import { readChange } from '../../../lib/change/read-change.js';
import { readFiles } from '../../../lib/change/read-files.js';
import { resolveRevisions } from '../../../lib/change/revisions.js';
import { openSources } from '../../../lib/change/sources.js';
import { emptyConfiguration } from '../../../lib/config/configuration.js';
import { silentLogger } from '../../../lib/ports.js';

const [directory, base, head] = process.argv.slice(2);
const temporaryDirectory = mkdtempSync(join(tmpdir(), 'deep-review-bench-'));
const ports = {
  log: silentLogger,
  clock: { now: Date.now },
  environment: process.env,
  emit() {},
  temporaryDirectory,
};

const revisions = await resolveRevisions(
  {
    directory,
    base,
    head,
    pullRequest: null,
    repository: null,
    webUrl: null,
    branch: null,
    token: null,
    apiUrl: null,
  },
  ports,
);

const git = await time(runGitDiff);
const read = await time(readAndAnchor);
const memory = process.resourceUsage().maxRSS / 1024;
const whole = await time(() => readChange(revisions, emptyConfiguration, ports));
rmSync(temporaryDirectory, { recursive: true });
console.log(JSON.stringify({ git, read, whole, memory: Math.round(memory) }));

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
  const { files } = await readFiles(revisions, emptyConfiguration, ports, new Map());
  const change = { files };
  const sources = openSources({ resolved: {}, texts: {} }, change);
  for (const file of change.files.slice(0, 100)) {
    const line = file.hunks[0]?.newStart ?? 1;
    anchorPlace({ path: file.path, startLine: line, endLine: line, quote: null }, change, sources);
  }
}
